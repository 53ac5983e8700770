import type { PendingMessage, Settlement } from '../ports/relay-store.ts';
import type { SlaStoredMessage } from '../ports/sla-store.ts';
import type { SettledNote, StoredNote } from './case-book.ts';

/** What clocks keep of a message: nothing of what it says. */
export function storedNoteOf(message: PendingMessage | SlaStoredMessage): StoredNote {
  const { seq, id, channelId, direction, kind, contactNo, openId, platformAt, receivedAt } = message;
  return { seq, id, channelId, direction, kind, contactNo, openId, platformAt, receivedAt };
}

/** Null while it waits. */
export function settledNoteOf({ seq, state, changedAt, caseId }: SlaStoredMessage): SettledNote | null {
  return state === 'pending' ? null : { seq, at: changedAt, isDelivered: state === 'delivered', caseId };
}

/** Null for an attempt after which it waits on. */
export function endNoteOf({ seq, at, outcome }: Settlement): SettledNote | null {
  if (outcome.kind === 'retry') return null;
  const isDelivered = outcome.kind === 'delivered';
  return { seq, at, isDelivered, caseId: isDelivered ? outcome.caseId : null };
}
