import type { TrafficRow } from '#shared/domain/message.ts';
import { normalise } from '#shared/search/normalise.ts';
import type { TrafficQuery } from './router.ts';

/** The words of the text filtered by last: every row is tried against the same. */
let lastText = '';
let lastWords: readonly string[] = [];

function wordsOf(text: string): readonly string[] {
  if (text !== lastText) {
    lastText = text;
    lastWords = normalise(text).split(' ').filter(Boolean);
  }
  return lastWords;
}

/** All words must stand in the row's excerpt, anywhere; spelling differences are those of the message search. */
export function matchesText(row: Pick<TrafficRow, 'preview'>, text: string): boolean {
  const words = wordsOf(text);
  if (words.length === 0) return true;
  const excerpt = normalise(row.preview);
  return words.every((word) => excerpt.includes(word));
}

export function matchesQuery(row: TrafficRow, query: TrafficQuery): boolean {
  return (
    (query.channelIds.length === 0 || query.channelIds.includes(row.channelId)) &&
    (query.direction === null || row.direction === query.direction) &&
    (query.kinds.length === 0 || query.kinds.includes(row.kind)) &&
    (query.states.length === 0 || query.states.includes(row.state)) &&
    (query.text === '' || matchesText(row, query.text))
  );
}

/** Does it leave any message out? */
export function isNarrowed(query: TrafficQuery): boolean {
  const { channelIds, direction, kinds, states, text } = query;
  return channelIds.length + kinds.length + states.length > 0 || direction !== null || text.trim() !== '';
}

/** Of two versions of one row, the one that changed later; at the same moment the one that came later. */
export function newerRow(known: TrafficRow | undefined, incoming: TrafficRow): TrafficRow {
  return known !== undefined && known.changedAt > incoming.changedAt ? known : incoming;
}

/**
 * Puts new and changed rows into a list that is ordered newest first. Rows that no longer fit the query leave it.
 * Rows older than the list's last one are left out unless the list is whole: they come when older pages are asked for,
 * and taking them in early would leave a hole above them.
 */
export function mergeRows(
  known: readonly TrafficRow[],
  incoming: Iterable<TrafficRow>,
  query: TrafficQuery,
  isWhole: boolean,
): readonly TrafficRow[] {
  const changes = new Map<number, TrafficRow>();
  for (const row of incoming) changes.set(row.seq, newerRow(changes.get(row.seq), row));
  if (changes.size === 0) return known;

  const kept: TrafficRow[] = [];
  for (const row of known) {
    const change = changes.get(row.seq);
    if (change === undefined) {
      kept.push(row);
      continue;
    }
    changes.delete(row.seq);
    const present = newerRow(row, change);
    if (matchesQuery(present, query)) kept.push(present);
  }

  const oldestSeq = known.at(-1)?.seq ?? -Infinity;
  const added = [...changes.values()]
    .filter((row) => matchesQuery(row, query) && (isWhole || row.seq > oldestSeq))
    .sort((a, b) => b.seq - a.seq);
  return added.length === 0 ? kept : zip(added, kept);
}

/** Joins two lists that are both ordered newest first. */
function zip(added: readonly TrafficRow[], kept: readonly TrafficRow[]): readonly TrafficRow[] {
  const joined: TrafficRow[] = [];
  let next = 0;
  for (const row of kept) {
    for (let candidate = added[next]; candidate && candidate.seq > row.seq; candidate = added[next]) {
      joined.push(candidate);
      next += 1;
    }
    joined.push(row);
  }
  return joined.concat(added.slice(next));
}
