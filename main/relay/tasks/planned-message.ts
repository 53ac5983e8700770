import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageState } from '#shared/domain/message.ts';
import type { FoundMessage } from '../ports/message-search.ts';

/** A message an act is meant for. */
export type MeantMessage = FoundMessage;

/** A message of a task, and the state in which the act was found possible: in another one it is left alone. */
export interface PlannedMessage {
  readonly id: MessageId;
  readonly seq: number;
  readonly state: MessageState;
}

export function bySeq(first: { readonly seq: number }, second: { readonly seq: number }): number {
  return first.seq - second.seq;
}
