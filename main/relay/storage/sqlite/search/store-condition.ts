import type { SearchQuery } from '#shared/search/query.ts';
import type { SqlValue } from '../native-database.ts';
import { stateNumber } from '../record-codes.ts';
import type { OutlineWish } from './outlines.ts';

/** What the store itself can be asked. The text is ours; numbers are bound, so that it is prepared once. */
export interface StoreCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export const anyMessage: StoreCondition = { sql: '1', values: [] };

/** For messages that are not in the index: as much as one row tells. Many end users are looked for row by row. */
export function storeCondition(
  { states, from, until }: Pick<SearchQuery, 'states' | 'from' | 'until'>,
  { channels, directions, kinds }: OutlineWish,
  contactNo: number | null,
): StoreCondition {
  const conditions: string[] = [];
  const values: SqlValue[] = [];
  const among = (column: string, numbers: Iterable<number> | null): void => {
    if (numbers === null) return;
    // The plus keeps it from being looked up by another index than that of the seqs.
    conditions.push(`+${column} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify([...numbers]));
  };
  among('channel_no', channels);
  among('direction', directions);
  among('kind', kinds);
  among('contact_no', contactNo === null ? null : [contactNo]);
  among('state', states === null ? null : states.map((state) => stateNumber[state]));
  if (from !== null) conditions.push('received_at >= ?');
  if (until !== null) conditions.push('received_at < ?');
  for (const moment of [from, until]) if (moment !== null) values.push(Math.round(moment));
  return { sql: conditions.length === 0 ? '1' : conditions.join(' AND '), values };
}
