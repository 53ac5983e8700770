import type { MessageId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { ruleNames } from '../../core/rule-names.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import type { MessageRecord } from './message-record.ts';
import type { StoreSession } from './store-session.ts';

/**
 * A message was turned away because its commit was reported as failed. Within a transaction: should it be on disk all the
 * same, one from the end user is returned, to be delivered. A reply is discarded: its sender was told that it was not
 * taken, may send it again, and the end user must not read it twice.
 */
export function clearUpAccept(session: StoreSession, id: MessageId, at: number): PendingMessage | null {
  const record = recordOf(session, id);
  // An attempt that was begun says that it is known already.
  if (record?.state !== 'pending' || record.claimedAt !== null || record.attempts > 0) return null;
  if (record.direction === 'inbound') return session.reader.pending(record.seq);
  session.decider.decide({ id, action: 'discard', by: ruleNames.notAcknowledged, at, report: null });
  return null;
}

function recordOf({ reader }: StoreSession, id: MessageId): MessageRecord | null {
  try {
    return reader.find(id);
  } catch (thrown) {
    if (toRelayError(thrown).code === 'MESSAGE_NOT_FOUND') return null;
    throw thrown;
  }
}
