import type { PendingReason } from '#shared/domain/message.ts';
import type { MessageRecord } from './message-record.ts';

/** Why a message waits; null when it does not. */
export function pendingReasonOf(record: MessageRecord, now: number): PendingReason | null {
  if (record.state !== 'pending') return null;
  if (record.claimedAt !== null) return 'sending';
  if (record.windowClosed) return 'window_closed';
  const wasTried = record.attempts > 0 || record.code !== null;
  return wasTried && record.dueAt > now ? 'retry' : 'due';
}
