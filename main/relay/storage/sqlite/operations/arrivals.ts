import type { NativeDatabase, SqlStatement } from '../native-database.ts';
import { integer, numberAt } from '../sql-cells.ts';

/**
 * Finds where a time lies among a channel's messages. They are numbered in the order of acceptance, so that the place is
 * found by halving, without an index by time. While the clock was being set back it is a place near it.
 */
export class Arrivals {
  readonly #from: SqlStatement;
  readonly #last: SqlStatement;

  constructor(database: NativeDatabase) {
    this.#from = database.query(
      `SELECT ${integer('seq')}, ${integer('received_at')} FROM message WHERE channel_no = ? AND seq >= ?
       ORDER BY seq LIMIT 1`,
    );
    this.#last = database.query(`SELECT ${integer('seq')} FROM message WHERE channel_no = ? ORDER BY seq DESC LIMIT 1`);
  }

  /** A seq such that the channel's messages from there on were received at that time or later, and those before it were not. */
  firstFrom(channelNo: number, at: number): number {
    const first = this.#from.get([channelNo, 0]);
    const last = this.#last.get([channelNo]);
    if (first === undefined || last === undefined) return 1;
    let before = numberAt(first, 0) - 1;
    let from = numberAt(last, 0) + 1;
    while (before + 1 < from) {
      const middle = Math.floor((before + from) / 2);
      const row = this.#from.get([channelNo, middle]);
      if (row === undefined || numberAt(row, 1) >= at) from = middle;
      else before = numberAt(row, 0);
    }
    return from;
  }
}
