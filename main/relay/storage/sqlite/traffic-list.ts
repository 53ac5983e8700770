import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { Direction, MessageKind, MessageState } from '#shared/domain/message.ts';
import type { ChannelBook } from './channel-book.ts';
import type { NativeDatabase, SqlStatement, SqlValue } from './native-database.ts';
import { allDirections, directionNumber, kindNumber, stateNumber } from './record-codes.ts';
import { integer, numberAt } from './sql-cells.ts';

/** So many messages are looked at in one go when they must be tried one by one. */
const span = 20_000;

/** A search that may take several turns of the event loop. */
export interface TrafficSearch {
  readonly isDone: boolean;
  /** Seqs, newest first. Complete when done. */
  readonly found: readonly number[];
  goOn(): void;
}

/** One part of a filter: messages that an index gives in order of seq, tried against `conditions`. */
interface Run {
  readonly conditions: readonly string[];
  readonly values: readonly SqlValue[];
  /** True when the index holds nothing else than what is wanted. */
  readonly isExact: boolean;
}

/**
 * Finds the newest messages of a filter. The filter is taken apart into runs that an index gives in order of seq, and
 * the newest of all runs are taken. What is rare has an index of its own; what must be looked for among many others is
 * looked for in steps, so that nobody waits for it.
 */
export class TrafficList {
  readonly #database: NativeDatabase;
  readonly #channels: ChannelBook;
  readonly #statements = new Map<string, SqlStatement>();
  readonly #lastSeq: SqlStatement;

  constructor(database: NativeDatabase, channels: ChannelBook) {
    this.#database = database;
    this.#channels = channels;
    this.#lastSeq = database.query(`SELECT ${integer('max(seq)')} FROM message`);
  }

  /** Messages below `beforeSeq`, or from the newest on. */
  search(filter: TrafficFilter, beforeSeq: number | null, limit: number): TrafficSearch {
    const newest = this.#lastSeq.get([])?.[0];
    const above = typeof newest === 'number' ? newest + 1 : 0;
    const runs = this.#runsOf(filter);
    const exact = runs.filter(({ isExact }) => isExact);
    const tried = runs.filter(({ isExact }) => !isExact);
    const fromIndexes = exact.flatMap((run) => this.#seqs(run, 0, beforeSeq ?? above, limit));
    const search = new SteppedSearch(
      fromIndexes,
      beforeSeq === null ? above : Math.min(beforeSeq, above),
      limit,
      (lower, upper) => tried.flatMap((run) => this.#seqs(run, lower, upper, limit)),
    );
    if (tried.length === 0) search.finish();
    else search.goOn();
    return search;
  }

  #runsOf({ kinds, ...rest }: TrafficFilter): Run[] {
    const runs = this.#runsOfAnyKind(rest);
    return kinds === undefined ? runs : runs.map((run) => onlyKinds(run, kinds));
  }

  #runsOfAnyKind({ channelIds, direction, states }: Omit<TrafficFilter, 'kinds'>): Run[] {
    // Null stands for all channels.
    const channelNumbers =
      channelIds === undefined ? [null] : channelIds.flatMap((id) => this.#channels.find(id) ?? []);
    const wanted = states === undefined ? [null] : [...new Set(states)];
    return channelNumbers.flatMap((channelNo) =>
      wanted.flatMap((state) =>
        state === null || state === 'delivered'
          ? [commonRun(channelNo, direction, state)]
          : this.#openRuns(channelNo, direction, state),
      ),
    );
  }

  /** Through the index of everything not delivered: one run for each channel and direction. */
  #openRuns(channelNo: number | null, direction: Direction | undefined, state: MessageState): Run[] {
    const channelNumbers = channelNo === null ? [...this.#channels.all().keys()] : [channelNo];
    const directions = direction === undefined ? allDirections : [direction];
    return channelNumbers.flatMap((number) =>
      directions.map((one) => ({
        conditions: [`state <> ${stateNumber.delivered}`, 'state = ?', 'channel_no = ?', 'direction = ?'],
        values: [stateNumber[state], number, directionNumber[one]],
        isExact: true,
      })),
    );
  }

  #seqs(run: Run, lower: number, upper: number, limit: number): number[] {
    const where = [...run.conditions, 'seq >= ?', 'seq < ?'].join(' AND ');
    const statement =
      this.#statements.get(where) ??
      this.#database.query(`SELECT ${integer('seq')} FROM message WHERE ${where} ORDER BY seq DESC LIMIT ?`);
    this.#statements.set(where, statement);
    return statement.all([...run.values, lower, upper, limit]).map((row) => numberAt(row, 0));
  }
}

/** No index holds the type of a message: each is looked at. */
function onlyKinds(run: Run, kinds: readonly MessageKind[]): Run {
  const numbers = [...new Set(kinds)].map((kind) => kindNumber[kind]);
  // The plus sign keeps the planner from weighing it.
  const condition = `+kind IN (${numbers.map(() => '?').join(', ')})`;
  return { conditions: [...run.conditions, condition], values: [...run.values, ...numbers], isExact: false };
}

/** From the newest on, of one channel or of all. */
function commonRun(channelNo: number | null, direction: Direction | undefined, state: MessageState | null): Run {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  if (channelNo !== null) {
    conditions.push('channel_no = ?');
    values.push(channelNo);
  }
  // The plus sign keeps the planner from another index, which would not give the order.
  if (direction !== undefined) {
    conditions.push('+direction = ?');
    values.push(directionNumber[direction]);
  }
  if (state !== null) {
    conditions.push('+state = ?');
    values.push(stateNumber[state]);
  }
  return { conditions, values, isExact: direction === undefined && state === null };
}

class SteppedSearch implements TrafficSearch {
  #found: number[];
  #upper: number;
  #isDone = false;
  readonly #limit: number;
  readonly #lookBetween: (lower: number, upper: number) => readonly number[];

  constructor(
    found: readonly number[],
    upper: number,
    limit: number,
    lookBetween: (lower: number, upper: number) => readonly number[],
  ) {
    this.#limit = limit;
    this.#lookBetween = lookBetween;
    this.#upper = upper;
    this.#found = this.#newest(found);
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  get found(): readonly number[] {
    return this.#found;
  }

  finish(): void {
    this.#isDone = true;
  }

  goOn(): void {
    const lower = Math.max(0, this.#upper - span);
    this.#found = this.#newest([...this.#found, ...this.#lookBetween(lower, this.#upper)]);
    this.#upper = lower;
    // Nothing older can be newer than the last of a full page.
    const oldest = this.#found[this.#limit - 1];
    this.#isDone = lower === 0 || (oldest !== undefined && oldest >= lower);
  }

  #newest(seqs: readonly number[]): number[] {
    return [...seqs].sort((first, second) => second - first).slice(0, this.#limit);
  }
}
