import { RelayError } from '#shared/errors/relay-error.ts';
import { mostLookedAt } from './candidates.ts';
import type { EngineParts } from './search-engine.ts';

/** Throws SEARCH_UNAVAILABLE while words cannot find every message below this seq. */
export function demandIndexed(
  { indexer, index, window }: Pick<EngineParts, 'indexer' | 'index' | 'window'>,
  below: number,
): void {
  const { older } = indexer.behind(window.bounds());
  const newer = below - 1 - (index.range?.high ?? 0);
  if (older > 0 || newer > mostLookedAt) {
    throw new RelayError('SEARCH_UNAVAILABLE', 'the index does not hold all messages yet');
  }
}
