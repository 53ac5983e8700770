import { normalise } from '#shared/search/normalise.ts';
import { tokensOf } from '#shared/search/tokens.ts';
import type { NativeDatabase, SqlRow, SqlStatement, SqlValue } from '../native-database.ts';
import { bytesOrNullAt, bytes, integer, numberAt, numberOrNullAt } from '../sql-cells.ts';
import { attributeTokens, externalToken } from './attribute-tokens.ts';
import { IndexFailure } from './index-failure.ts';
import type { SearchedMessage } from './store-window.ts';

/** The library binds every number as a float: the word index would not take it for a row, or would not look there. */
const whole = 'CAST(? AS INTEGER)';

/** Messages of so many seqs share one note of when they were received and whose they are. */
const spanSeqs = 256;
/** Notes read in one step. */
const spansAtOnce = 64;
const numberBytes = 4;

/** What of the store is in the index: `low` to `high`, both included. Null: nothing yet. */
export interface IndexedRange {
  readonly low: number;
  readonly high: number;
}

export interface IndexEntry {
  readonly message: SearchedMessage;
  readonly openId: string | null;
}

/** The file of the index: what is found by which token. It knows nothing of the store. */
export class SearchIndex {
  readonly #database: NativeDatabase;
  readonly #add: SqlStatement;
  readonly #remove: SqlStatement;
  readonly #isThere: SqlStatement;
  readonly #addId: SqlStatement;
  readonly #removeId: SqlStatement;
  readonly #hasId: SqlStatement;
  readonly #saveState: SqlStatement;
  readonly #savePerson: SqlStatement;
  readonly #saveCase: SqlStatement;
  readonly #saveUnsettled: SqlStatement;
  readonly #saveSpan: SqlStatement;
  readonly #statements = new Map<string, SqlStatement>();
  /** All of them: few thousand for a million messages. */
  readonly #spans = new Map<number, { first: number; last: number }>();
  readonly #contactsOf: SqlStatement;
  readonly #saveContacts: SqlStatement;
  #range: IndexedRange | null;

  constructor(database: NativeDatabase) {
    this.#database = database;
    this.#add = database.command(`INSERT INTO words (rowid, tokens) VALUES (${whole}, ?)`);
    this.#remove = database.command(`DELETE FROM words WHERE rowid = ${whole}`);
    this.#isThere = database.query(`SELECT ${integer('id')} FROM words_docsize WHERE id = ?`);
    this.#addId = database.command(`INSERT INTO ids (rowid, tokens) VALUES (${whole}, ?)`);
    this.#removeId = database.command(`DELETE FROM ids WHERE rowid = ${whole}`);
    this.#hasId = database.query(`SELECT ${integer('id')} FROM ids_docsize WHERE id = ?`);
    this.#saveState = database.command(
      'INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    );
    this.#savePerson = database.command('INSERT OR IGNORE INTO person (no, reversed) VALUES (?, ?)');
    this.#saveCase = database.command('INSERT OR IGNORE INTO of_case (case_id, contact_no) VALUES (?, ?)');
    this.#saveUnsettled = database.command('INSERT OR IGNORE INTO unsettled (seq) VALUES (?)');
    this.#saveSpan = database.command(
      `INSERT INTO span (no, first_at, last_at) VALUES (?, ?, ?)
       ON CONFLICT (no) DO UPDATE SET first_at = excluded.first_at, last_at = excluded.last_at`,
    );
    this.#contactsOf = database.query('SELECT contacts FROM span WHERE no = ?');
    this.#saveContacts = database.command('UPDATE span SET contacts = ? WHERE no = ?');
    const low = this.#number('low');
    const high = this.#number('high');
    this.#range = low === null || high === null ? null : { low, high };
    for (const row of this.#all(`SELECT ${['no', 'first_at', 'last_at'].map(integer).join(', ')} FROM span`, [])) {
      this.#spans.set(numberAt(row, 0), { first: numberAt(row, 1), last: numberAt(row, 2) });
    }
  }

  get range(): IndexedRange | null {
    return this.#range;
  }

  /** Adds messages in order of seq, and says what is in it then. One commit. */
  add(entries: readonly IndexEntry[], range: IndexedRange, isPending: (entry: IndexEntry) => boolean): void {
    this.#within(() => {
      const spans = new Map<number, { seq: number; contactNo: number | null }[]>();
      for (const entry of entries) {
        this.#addOne(entry, isPending(entry));
        const no = this.#noteTime(entry);
        const { seq, contactNo } = entry.message.record;
        spans.set(no, [...(spans.get(no) ?? []), { seq, contactNo }]);
      }
      for (const [no, messages] of spans) {
        const span = this.#spans.get(no);
        if (span !== undefined) this.#saveSpan.run([no, span.first, span.last]);
        this.#noteContacts(no, messages);
      }
      this.#saveState.run(['low', range.low]);
      this.#saveState.run(['high', range.high]);
    });
    this.#range = range;
  }

  /** What of these seqs is in the index leaves it. One commit. `mark` is kept until the words are gone from the file. */
  remove(seqs: readonly number[]): number {
    let removed = 0;
    this.#within(() => {
      for (const seq of seqs) {
        if (this.#hasId.get([seq]) !== undefined) this.#removeId.run([seq]);
        if (this.#isThere.get([seq]) === undefined) continue;
        this.#remove.run([seq]);
        this.#noteContacts(Math.floor(seq / spanSeqs), [{ seq, contactNo: null }]);
        removed += 1;
      }
      this.#database
        .command('DELETE FROM unsettled WHERE seq IN (SELECT value FROM json_each(?))')
        .run([JSON.stringify(seqs)]);
      if (removed > 0) this.#saveState.run(['purge', 1]);
    });
    return removed;
  }

  /** Everything kept of an end user but the rows of their messages. */
  removePerson(contactNo: number): void {
    this.#within(() => {
      this.#database.command('DELETE FROM person WHERE no = ?').run([contactNo]);
      this.#database.command('DELETE FROM of_case WHERE contact_no = ?').run([contactNo]);
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

  #merge(table: 'words' | 'ids', pages: number): boolean {
    const before = this.#changes();
    this.#within(() => {
      this.#database.command(`INSERT INTO ${table} (${table}, rank) VALUES ('merge', ?)`).run([-pages]);
    });
    return this.#changes() - before >= 2;
  }

  readNote(name: 'removals'): string | null {
    const row = this.#all(`SELECT ${bytes('value')} FROM state WHERE name = ?`, [name])[0];
    return row === undefined ? null : (bytesOrNullAt(row, 0)?.toString('utf8') ?? null);
  }

  writeNote(name: 'removals', value: string): void {
    this.#saveState.run([name, value]);
  }

  /** Rows found by a match expression, newest first. */
  find(match: string, from: number, until: number, limit: number): number[] {
    return this.#seqs(
      `SELECT ${integer('rowid')} FROM words WHERE words MATCH ? AND rowid >= ${whole} AND rowid < ${whole}
       ORDER BY rowid DESC LIMIT ?`,
      [match, from, until, limit],
    );
  }

  /** Those of the seqs that the expression finds. */
  among(match: string, seqs: readonly number[]): Set<number> {
    const [from, until] = [Math.min(...seqs), Math.max(...seqs) + 1];
    return new Set(
      this.#seqs(
        `SELECT ${integer('rowid')} FROM words WHERE words MATCH ? AND rowid >= ${whole} AND rowid < ${whole}
           AND +rowid IN (SELECT value FROM json_each(?))`,
        [match, from, until, JSON.stringify(seqs)],
      ),
    );
  }

  /** Messages of these end users from `from` to below `until`, newest first, a stretch at a time. */
  *messagesOf(
    contacts: ReadonlySet<number>,
    from: number,
    until: number,
  ): Generator<{ readonly seqs: readonly number[]; readonly lower: number }> {
    const lowest = Math.floor(from / spanSeqs);
    for (let no = Math.floor((until - 1) / spanSeqs); no >= lowest; no -= spansAtOnce) {
      const first = Math.max(lowest, no - spansAtOnce + 1);
      const rows = this.#all(`SELECT ${integer('no')}, contacts FROM span WHERE no >= ? AND no <= ? ORDER BY no DESC`, [
        first,
        no,
      ]);
      const seqs = rows.flatMap((row) => seqsIn(numberAt(row, 0) * spanSeqs, bytesOrNullAt(row, 1), contacts));
      yield {
        seqs: seqs.filter((seq) => seq >= from && seq < until),
        lower: Math.max(from, first * spanSeqs),
      };
    }
  }

  /** Those of the seqs whose messages are of these end users. */
  ofContacts(contacts: ReadonlySet<number>, seqs: readonly number[]): number[] {
    const numbers = [...new Set(seqs.map((seq) => Math.floor(seq / spanSeqs)))];
    const rows = this.#all(`SELECT ${integer('no')}, contacts FROM span WHERE no IN (SELECT value FROM json_each(?))`, [
      JSON.stringify(numbers),
    ]);
    const noted = new Map(rows.map((row) => [numberAt(row, 0), bytesOrNullAt(row, 1)]));
    return seqs.filter((seq) => {
      const no = Math.floor(seq / spanSeqs);
      const contact = noted.get(no)?.readUInt32LE((seq - no * spanSeqs) * numberBytes) ?? 0;
      return contact !== 0 && contacts.has(contact - 1);
    });
  }

  /** How many rows it finds, counted up to `bound`. */
  count(match: string, from: number, until: number, bound: number): number {
    const [row = []] = this.#all(
      `SELECT ${integer('count(*)')} FROM
         (SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ${whole} AND rowid < ${whole} LIMIT ?)`,
      [match, from, until, bound],
    );
    return numberAt(row, 0);
  }

  /** Seqs in the index, in order. */
  indexedSeqs(from: number, until: number, limit: number): number[] {
    return this.#seqs(`SELECT ${integer('id')} FROM words_docsize WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`, [
      from,
      until,
      limit,
    ]);
  }

  countIndexed(from: number, until: number): number {
    const [row = []] = this.#all(`SELECT ${integer('count(*)')} FROM words_docsize WHERE id >= ? AND id < ?`, [
      from,
      until,
    ]);
    return numberAt(row, 0);
  }

  /** Inbound messages that CXone may call so: only a few others are found beside. Newest first. */
  seqsOfInboundId(id: string, limit: number): number[] {
    return this.#seqs(`SELECT ${integer('rowid')} FROM ids WHERE ids MATCH ? ORDER BY rowid DESC LIMIT ?`, [
      `"${externalToken(id)}"`,
      limit,
    ]);
  }

  /** Contacts whose openid ends so. */
  contactsOfOpenIdEnd(end: string, limit: number): number[] {
    const reversed = reverse(end);
    return this.#seqs(
      `SELECT ${integer('no')} FROM person WHERE reversed >= ? AND reversed < ? ORDER BY reversed LIMIT ?`,
      [reversed, `${reversed}\u{10ffff}`, limit],
    );
  }

  contactsOfCase(caseId: string, limit: number): number[] {
    return this.#seqs(`SELECT ${integer('contact_no')} FROM of_case WHERE case_id = ? LIMIT ?`, [caseId, limit]);
  }

  unsettled(after: number, limit: number): number[] {
    return this.#seqs(`SELECT ${integer('seq')} FROM unsettled WHERE seq > ? ORDER BY seq LIMIT ?`, [after, limit]);
  }

  /** Those messages are settled; of some the case is known now, and what CXone calls them. */
  settle(
    seqs: readonly number[],
    cases: readonly { readonly caseId: string; readonly contactNo: number }[],
    ids: readonly { readonly seq: number; readonly id: string }[],
  ): void {
    this.#within(() => {
      for (const { seq, id } of ids) this.#noteId(seq, id);
      for (const { caseId, contactNo } of cases) this.#saveCase.run([caseId, contactNo]);
      this.#database
        .command('DELETE FROM unsettled WHERE seq IN (SELECT value FROM json_each(?))')
        .run([JSON.stringify(seqs)]);
    });
  }

  /** The seqs within which everything lies that was received in that time; null when nothing was. */
  seqsOfTime(from: number | null, until: number | null): { readonly from: number; readonly until: number } | null {
    let lowest: number | null = null;
    let highest: number | null = null;
    for (const [no, { first, last }] of this.#spans) {
      if ((from !== null && last < from) || (until !== null && first >= until)) continue;
      lowest = lowest === null ? no : Math.min(lowest, no);
      highest = highest === null ? no : Math.max(highest, no);
    }
    return lowest === null || highest === null ? null : { from: lowest * spanSeqs, until: (highest + 1) * spanSeqs };
  }

  close(): void {
    this.#database.close();
  }

  #addOne({ message: { record, text, platformIds }, openId }: IndexEntry, isPending: boolean): void {
    const { seq, contactNo, caseId, direction, platformMessageId } = record;
    const tokens = [...attributeTokens(record, platformIds), ...tokensOf(normalise(text))];
    // Begun once more after it was cut short: the row may be there.
    if (this.#isThere.get([seq]) !== undefined) this.#remove.run([seq]);
    this.#add.run([seq, tokens.join(' ')]);
    if (contactNo !== null && openId !== null) this.#savePerson.run([contactNo, reverse(openId)]);
    if (contactNo !== null && caseId !== null) this.#saveCase.run([caseId, contactNo]);
    if (direction === 'inbound' && platformMessageId !== null) this.#noteId(seq, platformMessageId);
    if (isPending) this.#saveUnsettled.run([seq]);
  }

  #noteId(seq: number, id: string): void {
    if (this.#hasId.get([seq]) !== undefined) this.#removeId.run([seq]);
    this.#addId.run([seq, externalToken(id)]);
  }

  #noteTime({ message: { record } }: IndexEntry): number {
    const { seq, receivedAt } = record;
    const no = Math.floor(seq / spanSeqs);
    const span = this.#spans.get(no);
    if (span === undefined) this.#spans.set(no, { first: receivedAt, last: receivedAt });
    else {
      span.first = Math.min(span.first, receivedAt);
      span.last = Math.max(span.last, receivedAt);
    }
    return no;
  }

  /** Whose messages they are, by place within the span: a number more than the contact's, or 0. */
  #noteContacts(no: number, messages: readonly { readonly seq: number; readonly contactNo: number | null }[]): void {
    const row = this.#contactsOf.get([no]);
    if (row === undefined) return;
    const known = bytesOrNullAt(row, 0);
    const contacts = Buffer.alloc(spanSeqs * numberBytes);
    known?.copy(contacts);
    for (const { seq, contactNo } of messages) {
      contacts.writeUInt32LE(contactNo === null ? 0 : contactNo + 1, (seq % spanSeqs) * numberBytes);
    }
    this.#saveContacts.run([contacts, no]);
  }

  #within(change: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      change();
      this.#database.exec('COMMIT');
    } catch (thrown) {
      if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
      throw new IndexFailure(thrown);
    }
  }

  #changes(): number {
    return numberAt(this.#all(`SELECT ${integer('total_changes()')}`, [])[0] ?? [], 0);
  }

  #number(name: 'low' | 'high' | 'purge'): number | null {
    const row = this.#all(`SELECT ${integer('value')} FROM state WHERE name = ?`, [name])[0];
    return row === undefined ? null : numberOrNullAt(row, 0);
  }

  #seqs(sql: string, values: readonly SqlValue[]): number[] {
    return this.#all(sql, values).map((row) => numberAt(row, 0));
  }

  #all(sql: string, values: readonly SqlValue[]): SqlRow[] {
    try {
      const statement = this.#statements.get(sql) ?? this.#database.query(sql);
      this.#statements.set(sql, statement);
      return statement.all(values);
    } catch (thrown) {
      throw new IndexFailure(thrown);
    }
  }
}

function reverse(text: string): string {
  return Array.from(text).reverse().join('');
}

/** Newest first. */
function seqsIn(firstSeq: number, noted: Buffer | null, contacts: ReadonlySet<number>): number[] {
  if (noted === null) return [];
  const found: number[] = [];
  for (let place = noted.length / numberBytes - 1; place >= 0; place -= 1) {
    const contact = noted.readUInt32LE(place * numberBytes);
    if (contact !== 0 && contacts.has(contact - 1)) found.push(firstSeq + place);
  }
  return found;
}
