import type { Mark } from './high-water-mark.ts';
import type { NativeDatabase } from './native-database.ts';
import { integer, numberAt } from './sql-cells.ts';

export interface Losses {
  /** Messages found missing just now. */
  readonly messages: number;
  /** Attempts toward WeChat found forgotten just now. */
  readonly outboundClaims: number;
  /** The database is a copy with messages in it: what came after it was made is missing, and cannot be counted. */
  readonly unknown: boolean;
}

/**
 * Compares the database with the mark outside it, and enters what is missing into the database. Entered once: found
 * again after a crash in between, the same loss is not counted twice. No seq is handed out a second time.
 *
 * `isRestored`: the database is a copy, and the mark may have been put back with it. Then nobody can tell how much is
 * missing, nor what of it was sent.
 */
export function enterLosses(database: NativeDatabase, mark: Mark | null, isRestored: boolean): Losses {
  const totals = ['accepted', 'missing', 'last_seq', 'outbound_claims', 'removed'].map(integer).join(', ');
  const row = database.query(`SELECT ${totals} FROM store_state`).get([]) ?? [];
  const [accepted, missing, lastSeq] = [numberAt(row, 0), numberAt(row, 1), numberAt(row, 2)];
  const [claims, removed] = [numberAt(row, 3), numberAt(row, 4)];
  const least = mark ?? { accepted: 0, lastSeq: 0, outboundClaims: 0 };
  const messages = Math.max(0, least.accepted - accepted - missing - removed);
  const outboundClaims = Math.max(0, least.outboundClaims - claims);
  const isDoubtful = isRestored || outboundClaims > 0;
  if (messages > 0 || isDoubtful || least.lastSeq > lastSeq) {
    database
      .command(
        `UPDATE store_state SET missing = missing + ?, last_seq = max(last_seq, ?),
           outbound_claims = max(outbound_claims, ?), outbound_doubt = max(outbound_doubt, ?)`,
      )
      .run([messages, least.lastSeq, least.outboundClaims, isDoubtful ? 1 : 0]);
  }
  return { messages, outboundClaims, unknown: isRestored && lastSeq > 0 };
}
