import type { ChannelSnapshot, ChannelStateKind, Leg } from '#shared/domain/channel.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import type { OutageNotice } from '#shared/domain/operations.ts';

export type NoticeLanguage = keyof OutageNotice['texts'];

/** Longest text of a notice, UTF-8 bytes. */
export const longestNoticeBytes = 600;

const failing: ReadonlySet<ChannelStateKind> = new Set<ChannelStateKind>([
  'degraded',
  'retrying',
  'action_required',
  'down',
]);

/** When one of these fails, no answer of an agent reaches the end user, whatever arrives from him. */
const wayBack: readonly Leg[] = ['cxoneOut', 'cxoneIn', 'wechatOut'];

/** True while an incident is open whose fault keeps replies from reaching end users. */
export function repliesAreStuck({
  state,
  legs,
  incidentId,
}: Pick<ChannelSnapshot, 'state' | 'legs' | 'incidentId'>): boolean {
  return incidentId !== null && failing.has(state.kind) && wayBack.some((leg) => legs[leg].fault !== null);
}

/**
 * Does an end user wait for an answer after that? WeChat: its answer to a push is shown in the chat. A tap that leads out of
 * it, an unfollow and reports of the phone get none.
 */
export function takesNotice(content: MessageContent): boolean {
  switch (content.kind) {
    case 'text':
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
      return true;
    case 'event':
      return content.event === 'CLICK';
    case 'miniprogram':
    case 'rich':
    case 'template':
    case 'unsupported':
      return false;
  }
}

/** The text for that language, or null when the notice is off, empty or too long to be sent. */
export function noticeText(notice: OutageNotice, language: NoticeLanguage): string | null {
  if (!notice.enabled) return null;
  const text = notice.texts[language].trim();
  return text === '' || new TextEncoder().encode(text).length > longestNoticeBytes ? null : text;
}
