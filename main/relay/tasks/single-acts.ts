import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageAction, MessageOutlook } from '#shared/domain/message.ts';

/** What is done with one message: a task does it many times, and so can never do what a single act may not. */
export interface SingleActs {
  outlook(id: MessageId): Promise<MessageOutlook>;
  /** Rejects with MESSAGE_ACTION_NOT_POSSIBLE, MESSAGE_MAY_ARRIVE_TWICE, and what the store rejects with. */
  act(input: {
    readonly id: MessageId;
    readonly action: MessageAction;
    readonly acceptTwice: boolean;
    readonly by: string;
  }): Promise<unknown>;
}
