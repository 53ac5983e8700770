import type { MinuteCount, StateCounts } from '#shared/domain/overview.ts';
import type { ChannelCounts } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { directionNumber, stateName, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
import { integer, numberAt } from './sql-cells.ts';

const minuteMs = 60_000;
const minutesPerHour = 60;

/** The counters, read. */
export class CountReader {
  readonly #channels: ChannelBook;
  readonly #counts: RunningCounts;
  readonly #kept: SqlStatement;
  readonly #counted: SqlStatement;
  readonly #minutes: SqlStatement;
  readonly #sinceMinute: SqlStatement;

  constructor(database: NativeDatabase, channels: ChannelBook, counts: RunningCounts) {
    this.#channels = channels;
    this.#counts = counts;
    const lane = ['channel_no', 'direction', 'state'].map(integer).join(', ');
    this.#kept = database.query(
      `SELECT ${lane}, ${integer('messages')} FROM state_count WHERE messages <> 0 ORDER BY 1, 2, 3`,
    );
    this.#counted = database.query(`SELECT ${lane}, count(*) FROM message GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
    const sums = ['sum(inbound)', 'sum(outbound)', 'sum(failed)'].map(integer).join(', ');
    this.#minutes = database.query(
      `SELECT ${integer('minute')}, ${sums} FROM traffic_minute WHERE minute BETWEEN ? AND ? GROUP BY minute
       ORDER BY minute`,
    );
    this.#sinceMinute = database.query(
      `SELECT ${integer('channel_no')}, ${sums} FROM traffic_minute WHERE minute BETWEEN ? AND ? GROUP BY channel_no`,
    );
  }

  stateCounts(): StateCounts {
    return summed(this.#kept.all([]), this.#counts.accepted);
  }

  verify(): { agrees: boolean; counted: StateCounts; kept: StateCounts } {
    const keptRows = this.#kept.all([]);
    const countedRows = this.#counted.all([]);
    const messages = countedRows.reduce((sum, row) => sum + numberAt(row, 3), 0);
    const kept = summed(keptRows, this.#counts.accepted);
    const counted = summed(countedRows, messages);
    const agrees = JSON.stringify(keptRows) === JSON.stringify(countedRows) && kept.accepted === counted.accepted;
    return { agrees, counted, kept };
  }

  minutes(fromMinute: number, toMinute: number): MinuteCount[] {
    return this.#minutes.all([fromMinute, toMinute]).map((row) => ({
      minute: numberAt(row, 0),
      inbound: numberAt(row, 1),
      outbound: numberAt(row, 2),
      failed: numberAt(row, 3),
    }));
  }

  channelCounts(now: number): ChannelCounts[] {
    const minute = Math.floor(now / minuteMs);
    const lastHour = new Map(
      this.#sinceMinute
        .all([minute - minutesPerHour + 1, minute])
        .map((row) => [numberAt(row, 0), { inbound: numberAt(row, 1), outbound: numberAt(row, 2) }]),
    );
    const kept = this.#kept.all([]);
    return [...this.#channels.all()].map(([no, channelId]) => {
      const ofChannel = kept.filter((row) => numberAt(row, 0) === no);
      const { inbound, outbound } = directionNumber;
      const { pending, unconfirmed, dead_letter: deadLetter } = stateNumber;
      return {
        channelId,
        waitingInbound: sumOf(ofChannel, pending, inbound),
        waitingOutbound: sumOf(ofChannel, pending, outbound),
        lastHourInbound: lastHour.get(no)?.inbound ?? 0,
        lastHourOutbound: lastHour.get(no)?.outbound ?? 0,
        unconfirmed: sumOf(ofChannel, unconfirmed),
        deadLetters: sumOf(ofChannel, deadLetter),
      };
    });
  }
}

function sumOf(rows: readonly SqlRow[], state: number, direction?: number): number {
  return rows
    .filter((row) => numberAt(row, 2) === state && (direction === undefined || numberAt(row, 1) === direction))
    .reduce((sum, row) => sum + numberAt(row, 3), 0);
}

function summed(rows: readonly SqlRow[], accepted: number): StateCounts {
  const counts: StateCounts = {
    accepted,
    pending: 0,
    delivered: 0,
    unconfirmed: 0,
    dead_letter: 0,
    expired: 0,
    quarantined: 0,
    discarded: 0,
  };
  for (const row of rows) counts[stateName(numberAt(row, 2))] += numberAt(row, 3);
  return counts;
}
