import type { MessageState } from '#shared/domain/message.ts';
import type { MediaBook } from './media-book.ts';
import type { NativeDatabase, SqlStatement } from './native-database.ts';
import { directionName, stateName, stateNumber } from './record-codes.ts';
import type { RunningCounts } from './running-counts.ts';
import { integer, numberAt, whole } from './sql-cells.ts';

export interface RetentionLimits {
  readonly settledBefore: number;
  readonly openBefore: number;
}

export interface RetentionParts {
  readonly database: NativeDatabase;
  readonly counts: RunningCounts;
  readonly media: MediaBook;
}

/** So many messages are looked at in one go; then others have their turn. */
const span = 5_000;
const minuteMs = 60_000;

const settled: readonly MessageState[] = ['delivered', 'expired', 'discarded'];
const open: readonly MessageState[] = ['dead_letter', 'unconfirmed', 'quarantined'];
const inStates = (states: readonly MessageState[]): string =>
  `state IN (${states.map((state) => stateNumber[state]).join(', ')})`;
const isOld = `((${inStates(settled)} AND changed_at < ?2) OR (${inStates(open)} AND changed_at < ?3))`;

/** Finds and removes what is old. Finding goes from the oldest message on, and remembers where it stopped. */
export class Retention {
  readonly #parts: RetentionParts;
  readonly #old: SqlStatement;
  readonly #last: SqlStatement;
  readonly #remove: SqlStatement;
  readonly #removeMinutes: SqlStatement;
  /** Nothing up to here was old when it was last looked at. */
  #lookedTo = 0;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
    const { database } = parts;
    this.#old = database.query(
      `SELECT ${integer('seq')} FROM message WHERE seq > ?1 AND seq <= ?4 AND ${isOld} ORDER BY seq LIMIT ?5`,
    );
    // Where a span ends, and whether anything in it arrived early enough to be old.
    this.#last = database.query(
      `SELECT ${integer('max(seq)')}, ${integer('min(received_at)')}, ${integer('count(*)')}
       FROM (SELECT seq, received_at FROM message WHERE seq > ? ORDER BY seq LIMIT ${span})`,
    );
    this.#remove = database.query(
      `DELETE FROM message WHERE seq = ?1 AND ${isOld}
       RETURNING ${['channel_no', 'direction', 'state'].map(integer).join(', ')}`,
    );
    // An hour of them at a time.
    this.#removeMinutes = database.command(
      `DELETE FROM traffic_minute WHERE minute < ? AND minute < (SELECT min(minute) FROM traffic_minute) + 60`,
    );
  }

  /** Looks through one span. `isDone`: there is nothing old beyond what was found, and the next search begins anew. */
  look({ settledBefore, openBefore }: RetentionLimits, limit: number): { found: number[]; isDone: boolean } {
    const [last, earliest, count] = this.#last.get([this.#lookedTo]) ?? [];
    const latestBound = Math.max(settledBefore, openBefore);
    if (typeof last !== 'number' || typeof earliest !== 'number' || earliest >= latestBound) {
      this.#lookedTo = 0;
      return { found: [], isDone: true };
    }
    const rows = this.#old.all([this.#lookedTo, whole(settledBefore), whole(openBefore), last, limit]);
    const found = rows.map((row) => numberAt(row, 0));
    const isFull = found.length >= limit;
    this.#lookedTo = isFull ? (found.at(-1) ?? last) : last;
    const isDone = !isFull && count !== span;
    if (isDone) this.#lookedTo = 0;
    return { found, isDone };
  }

  /** Within a transaction: removes those that are still old. Returns their files. */
  remove(seqs: readonly number[], limits: RetentionLimits): { removed: number; mediaRefs: string[] } {
    const mediaRefs: string[] = [];
    let removed = 0;
    for (const seq of seqs) {
      const refs = this.#parts.media.refsOf(seq);
      const row = this.#remove.get([seq, whole(limits.settledBefore), whole(limits.openBefore)]);
      if (row === undefined) continue;
      this.#parts.counts.messageRemoved(numberAt(row, 0), directionName(numberAt(row, 1)), stateName(numberAt(row, 2)));
      mediaRefs.push(...refs);
      removed += 1;
    }
    this.#removeMinutes.run([Math.floor(Math.min(limits.settledBefore, limits.openBefore) / minuteMs)]);
    return { removed, mediaRefs };
  }
}
