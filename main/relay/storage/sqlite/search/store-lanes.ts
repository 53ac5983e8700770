import type { SqlRow, SqlValue } from '../native-database.ts';
import { stateNumber } from '../record-codes.ts';
import { bytes, textAt, textOrNullAt } from '../sql-cells.ts';
import type { Lane } from './lane-walk.ts';

/** Numbers of record-codes.ts. */
export interface OpenLane {
  readonly state: number;
  readonly channelNo: number;
  readonly direction: number;
}

/** Why a message is not delivered, and the number of its state. */
export interface CodeLane {
  readonly code: string;
  readonly platformCode: string | null;
  readonly state: number;
}

const laneValue = (index: number): string => `json_extract(lane.value, '$[${index}]')`;

/** What is not delivered, by the store's own indexes of it: these are as the store is, whatever the word index knows. */
export class StoreLanes {
  readonly #all: (sql: string, values: readonly SqlValue[]) => SqlRow[];

  constructor(all: (sql: string, values: readonly SqlValue[]) => SqlRow[]) {
    this.#all = all;
  }

  /** Of each lane the newest from `from` on, by the index of what is not delivered. */
  newestOpen(lanes: readonly Lane<OpenLane>[], from: number, limit: number): number[][] {
    return this.#newestOfLanes(
      `state <> ${stateNumber.delivered} AND state = ${laneValue(1)} AND channel_no = ${laneValue(2)}
         AND direction = ${laneValue(3)}`,
      lanes.map(({ lane, below }) => [below, lane.state, lane.channelNo, lane.direction]),
      from,
      limit,
    );
  }

  /** The same by the index of why messages are not delivered. */
  newestOfCode(lanes: readonly Lane<CodeLane>[], from: number, limit: number): number[][] {
    return this.#newestOfLanes(
      `code IS NOT NULL AND code = ${laneValue(1)} AND platform_code IS ${laneValue(2)} AND state = ${laneValue(3)}`,
      lanes.map(({ lane, below }) => [below, lane.code, lane.platformCode, lane.state]),
      from,
      limit,
    );
  }

  /** Why messages are not delivered: our code and the platform's, as far as there are such messages; or might be. */
  codes(): { readonly code: string; readonly platformCode: string | null }[] {
    // From one to the next by the index: of few there may be hundreds of thousands of messages.
    const rows = this.#all(
      `WITH RECURSIVE
         own (code) AS (
           SELECT min(code) FROM message WHERE code IS NOT NULL
           UNION ALL
           SELECT (SELECT min(code) FROM message WHERE code IS NOT NULL AND code > own.code)
           FROM own WHERE own.code IS NOT NULL
         ),
         pair (code, platform_code) AS (
           SELECT code, (SELECT min(platform_code) FROM message WHERE code IS NOT NULL AND code = own.code)
           FROM own WHERE code IS NOT NULL
           UNION ALL
           SELECT code, (SELECT min(platform_code) FROM message
                         WHERE code IS NOT NULL AND code = pair.code AND platform_code > pair.platform_code)
           FROM pair WHERE platform_code IS NOT NULL
         )
       SELECT ${bytes('code')}, ${bytes('platform_code')} FROM pair`,
      [],
    );
    // Each code ends with one of no platform code.
    return rows.map((row) => ({ code: textAt(row, 0), platformCode: textOrNullAt(row, 1) }));
  }

  /** `condition` is ours. The first value of a lane is the seq below which it is read. */
  #newestOfLanes(
    condition: string,
    lanes: readonly (readonly (string | number | null)[])[],
    from: number,
    limit: number,
  ): number[][] {
    if (lanes.length === 0) return [];
    // One question for all lanes, one value for each: a question, or a row, costs more than what it finds.
    const rows = this.#all(
      `SELECT CAST((SELECT json_group_array(seq) FROM (
         SELECT seq FROM message WHERE ${condition} AND seq >= ?2 AND seq < ${laneValue(0)} ORDER BY seq DESC LIMIT ?3
       )) AS BLOB) FROM json_each(?1) AS lane`,
      [JSON.stringify(lanes), from, limit],
    );
    return rows.map((row) => JSON.parse(textAt(row, 0)) as number[]);
  }
}
