import type { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { Customer } from '#shared/domain/message-search.ts';

/** What the messages kept of one end user say of him. */
export interface CustomerFigures extends Pick<
  Customer,
  'contactNo' | 'windowUntil' | 'repliesLeft' | 'firstAt' | 'lastAt' | 'messages' | 'waiting'
> {
  readonly cases: readonly (Omit<Customer['cases'][number], 'slaCaseId'> & {
    /** The first message that names the case. */
    readonly firstId: MessageId;
  })[];
  readonly channelId: ChannelId;
  /** Masked. */
  readonly openId: string;
}
