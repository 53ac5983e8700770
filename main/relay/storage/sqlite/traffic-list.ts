import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { Direction, MessageState } from '#shared/domain/message.ts';
import type { ChannelBook } from './channel-book.ts';
import type { NativeDatabase, SqlStatement, SqlValue } from './native-database.ts';
import { allDirections, directionNumber, stateNumber } from './record-codes.ts';
import { integer, numberAt } from './sql-cells.ts';

const delivered = stateNumber.delivered;

/**
 * Finds the newest messages of a filter. The filter is taken apart into runs that an index gives in order of seq (one
 * for each state, channel and direction that needs one), and the newest of all runs are taken: no filter scans the table
 * for something rare.
 */
export class TrafficList {
  readonly #database: NativeDatabase;
  readonly #channels: ChannelBook;
  readonly #statements = new Map<string, SqlStatement>();

  constructor(database: NativeDatabase, channels: ChannelBook) {
    this.#database = database;
    this.#channels = channels;
  }

  /** Seqs below `beforeSeq`, newest first. */
  newest(filter: TrafficFilter, beforeSeq: number, limit: number): number[] {
    const runs = this.#channelNumbers(filter).flatMap((channelNo) => this.#runs(filter, channelNo, beforeSeq, limit));
    return runs.sort((first, second) => second - first).slice(0, limit);
  }

  /** Null stands for all channels, where no index by channel is needed. */
  #channelNumbers(filter: TrafficFilter): (number | null)[] {
    if (filter.channelIds === undefined) return [null];
    return filter.channelIds.flatMap((id) => this.#channels.find(id) ?? []);
  }

  #runs(filter: TrafficFilter, channelNo: number | null, beforeSeq: number, limit: number): number[] {
    const { states, direction } = filter;
    if (states === undefined) return this.#scan(channelNo, direction, null, beforeSeq, limit);
    return [...new Set(states)].flatMap((state) =>
      state === 'delivered'
        ? this.#scan(channelNo, direction, state, beforeSeq, limit)
        : this.#open(channelNo, direction, state, beforeSeq, limit),
    );
  }

  /** From the newest on: for what is common. */
  #scan(
    channelNo: number | null,
    direction: Direction | undefined,
    state: MessageState | null,
    beforeSeq: number,
    limit: number,
  ): number[] {
    const conditions = ['seq < ?'];
    const values: SqlValue[] = [beforeSeq];
    if (channelNo !== null) {
      conditions.push('channel_no = ?');
      values.push(channelNo);
    }
    if (direction !== undefined) {
      conditions.push('+direction = ?');
      values.push(directionNumber[direction]);
    }
    if (state !== null) {
      conditions.push('+state = ?');
      values.push(stateNumber[state]);
    }
    return this.#seqs(conditions, [...values, limit]);
  }

  /** Through the index of everything not delivered: one run for each channel and direction. */
  #open(
    channelNo: number | null,
    direction: Direction | undefined,
    state: MessageState,
    beforeSeq: number,
    limit: number,
  ): number[] {
    const channelNumbers = channelNo === null ? [...this.#channels.all().keys()] : [channelNo];
    const directions = direction === undefined ? allDirections : [direction];
    const conditions = [`state <> ${delivered}`, 'state = ?', 'channel_no = ?', 'direction = ?', 'seq < ?'];
    return channelNumbers.flatMap((number) =>
      directions.flatMap((one) =>
        this.#seqs(conditions, [stateNumber[state], number, directionNumber[one], beforeSeq, limit]),
      ),
    );
  }

  #seqs(conditions: readonly string[], values: readonly SqlValue[]): number[] {
    const where = conditions.join(' AND ');
    const statement =
      this.#statements.get(where) ??
      this.#database.query(`SELECT ${integer('seq')} FROM message WHERE ${where} ORDER BY seq DESC LIMIT ?`);
    this.#statements.set(where, statement);
    return statement.all(values).map((row) => numberAt(row, 0));
  }
}
