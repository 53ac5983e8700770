import type { SearchRow } from '#shared/domain/message-search.ts';
import type { TrafficRow } from '#shared/domain/message.ts';

/** What is searched for: the text as it is typed, and one conversation or all. */
export interface SearchQuestion {
  readonly text: string;
  readonly contactNo: number | null;
}

export function isSameQuestion(a: SearchQuestion | null, b: SearchQuestion | null): boolean {
  return a === b || (a !== null && b !== null && a.text === b.text && a.contactNo === b.contactNo);
}

/** Where a message stands in a list that is ordered newest first, or -1. */
function placeOf(rows: readonly SearchRow[], seq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.seq ?? -Infinity) > seq) low = middle + 1;
    else high = middle;
  }
  return rows[low]?.seq === seq ? low : -1;
}

/** The rows as they are by now, each in its place; the same list when nothing in it changed. */
export function withChangedRows(rows: readonly SearchRow[], changes: readonly TrafficRow[]): readonly SearchRow[] {
  let changed: SearchRow[] | null = null;
  for (const change of changes) {
    const place = placeOf(rows, change.seq);
    const known = (changed ?? rows)[place];
    if (known === undefined || known.changedAt > change.changedAt) continue;
    if (known.changedAt === change.changedAt && known.state === change.state && known.attempts === change.attempts) {
      continue;
    }
    changed ??= [...rows];
    changed[place] = { ...known, ...change };
  }
  return changed ?? rows;
}

/** The next page behind those that are there. None twice, even when the relay tells one twice. */
export function withOlderRows(rows: readonly SearchRow[], older: readonly SearchRow[]): readonly SearchRow[] {
  const oldest = rows.at(-1)?.seq ?? Infinity;
  return rows.concat(older.filter((row) => row.seq < oldest));
}

/** How many rows of a fresh first page the list does not have: those that came since, and those that were indexed late. */
export function unknownRows(rows: readonly SearchRow[], fresh: readonly SearchRow[], isWhole: boolean): number {
  const oldest = isWhole ? -Infinity : (rows.at(-1)?.seq ?? -Infinity);
  return fresh.filter((row) => row.seq > oldest && placeOf(rows, row.seq) === -1).length;
}
