import type { SearchRow } from '#shared/domain/message-search.ts';
import type { SearchScope } from '#shared/domain/message-task.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { MessageSearch } from '../ports/message-search.ts';

/** The first stretch of time behind a message that is looked through; each further one is eight times as long. */
const firstStretchMs = 15 * 60_000;
const growth = 8;
/** More messages of one conversation in one stretch are not read for a few of them: it is taken in shorter ones. */
const mostInStretch = 400;
const shortestStretchMs = 1_000;

export interface Neighbours {
  /** In the order of acceptance. */
  readonly rows: readonly SearchRow[];
  readonly hasMore: boolean;
}

/** Where a message stands in its conversation. */
export interface Place {
  readonly seq: number;
  readonly receivedAt: number;
  readonly contactNo: number;
}

/** Messages of the same conversation accepted before this one. */
export async function before(search: Pick<MessageSearch, 'walk'>, place: Place, each: number): Promise<Neighbours> {
  const found: SearchRow[] = [];
  for await (const rows of search.walk(scopeOf(place.contactNo, null, place.receivedAt + 1))) {
    found.push(...rows.filter(({ seq }) => seq < place.seq));
    if (found.length > each) break;
  }
  return { rows: found.slice(0, each).reverse(), hasMore: found.length > each };
}

/**
 * Messages of the same conversation accepted after this one. A search tells the newest first, so that time is taken in
 * stretches: the next ones are found without reading all that came since.
 */
export async function after(
  search: Pick<MessageSearch, 'walk'>,
  clock: Pick<Clock, 'now'>,
  place: Place,
  each: number,
): Promise<Neighbours> {
  const found: SearchRow[] = [];
  let from = place.receivedAt;
  let lengthMs = firstStretchMs;
  // A minute beyond now: nothing is received later, unless the clock was set back.
  const end = Math.max(clock.now(), place.receivedAt) + 60_000;
  while (from < end && found.length <= each) {
    const isLast = from + lengthMs >= end;
    const stretch = await inStretch(search, place, from, isLast ? null : from + lengthMs, lengthMs > shortestStretchMs);
    if (stretch === null) {
      lengthMs = Math.max(shortestStretchMs, lengthMs / growth);
      continue;
    }
    found.push(...stretch);
    from = isLast ? end : from + lengthMs;
    lengthMs *= growth;
  }
  return { rows: found.slice(0, each), hasMore: found.length > each };
}

/** Oldest first. Null when there are too many, and it may be tried with a shorter one. */
async function inStretch(
  search: Pick<MessageSearch, 'walk'>,
  { contactNo, seq: place }: Place,
  from: number,
  until: number | null,
  mayBeShorter: boolean,
): Promise<SearchRow[] | null> {
  const found: SearchRow[] = [];
  for await (const rows of search.walk(scopeOf(contactNo, from, until))) {
    found.push(...rows.filter(({ seq }) => seq > place));
    if (found.length > mostInStretch && mayBeShorter) return null;
  }
  return found.reverse();
}

function scopeOf(contactNo: number, from: number | null, until: number | null): SearchScope {
  return {
    text: '',
    filter: { channelIds: [], direction: null, kinds: [], states: [], from, until, contactNo },
    timeZone: 'UTC',
  };
}
