import type { Direction } from '#shared/domain/message.ts';
import type { MinuteCount, StateCounts } from '#shared/domain/overview.ts';
import type { ChannelCounts } from '../../ports/relay-store.ts';
import type { ChannelBook } from './channel-book.ts';
import { keptLanes, summed } from './count-sums.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { directionNumber, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
import { integer, numberAt } from './sql-cells.ts';

const minuteMs = 60_000;
const minutesPerHour = 60;
/** So many messages are looked through in one go; then others have their turn. */
const span = 20_000;

/** The counters, read. */
export class CountReader {
  readonly #channels: ChannelBook;
  readonly #counts: RunningCounts;
  readonly #kept: SqlStatement;
  readonly #minutes: SqlStatement;
  readonly #sinceMinute: SqlStatement;
  readonly #deliveredAfter: SqlStatement;

  constructor(database: NativeDatabase, channels: ChannelBook, counts: RunningCounts) {
    this.#channels = channels;
    this.#counts = counts;
    this.#kept = database.query(keptLanes);
    const sums = ['sum(inbound)', 'sum(outbound)', 'sum(failed)'].map(integer).join(', ');
    this.#minutes = database.query(
      `SELECT ${integer('minute')}, ${sums} FROM traffic_minute WHERE minute BETWEEN ? AND ? GROUP BY minute
       ORDER BY minute`,
    );
    this.#sinceMinute = database.query(
      `SELECT ${integer('channel_no')}, ${sums} FROM traffic_minute WHERE minute BETWEEN ? AND ? GROUP BY channel_no`,
    );
    this.#deliveredAfter = database.query(
      `SELECT ${integer('max(seq)')}, ${integer('count(*)')},
         ${integer(`coalesce(sum(contact_no = ?1 AND direction = ?2 AND state = ${stateNumber.delivered}), 0)`)}
       FROM (SELECT seq, contact_no, direction, state FROM message WHERE seq > ?3 ORDER BY seq LIMIT ${span})`,
    );
  }

  /** Looks through the messages after this one for some way. `lastSeq`: where to go on, or null at the end. */
  deliveredAfter(contactNo: number, direction: Direction, seq: number): { delivered: number; lastSeq: number | null } {
    const row = this.#deliveredAfter.get([contactNo, directionNumber[direction], seq]) ?? [];
    const lastSeq = numberAt(row, 1) === span ? numberAt(row, 0) : null;
    return { delivered: numberAt(row, 2), lastSeq };
  }

  stateCounts(): StateCounts {
    return summed(this.#kept.all([]), this.#counts.accepted);
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
