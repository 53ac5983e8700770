import type { MessageContent } from '#shared/domain/message.ts';
import type { InboundPush } from '../../ports/intake.ts';

export type OpenedWindow = NonNullable<InboundPush['opensWindow']>;

/** How many replies WeChat allows; its figures have changed, so they are configuration. */
export interface ReplyCounts {
  readonly repliesPerMessage: number;
  readonly repliesPerAction: number;
}

/** WeChat: customer service messages. 48 hours from a message the end user wrote. */
const messageWindowMs = 48 * 3_600_000;

/** WeChat: customer service messages. A minute from a menu click, a scan or a follow. */
const actionWindowMs = 60_000;

/** Events of the end user that open the short window. Names are case-sensitive at WeChat. */
const openingEvents = new Set(['CLICK', 'scancode_push', 'scancode_waitmsg', 'subscribe', 'SCAN']);

/**
 * The reply window a push opens, or null when it opens none. A tap on an item of a menu message arrives as a text with
 * a menu id and counts as a menu click. A message of a type we do not know is still a message of the end user: should
 * WeChat see that differently, it refuses the reply with a code that says so.
 */
export function windowOpenedBy(
  content: MessageContent,
  hasMenuId: boolean,
  { repliesPerMessage, repliesPerAction }: ReplyCounts,
): OpenedWindow | null {
  const ofMessage: OpenedWindow = { windowMs: messageWindowMs, replies: repliesPerMessage };
  const ofAction: OpenedWindow = { windowMs: actionWindowMs, replies: repliesPerAction };
  switch (content.kind) {
    case 'event':
      return openingEvents.has(content.event) ? ofAction : null;
    case 'text':
      return hasMenuId ? ofAction : ofMessage;
    case 'rich':
    case 'template':
      return null;
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
    case 'miniprogram':
    case 'unsupported':
      return ofMessage;
  }
}
