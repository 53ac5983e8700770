import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { integer, numberAt } from './sql-cells.ts';

const kept = 4_096;

/** Which conversation CXone means by its own thread ids. */
export class ThreadBook {
  readonly #find: SqlStatement;
  readonly #link: SqlStatement;
  readonly #known = new BoundedCache<string, number>(kept);

  constructor(database: NativeDatabase) {
    this.#find = database.query(
      `SELECT ${integer('contact_no')} FROM thread_link WHERE channel_no = ? AND thread_id = ?`,
    );
    this.#link = database.command(
      `INSERT INTO thread_link VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET contact_no = excluded.contact_no`,
    );
  }

  find(channelNo: number, threadId: string): number | null {
    const row = this.#find.get([channelNo, threadId]);
    return row === undefined ? null : numberAt(row, 0);
  }

  /** Within a transaction. Every message of a conversation brings the same ids: only new ones are written. */
  link(channelNo: number, threadId: string, contactNo: number): void {
    const key = `${channelNo} ${threadId}`;
    if (this.#known.get(key) === contactNo) return;
    this.#link.run([channelNo, threadId, contactNo]);
    this.#known.set(key, contactNo);
  }

  forget(): void {
    this.#known.clear();
  }
}
