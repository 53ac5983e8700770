import { BoundedCache } from '#relay/core/bounded-cache.ts';
import { normalise } from '#shared/search/normalise.ts';
import { tokensOf } from '#shared/search/tokens.ts';
import type { MessageRecord } from '../message-record.ts';
import type { NativeDatabase, SqlStatement } from '../native-database.ts';
import { directionNumber, kindNumber } from '../record-codes.ts';
import { bytes, bytesOrNullAt, integer, numberAt, numberOrNullAt } from '../sql-cells.ts';
import { attributeTokens, caseToken, deliveredTokens, externalToken } from './attribute-tokens.ts';
import { IndexConnection } from './index-connection.ts';
import { Spans } from './spans.ts';
import type { DeliveredMessage, SearchedMessage } from './store-window.ts';

/** The library binds every number as a float: the word index would not take it for a row, or would not look there. */
const whole = 'CAST(? AS INTEGER)';

/** What of the store is in the index: `low` to `high`, both included. Null: nothing yet. */
export interface IndexedRange {
  readonly low: number;
  readonly high: number;
}

export interface IndexEntry {
  readonly message: SearchedMessage;
  readonly openId: string | null;
}

type TokenTable = 'words' | 'ids';

/** So many end users are known to be saved: a batch has fewer. */
const savedKept = 5_000;

/** The file of the index: what is found by which token. It knows nothing of the store. */
export class SearchIndex {
  readonly spans: Spans;
  readonly #connection: IndexConnection;
  readonly #add: SqlStatement;
  readonly #remove: SqlStatement;
  readonly #isThere: SqlStatement;
  /** End users saved since this was opened. After a commit that failed it is opened anew. */
  readonly #saved = new BoundedCache<number, true>(savedKept);
  readonly #addId: SqlStatement;
  readonly #removeId: SqlStatement;
  readonly #saveState: SqlStatement;
  readonly #savePerson: SqlStatement;
  readonly #saveUnsettled: SqlStatement;
  readonly #removeUnsettled: SqlStatement;
  #range: IndexedRange | null;

  constructor(database: NativeDatabase) {
    this.#connection = new IndexConnection(database);
    this.#add = database.command(`INSERT INTO words (rowid, tokens) VALUES (${whole}, ?)`);
    this.#remove = database.command(`DELETE FROM words WHERE rowid = ${whole}`);
    this.#isThere = database.query(`SELECT ${integer('id')} FROM words_docsize WHERE id = ?`);
    this.#addId = database.command(`INSERT INTO ids (rowid, tokens) VALUES (${whole}, ?)`);
    this.#removeId = database.command(`DELETE FROM ids WHERE rowid = ${whole}`);
    this.#saveState = database.command(
      'INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    this.#savePerson = database.command('INSERT OR IGNORE INTO person (no, reversed) VALUES (?, ?)');
    this.#saveUnsettled = database.command('INSERT OR IGNORE INTO unsettled (seq) SELECT value FROM json_each(?)');
    this.#removeUnsettled = database.command('DELETE FROM unsettled WHERE seq IN (SELECT value FROM json_each(?))');
    this.spans = new Spans(this.#connection);
    const low = this.#number('low');
    const high = this.#number('high');
    this.#range = low === null || high === null ? null : { low, high };
  }

  get range(): IndexedRange | null {
    return this.#range;
  }

  /** Adds messages in order of seq, and says what is in it then. One commit. */
  add(entries: readonly IndexEntry[], range: IndexedRange): void {
    this.#connection.within(() => {
      this.#removeThere(entries.map(({ message }) => message.record.seq));
      for (const entry of entries) this.#addOne(entry);
      const unsettled = entries.filter(({ message }) => message.record.state !== 'delivered');
      this.#saveUnsettled.run([JSON.stringify(unsettled.map(({ message }) => message.record.seq))]);
      this.spans.add(entries.map(({ message: { record } }) => outlined(record)));
      this.#saveState.run(['low', range.low]);
      this.#saveState.run(['high', range.high]);
    });
    this.#range = range;
  }

  /** What of these seqs is in the index leaves it. One commit. `mark` is kept until the words are gone from the file. */
  remove(seqs: readonly number[]): number {
    let removed = 0;
    this.#connection.within(() => {
      this.#forgetDelivered(seqs);
      for (const seq of seqs) {
        if (this.#isThere.get([seq]) === undefined) continue;
        this.#remove.run([seq]);
        removed += 1;
      }
      this.spans.remove(seqs);
      this.#removeUnsettled.run([JSON.stringify(seqs)]);
      if (removed > 0) this.#saveState.run(['purge', 1]);
    });
    return removed;
  }

  /** Everything kept of an end user but the rows of their messages. */
  removePerson(contactNo: number): void {
    this.#connection.within(() => {
      this.#connection.database.command('DELETE FROM person WHERE no = ?').run([contactNo]);
      this.#saved.delete(contactNo);
    });
  }

  /** True while the file holds words of messages that were removed. */
  get needsPurge(): boolean {
    return (this.#number('purge') ?? 0) > 0;
  }

  /**
   * Rewrites a part of the word index without what was removed. True when there is more to do. SQLite: FTS5, "merge" with a
   * negative number; entries of deleted rows are left out of what is merged.
   */
  purgeStep(pages: number): boolean {
    const hasMore = this.#merge('words', pages) || this.#merge('ids', pages);
    if (!hasMore) this.#saveState.run(['purge', 0]);
    return hasMore;
  }

  #merge(table: TokenTable, pages: number): boolean {
    const before = this.#changes();
    this.#connection.within(() => {
      this.#connection.database.command(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).run([-pages]);
    });
    return this.#changes() - before >= 2;
  }

  readNote(name: 'removals'): string | null {
    const row = this.#connection.all(`SELECT ${bytes('value')} FROM state WHERE name = ?`, [name])[0];
    return row === undefined ? null : (bytesOrNullAt(row, 0)?.toString('utf8') ?? null);
  }

  writeNote(name: 'removals', value: string): void {
    this.#saveState.run([name, value]);
  }

  /** Rows found by a match expression, newest first. */
  find(table: TokenTable, match: string, from: number, until: number, limit: number): number[] {
    return this.#connection.numbers(
      `SELECT ${integer('rowid')} FROM ${table} WHERE ${table} MATCH ? AND rowid >= ${whole} AND rowid < ${whole}
       ORDER BY rowid DESC LIMIT ?`,
      [match, from, until, limit],
    );
  }

  /** Those of the seqs that the expression finds. */
  among(match: string, seqs: readonly number[]): Set<number> {
    const [from, until] = [Math.min(...seqs), Math.max(...seqs) + 1];
    return new Set(
      this.#connection.numbers(
        `SELECT ${integer('rowid')} FROM words WHERE words MATCH ? AND rowid >= ${whole} AND rowid < ${whole}
           AND +rowid IN (SELECT value FROM json_each(?))`,
        [match, from, until, JSON.stringify(seqs)],
      ),
    );
  }

  /** How many rows it finds, counted up to `bound`. */
  count(match: string, from: number, until: number, bound: number): number {
    const [row = []] = this.#connection.all(
      `SELECT ${integer('count(*)')} FROM
         (SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ${whole} AND rowid < ${whole} LIMIT ?)`,
      [match, from, until, bound],
    );
    return numberAt(row, 0);
  }

  /** Seqs in the index, in order. */
  indexedSeqs(from: number, until: number, limit: number): number[] {
    return this.#connection.numbers(
      `SELECT ${integer('id')} FROM words_docsize WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`,
      [from, until, limit],
    );
  }

  countIndexed(from: number, until: number): number {
    const [row = []] = this.#connection.all(
      `SELECT ${integer('count(*)')} FROM words_docsize WHERE id >= ? AND id < ?`,
      [from, until],
    );
    return numberAt(row, 0);
  }

  /** Inbound messages that CXone may call so, of those that were not delivered when they were added. Newest first. */
  seqsOfInboundId(id: string, limit: number): number[] {
    return this.find('ids', `"${externalToken(id)}"`, 0, Number.MAX_SAFE_INTEGER, limit);
  }

  /** The same of a case. */
  seqsOfCase(caseId: string, limit: number): number[] {
    return this.find('ids', `"${caseToken(caseId)}"`, 0, Number.MAX_SAFE_INTEGER, limit);
  }

  /** Contacts whose openid ends so. */
  contactsOfOpenIdEnd(end: string): number[] {
    const reversed = reverse(end);
    // All in one value: there may be many thousands, and a row for each costs more than finding it.
    const [row = []] = this.#connection.all(
      `SELECT ${bytes('json_group_array(no)')} FROM person WHERE reversed >= ? AND reversed < ?`,
      [reversed, `${reversed}\u{10ffff}`],
    );
    return JSON.parse(bytesOrNullAt(row, 0)?.toString('utf8') ?? '[]') as number[];
  }

  /** Messages that were not delivered when they were last looked at, in order; `newest`: the last ones. */
  unsettled(after: number, limit: number, newest = false): number[] {
    const found = this.#connection.numbers(
      `SELECT ${integer('seq')} FROM unsettled WHERE seq > ? ORDER BY seq ${newest ? 'DESC' : ''} LIMIT ?`,
      [after, limit],
    );
    return newest ? found.reverse() : found;
  }

  /** Some were delivered since, or are gone. One commit. */
  settle(gone: readonly number[], delivered: readonly DeliveredMessage[]): void {
    this.#connection.within(() => {
      this.#forgetDelivered(delivered.map(({ seq }) => seq));
      for (const one of delivered) {
        const tokens = deliveredTokens(one);
        if (tokens.length > 0) this.#addId.run([one.seq, tokens.join(' ')]);
      }
      this.#removeUnsettled.run([JSON.stringify([...gone, ...delivered.map(({ seq }) => seq)])]);
    });
  }

  close(): void {
    this.#connection.database.close();
  }

  #addOne({ message: { record, text, platformIds }, openId }: IndexEntry): void {
    const { seq, contactNo, caseId, direction, platformMessageId } = record;
    const inboundId = direction === 'inbound' ? platformMessageId : null;
    const tokens = [
      ...attributeTokens(record, platformIds),
      ...deliveredTokens({ caseId, inboundId }),
      ...tokensOf(normalise(text)),
    ];
    this.#add.run([seq, tokens.join(' ')]);
    if (contactNo === null || openId === null || this.#saved.get(contactNo) !== undefined) return;
    this.#savePerson.run([contactNo, reverse(openId)]);
    this.#saved.set(contactNo, true);
  }

  /** Begun once more after it was cut short: rows may be there. */
  #removeThere(seqs: readonly number[]): void {
    const [first, last] = [seqs[0], seqs.at(-1)];
    if (first === undefined || last === undefined) return;
    const there = this.indexedSeqs(first, last + 1, last + 1 - first);
    if (there.length === 0) return;
    for (const seq of there) this.#remove.run([seq]);
    this.#forgetDelivered(there);
  }

  #forgetDelivered(seqs: readonly number[]): void {
    const noted = this.#connection.numbers(
      `SELECT ${integer('id')} FROM ids_docsize WHERE id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(seqs)],
    );
    for (const seq of noted) this.#removeId.run([seq]);
  }

  #changes(): number {
    return numberAt(this.#connection.all(`SELECT ${integer('total_changes()')}`, [])[0] ?? [], 0);
  }

  #number(name: 'low' | 'high' | 'purge'): number | null {
    const row = this.#connection.all(`SELECT ${integer('value')} FROM state WHERE name = ?`, [name])[0];
    return row === undefined ? null : numberOrNullAt(row, 0);
  }
}

function outlined({ seq, receivedAt, contactNo, channelNo, direction, kind }: MessageRecord) {
  return { seq, receivedAt, contactNo, channelNo, direction: directionNumber[direction], kind: kindNumber[kind] };
}

function reverse(text: string): string {
  return Array.from(text).reverse().join('');
}
