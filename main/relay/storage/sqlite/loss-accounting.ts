import type { Mark } from './high-water-mark.ts';
import type { NativeDatabase } from './native-database.ts';
import { integer, numberAt } from './sql-cells.ts';

export interface Losses {
  /** Messages found missing just now. */
  readonly messages: number;
  /** Attempts toward WeChat found forgotten just now. */
  readonly outboundClaims: number;
}

/**
 * Compares the database with the mark outside it, and enters what is missing into the database. Entered once: found
 * again after a crash in between, the same loss is not counted twice. No seq is handed out a second time.
 */
export function enterLosses(database: NativeDatabase, mark: Mark | null): Losses {
  if (mark === null) return { messages: 0, outboundClaims: 0 };
  const totals = ['accepted', 'missing', 'last_seq', 'outbound_claims', 'removed'].map(integer).join(', ');
  const row = database.query(`SELECT ${totals} FROM store_state`).get([]) ?? [];
  const messages = Math.max(0, mark.accepted - numberAt(row, 0) - numberAt(row, 1) - numberAt(row, 4));
  const outboundClaims = Math.max(0, mark.outboundClaims - numberAt(row, 3));
  if (messages > 0 || outboundClaims > 0 || mark.lastSeq > numberAt(row, 2)) {
    database
      .command(
        `UPDATE store_state SET missing = missing + ?, last_seq = max(last_seq, ?),
           outbound_claims = max(outbound_claims, ?), outbound_doubt = max(outbound_doubt, ?)`,
      )
      .run([messages, mark.lastSeq, mark.outboundClaims, outboundClaims > 0 ? 1 : 0]);
  }
  return { messages, outboundClaims };
}
