import type { MessageState, TrafficRow } from '#shared/domain/message.ts';
import type { Watch } from '#shared/domain/operations.ts';
import { maskId } from '#shared/lib/mask.ts';

/** True while something can still be told of this message: after its end there is nothing to wait for. */
export function maySettle(state: MessageState): boolean {
  return state === 'pending' || state === 'unconfirmed' || state === 'dead_letter';
}

/**
 * The watches that go on and concern this message. A customer's watch is matched by channel and by the masked end of the
 * openid, all that a row carries; `customerWatchId` is one known to be this customer's.
 */
export function watchesOf(
  watches: readonly Watch[],
  row: Pick<TrafficRow, 'id' | 'channelId' | 'endUser'>,
  customerWatchId: string | null,
): readonly Watch[] {
  return watches.filter(({ id, endedAt, subject }) => {
    if (endedAt !== null) return false;
    if (subject.kind === 'message') return subject.messageId === row.id;
    return id === customerWatchId || (subject.channelId === row.channelId && maskId(subject.openId) === row.endUser);
  });
}
