import type { OperationsRecord, OperationsStore, RecordQuery } from '../ports/operations-store.ts';

/** So many of one moment may be added to a page. */
const mostOfOneMoment = 1_000;

/**
 * A page of records, newest first. Pages are told apart by time alone: a page therefore ends between two moments, and may be
 * a little longer than asked for, so that none of one moment is skipped.
 */
export async function pageByTime(
  store: Pick<OperationsStore, 'records'>,
  query: Omit<RecordQuery, 'order'>,
): Promise<readonly OperationsRecord[]> {
  const page = await store.records({ ...query, order: 'newest_first' });
  const last = page.at(-1);
  if (last === undefined || page.length < query.limit) return page;
  const ofMoment = await store.records({
    ...query,
    before: Math.min(query.before ?? Infinity, last.at + 1),
    order: 'newest_first',
    limit: mostOfOneMoment,
  });
  const known = new Set(page.map(({ id }) => id));
  return [...page, ...ofMoment.filter(({ id, at }) => at === last.at && !known.has(id))];
}
