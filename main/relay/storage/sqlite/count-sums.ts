import type { StateCounts } from '#shared/domain/overview.ts';
import type { SqlRow } from './native-database.ts';
import { stateName } from './record-codes.ts';
import { integer, numberAt } from './sql-cells.ts';

/** The running counts against a fresh count of every message. */
export interface CountComparison {
  readonly agrees: boolean;
  readonly counted: StateCounts;
  readonly kept: StateCounts;
}

/** The running counts: channel, direction, state, messages. */
export const keptLanes = `SELECT ${['channel_no', 'direction', 'state', 'messages'].map(integer).join(', ')}
  FROM state_count WHERE messages <> 0 ORDER BY 1, 2, 3`;

/** Rows of channel, direction, state and messages, added up by state. */
export function summed(rows: readonly SqlRow[], accepted: number): StateCounts {
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
