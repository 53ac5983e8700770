import type { ChannelId } from '#shared/domain/ids.ts';
import type { Customer } from '#shared/domain/message-search.ts';

/** What the messages kept of one end user say of him. */
export interface CustomerFigures extends Pick<
  Customer,
  'contactNo' | 'windowUntil' | 'repliesLeft' | 'firstAt' | 'lastAt' | 'messages' | 'cases' | 'waiting'
> {
  readonly channelId: ChannelId;
  /** Masked. */
  readonly openId: string;
}
