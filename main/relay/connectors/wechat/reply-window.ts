import type { MessageContent } from '#shared/domain/message.ts';
import type { InboundPush } from '../../ports/intake.ts';

export type OpenedWindow = NonNullable<InboundPush['opensWindow']>;

/** WeChat: customer service messages. Five replies within 48 hours of a message the end user wrote. */
export const messageWindow: OpenedWindow = { windowMs: 48 * 3_600_000, replies: 5 };

/** WeChat: customer service messages. Three replies within a minute of a menu click, a scan or a follow. */
export const actionWindow: OpenedWindow = { windowMs: 60_000, replies: 3 };

/** Events of the end user that open the short window. Names are case-sensitive at WeChat. */
const openingEvents = new Set(['CLICK', 'scancode_push', 'scancode_waitmsg', 'subscribe', 'SCAN']);

/**
 * The reply window a push opens, or null when it opens none. A tap on an item of a menu message arrives as a text with
 * a menu id and counts as a menu click. A message of a type we do not know is still a message of the end user: should
 * WeChat see that differently, it refuses the reply with a code that says so.
 */
export function windowOpenedBy(content: MessageContent, hasMenuId: boolean): OpenedWindow | null {
  switch (content.kind) {
    case 'event':
      return openingEvents.has(content.event) ? actionWindow : null;
    case 'text':
      return hasMenuId ? actionWindow : messageWindow;
    case 'rich':
      return null;
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
    case 'miniprogram':
    case 'unsupported':
      return messageWindow;
  }
}
