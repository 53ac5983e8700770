import type { Direction } from '#shared/domain/message.ts';
import { BoundedCache } from '#relay/core/bounded-cache.ts';
import type { NativeDatabase, SqlRow, SqlStatement } from './native-database.ts';
import { directionName } from './record-codes.ts';
import { integer, numberAt, numberOrNullAt } from './sql-cells.ts';

/** Whose conversation a message belongs to. */
export interface LaneName {
  readonly channelNo: number;
  readonly direction: Direction;
  readonly contactNo: number | null;
}

export interface Lane extends LaneName {
  readonly isInParts: boolean;
}

const lanesKept = 1_024;

/** To be read with `laneNameFrom`. */
export const laneColumns = [integer('channel_no'), integer('direction'), integer('contact_no')].join(', ');
/** To be read with `LaneNames.keep`. */
export const wholeLaneColumns = `${laneColumns}, ${integer('parts')}`;

export function laneNameFrom(row: SqlRow): LaneName {
  return {
    channelNo: numberAt(row, 0),
    direction: directionName(numberAt(row, 1)),
    contactNo: numberOrNullAt(row, 2),
  };
}

/** Whose conversations messages belong to. */
export class LaneNames {
  readonly #of: SqlStatement;
  /** Of messages of one piece that were claimed lately. To have a change of the row return this costs as much again. */
  readonly #kept = new BoundedCache<number, Lane>(lanesKept);

  constructor(database: NativeDatabase) {
    this.#of = database.query(`SELECT ${wholeLaneColumns} FROM message WHERE seq = ?`);
  }

  /** Null when there is no such row. */
  of(seq: number): Lane | null {
    const known = this.#kept.get(seq);
    if (known !== undefined) return known;
    const row = this.#of.get([seq]);
    return row === undefined ? null : this.keep(seq, row);
  }

  /** Whose it is never changes; that it goes in parts shows only later, and may be undone with its transaction. */
  keep(seq: number, row: SqlRow): Lane {
    const found = { ...laneNameFrom(row), isInParts: numberAt(row, 3) > 0 };
    if (!found.isInParts) this.#kept.set(seq, found);
    return found;
  }

  /** It goes in parts from here on. */
  forget(seq: number): void {
    this.#kept.delete(seq);
  }
}
