import type { ChannelId } from '#shared/domain/ids.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { bytes, integer, numberAt, textAt } from './sql-cells.ts';

/** Channel ids and the small numbers that stand for them in the tables. Few, so all of them are kept in memory. */
export class ChannelBook {
  readonly #load: SqlStatement;
  readonly #insert: SqlStatement;
  readonly #numbers = new Map<ChannelId, number>();
  readonly #ids = new Map<number, ChannelId>();

  constructor(database: NativeDatabase) {
    this.#load = database.query(`SELECT ${integer('no')}, ${bytes('id')} FROM channel`);
    this.#insert = database.query(`INSERT INTO channel (id) VALUES (?) RETURNING ${integer('no')}`);
    this.forget();
  }

  /** Within a transaction: makes the number at the channel's first message. */
  obtain(id: ChannelId): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return known;
    const no = numberAt(this.#insert.get([id]) ?? [], 0);
    this.#note(no, id);
    return no;
  }

  find(id: ChannelId): number | null {
    return this.#numbers.get(id) ?? null;
  }

  idOf(no: number): ChannelId | null {
    return this.#ids.get(no) ?? null;
  }

  all(): ReadonlyMap<number, ChannelId> {
    return this.#ids;
  }

  forget(): void {
    this.#numbers.clear();
    this.#ids.clear();
    for (const row of this.#load.all([])) this.#note(numberAt(row, 0), textAt(row, 1) as ChannelId);
  }

  #note(no: number, id: ChannelId): void {
    this.#numbers.set(id, no);
    this.#ids.set(no, id);
  }
}
