import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { SqlStatement } from '../native-database.ts';
import { bytes, bytesOrNullAt, integer, numberAt } from '../sql-cells.ts';
import type { IndexConnection } from './index-connection.ts';
import {
  noKinds,
  outlineNumbers,
  outlineTest,
  packedRest,
  packedWhose,
  sharesKind,
  wantedKinds,
  withKind,
  type KindsOfDirections,
  type Outline,
  type OutlineWish,
} from './outlines.ts';

/** Messages of so many seqs share one row: most of it lies on a page of its own, which is filled. */
const spanSeqs = 512;
/** Rows read, or looked at, in one step. */
const spansAtOnce = 32;
/** Kept in memory, 4 KiB each: of two to four million messages. More are read again each time. */
const spansKept = 4_000;
/** A list is handed on when it holds so many: the first soon, for the first page. */
const firstList = 64;
const laterList = 4_096;

export interface OutlinedMessage extends Outline {
  readonly seq: number;
  readonly receivedAt: number;
}

/** Received from (inclusive) and until (exclusive), epoch ms. */
export interface TimeBounds {
  readonly from: number | null;
  readonly until: number | null;
}

/** Messages in order, newest first: all that are wanted at or above `lower` are in this list or in one before. */
export interface SeqList {
  readonly seqs: readonly number[];
  readonly lower: number;
}

interface KnownSpan {
  readonly first: number;
  readonly last: number;
  /** Which kinds of messages are in it; of what has left it, too. */
  readonly kinds: KindsOfDirections;
}

/**
 * What never changes of the messages in the index, by seq, and when they were received, by spans of seqs. Looked through
 * in memory, the newest first: whatever a filter asks for, nothing needs an order of its own.
 */
export class Spans {
  readonly #connection: IndexConnection;
  readonly #save: SqlStatement;
  /** Of all spans: few thousand for a million messages. */
  readonly #known = new Map<number, KnownSpan>();
  readonly #outlines = new BoundedCache<number, Uint32Array>(spansKept);
  /** Spans below this one were not read yet. */
  #coldBelow: number | null = null;
  #warmed = 0;

  constructor(connection: IndexConnection) {
    this.#connection = connection;
    this.#save = connection.database.command(
      'INSERT OR REPLACE INTO span (no, first_at, last_at, inbound, outbound, outlines) VALUES (?, ?, ?, ?, ?, ?)',
    );
    const columns = ['no', 'first_at', 'last_at', 'inbound', 'outbound'].map(integer).join(', ');
    for (const row of connection.all(`SELECT ${columns} FROM span`, [])) {
      const kinds = [numberAt(row, 3), numberAt(row, 4)] as const;
      this.#known.set(numberAt(row, 0), { first: numberAt(row, 1), last: numberAt(row, 2), kinds });
    }
  }

  /** Within a transaction. */
  add(messages: readonly OutlinedMessage[]): void {
    const changed = new Map<number, Uint32Array>();
    for (const message of messages) {
      const { seq, receivedAt } = message;
      const no = spanOf(seq);
      const outlines = changed.get(no) ?? this.#demand(no);
      changed.set(no, outlines);
      const place = (seq % spanSeqs) * outlineNumbers;
      outlines[place] = packedWhose(message);
      outlines[place + 1] = packedRest(message);
      const span = this.#known.get(no) ?? { first: receivedAt, last: receivedAt, kinds: noKinds };
      this.#known.set(no, {
        first: Math.min(span.first, receivedAt),
        last: Math.max(span.last, receivedAt),
        kinds: withKind(span.kinds, message),
      });
    }
    this.#saveAll(changed);
  }

  /** Within a transaction. */
  remove(seqs: readonly number[]): void {
    const changed = new Map<number, Uint32Array>();
    for (const seq of seqs) {
      const no = spanOf(seq);
      if (!this.#known.has(no)) continue;
      const outlines = changed.get(no) ?? this.#demand(no);
      changed.set(no, outlines);
      outlines.fill(0, (seq % spanSeqs) * outlineNumbers, (seq % spanSeqs) * outlineNumbers + outlineNumbers);
    }
    this.#saveAll(changed);
  }

  /** The seqs within which everything lies that was received in that time; null when nothing was. */
  seqsOfTime({ from, until }: TimeBounds): { readonly from: number; readonly until: number } | null {
    let lowest: number | null = null;
    let highest: number | null = null;
    for (const [no, { first, last }] of this.#known) {
      if ((from !== null && last < from) || (until !== null && first >= until)) continue;
      lowest = lowest === null ? no : Math.min(lowest, no);
      highest = highest === null ? no : Math.max(highest, no);
    }
    return lowest === null || highest === null ? null : { from: lowest * spanSeqs, until: (highest + 1) * spanSeqs };
  }

  /** Whether the message of this seq was received in that time, as far as its span tells. */
  isWithin(seq: number, { from, until }: TimeBounds): 'yes' | 'no' | 'maybe' {
    const span = this.#known.get(spanOf(seq));
    if (span === undefined) return 'no';
    const { first, last } = span;
    if ((from !== null && last < from) || (until !== null && first >= until)) return 'no';
    return (from === null || first >= from) && (until === null || last < until) ? 'yes' : 'maybe';
  }

  /** Messages as wanted from `from` to below `until`, newest first. Each step is short. */
  *matching(wish: OutlineWish, from: number, until: number): Generator<SeqList> {
    const test = outlineTest(wish);
    const kinds = wantedKinds(wish);
    let seqs: number[] = [];
    let enough = firstList;
    let looked = 0;
    const lowest = spanOf(from);
    for (let no = spanOf(until - 1); no >= lowest; no -= 1) {
      const known = this.#known.get(no);
      if (known !== undefined && sharesKind(known.kinds, kinds)) {
        this.#load(Math.max(lowest, no - spansAtOnce + 1), no);
        this.#collect(no, test, from, until, seqs);
        looked += 1;
      }
      if (seqs.length < enough && looked < spansAtOnce && no > lowest) continue;
      yield { seqs, lower: Math.max(from, no * spanSeqs) };
      if (seqs.length >= enough) enough = laterList;
      looked = 0;
      seqs = [];
    }
  }

  /** Those of the seqs whose messages are as wanted. */
  among(wish: OutlineWish, seqs: readonly number[]): number[] {
    const test = outlineTest(wish);
    const numbers = [...new Set(seqs.map(spanOf))].filter((no) => this.#outlines.get(no) === undefined);
    if (numbers.length > 0) this.#read('no IN (SELECT value FROM json_each(?))', [JSON.stringify(numbers)]);
    return seqs.filter((seq) => {
      const outlines = this.#outlines.get(spanOf(seq));
      const place = (seq % spanSeqs) * outlineNumbers;
      return outlines !== undefined && test(outlines[place] ?? 0, outlines[place + 1] ?? 0);
    });
  }

  /** Reads some of what is not in memory yet, the newest first. False when all of it is there, or as much as is kept. */
  warm(): boolean {
    if (this.#coldBelow === null)
      for (const no of this.#known.keys()) this.#coldBelow = Math.max(this.#coldBelow ?? 0, no + 1);
    const highest = (this.#coldBelow ?? 0) - 1;
    if (highest < 0 || this.#warmed >= spansKept) return false;
    const lowest = Math.max(0, highest - spansAtOnce + 1);
    this.#read('no >= ? AND no <= ?', [lowest, highest]);
    this.#warmed += highest - lowest + 1;
    this.#coldBelow = lowest;
    return true;
  }

  #collect(no: number, test: ReturnType<typeof outlineTest>, from: number, until: number, into: number[]): void {
    const outlines = this.#outlines.get(no);
    if (outlines === undefined) return;
    const start = no * spanSeqs;
    const lowest = Math.max(0, from - start);
    for (let place = Math.min(spanSeqs, until - start) - 1; place >= lowest; place -= 1) {
      const at = place * outlineNumbers;
      if (test(outlines[at] ?? 0, outlines[at + 1] ?? 0)) into.push(start + place);
    }
  }

  #demand(no: number): Uint32Array {
    if (this.#outlines.get(no) === undefined && this.#known.has(no)) this.#load(no, no);
    const known = this.#outlines.get(no);
    if (known !== undefined) return known;
    const made = new Uint32Array(spanSeqs * outlineNumbers);
    this.#outlines.set(no, made);
    return made;
  }

  /** Unless the last of them is there: what is looked at next is read with it. */
  #load(first: number, last: number): void {
    if (this.#known.has(last) && this.#outlines.get(last) === undefined)
      this.#read('no >= ? AND no <= ?', [first, last]);
  }

  /** `condition` is ours. */
  #read(condition: string, values: readonly (string | number)[]): void {
    const rows = this.#connection.all(
      `SELECT ${integer('no')}, ${bytes('outlines')} FROM span WHERE ${condition}`,
      values,
    );
    for (const row of rows) {
      const no = numberAt(row, 0);
      // What is in memory may be newer: it is being written.
      if (this.#outlines.get(no) !== undefined) continue;
      const outlines = new Uint32Array(spanSeqs * outlineNumbers);
      const read = bytesOrNullAt(row, 1);
      if (read !== null) new Uint8Array(outlines.buffer).set(read.subarray(0, outlines.byteLength));
      this.#outlines.set(no, outlines);
    }
  }

  #saveAll(changed: ReadonlyMap<number, Uint32Array>): void {
    for (const [no, { buffer }] of changed) {
      const span = this.#known.get(no);
      if (span === undefined) continue;
      this.#save.run([no, span.first, span.last, ...span.kinds, Buffer.from(buffer as ArrayBuffer)]);
    }
  }
}

function spanOf(seq: number): number {
  return Math.floor(seq / spanSeqs);
}
