import type { MessageState } from '#shared/domain/message.ts';
import type { OperationsStore } from '../../../ports/operations-store.ts';
import { lateAfterMs } from '../migrations/0003-operations.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from '../native-database.ts';
import { allDirections, directionNumber, stateName, stateNumber } from '../record-codes.ts';
import { integer, numberAt, whole } from '../sql-cells.ts';
import type { Arrivals } from './arrivals.ts';

/** So many index entries are counted at most; beyond that what lies outside is counted instead. */
const mostCounted = 100_000;
/** So many messages are counted in one go; then others have their turn. */
const span = 20_000;

export type SettledCounts = Awaited<ReturnType<OperationsStore['settledSince']>>;

/** How far a count of settled messages has come. */
export interface SettledCount {
  readonly channelNo: number;
  readonly since: number;
  readonly lastSeq: number;
  readonly byState: Map<MessageState, number>;
  /** Messages that waited: by the time they were settled. Null: all were counted. */
  lateFrom: number | null;
  /** Messages that did not: by seq. */
  youngFrom: number;
}

/** What waits and what became of it. Bounded, whatever the number of messages. */
export class WaitingReader {
  readonly #arrivals: Arrivals;
  readonly #inState: SqlStatement;
  readonly #lastInState: SqlStatement;
  readonly #total: SqlStatement;
  readonly #lateEnd: SqlStatement;
  readonly #late: SqlStatement;
  readonly #young: SqlStatement;

  constructor(database: NativeDatabase, arrivals: Arrivals) {
    this.#arrivals = arrivals;
    const inState = 'state <> 1 AND state = ? AND channel_no = ? AND direction = ?';
    this.#inState = database.query(
      `SELECT ${integer('count(*)')} FROM (
         SELECT 1 FROM message WHERE ${inState} AND seq BETWEEN ? AND ? LIMIT ${mostCounted})`,
    );
    this.#lastInState = database.query(
      `SELECT ${integer('seq')} FROM message WHERE ${inState} ORDER BY seq DESC LIMIT 1`,
    );
    this.#total = database.query(
      `SELECT ${integer('messages')} FROM state_count WHERE channel_no = ? AND direction = ? AND state = ?`,
    );
    const late = `state <> 0 AND changed_at > received_at + ${lateAfterMs} AND channel_no = ?1 AND changed_at >= ?2`;
    this.#lateEnd = database.query(
      `SELECT ${integer('changed_at')} FROM message WHERE ${late} ORDER BY changed_at LIMIT 1 OFFSET ${span}`,
    );
    this.#late = database.query(
      `SELECT ${integer('state')}, ${integer('count(*)')} FROM message
       WHERE ${late} AND changed_at < ?3 AND seq <= ?4 GROUP BY state`,
    );
    this.#young = database.query(
      `SELECT ${integer('state')}, ${integer('count(*)')} FROM message
       WHERE channel_no = ?1 AND seq BETWEEN ?2 AND ?3 AND state <> 0
         AND changed_at <= received_at + ${lateAfterMs} AND changed_at >= ?4 GROUP BY state`,
    );
  }

  waiting(channelNo: number): { readonly total: number; readonly lastSeq: number } {
    let total = 0;
    let lastSeq = 0;
    for (const direction of allDirections) {
      total += this.#countOf(channelNo, directionNumber[direction], stateNumber.pending);
      const row = this.#lastInState.get([stateNumber.pending, channelNo, directionNumber[direction]]);
      if (row !== undefined) lastSeq = Math.max(lastSeq, numberAt(row, 0));
    }
    return { total, lastSeq };
  }

  /** Messages of the channel in that state, both directions, from one seq to another. */
  inState(channelNo: number, state: Exclude<MessageState, 'delivered'>, first: number, last: number): number {
    let sum = 0;
    for (const direction of allDirections) {
      sum += this.#inRange([stateNumber[state], channelNo, directionNumber[direction]], first, last);
    }
    return sum;
  }

  begin(channelNo: number, since: number, lastSeq: number): SettledCount {
    const youngFrom = this.#arrivals.firstFrom(channelNo, whole(since) - lateAfterMs);
    return { channelNo, since: whole(since), lastSeq, byState: new Map(), lateFrom: whole(since), youngFrom };
  }

  /** Counts on. True when all is counted. */
  goOn(count: SettledCount): boolean {
    const { channelNo, since, lastSeq } = count;
    if (count.lateFrom !== null) {
      const end = this.#lateEnd.get([channelNo, count.lateFrom]);
      // Of one moment there may be more than a span.
      const before = end === undefined ? null : Math.max(numberAt(end, 0), count.lateFrom + 1);
      add(count, this.#late.all([channelNo, count.lateFrom, before ?? Number.MAX_SAFE_INTEGER, lastSeq]));
      count.lateFrom = before;
      return false;
    }
    if (count.youngFrom > lastSeq) return true;
    const last = Math.min(count.youngFrom + span - 1, lastSeq);
    add(count, this.#young.all([channelNo, count.youngFrom, last, since]));
    count.youngFrom = last + 1;
    return count.youngFrom > lastSeq;
  }

  settled({ channelNo, lastSeq, byState }: SettledCount): SettledCounts {
    const of = (state: MessageState): number => byState.get(state) ?? 0;
    return {
      waiting: this.inState(channelNo, 'pending', 0, lastSeq),
      delivered: of('delivered'),
      expired: of('expired'),
      unconfirmed: of('unconfirmed'),
      failed: of('dead_letter') + of('quarantined') + of('discarded'),
    };
  }

  #inRange(lane: readonly [state: number, channelNo: number, direction: number], first: number, last: number): number {
    const inside = this.#count(lane, first, last);
    if (inside < mostCounted) return inside;
    const [state, channelNo, direction] = lane;
    const outside = this.#count(lane, 0, first - 1) + this.#count(lane, last + 1, Number.MAX_SAFE_INTEGER);
    return Math.max(inside, this.#countOf(channelNo, direction, state) - outside);
  }

  #count(lane: readonly number[], first: number, last: number): number {
    return last < first ? 0 : numberAt(this.#inState.get([...lane, first, last]) ?? [], 0);
  }

  #countOf(channelNo: number, direction: number, state: number): number {
    const row = this.#total.get([channelNo, direction, state]);
    return row === undefined ? 0 : numberAt(row, 0);
  }
}

function add(count: SettledCount, rows: readonly SqlRow[]): void {
  for (const row of rows) {
    const state = stateName(numberAt(row, 0));
    count.byState.set(state, (count.byState.get(state) ?? 0) + numberAt(row, 1));
  }
}
