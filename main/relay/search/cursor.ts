import { createHash } from 'node:crypto';
import type { SearchRequest } from '#shared/domain/message-search.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

const form = /^1\.([0-9a-z]{1,11})\.([0-9a-f]{16})$/u;

/** Where the next page begins, and of which search: a cursor of another search would leave messages out. */
export function cursorOf(request: SearchRequest, below: number): string {
  return `1.${below.toString(36)}.${fingerprint(request)}`;
}

/** The seq below which the page lies; null for the first page. Throws SEARCH_CURSOR_OLD. */
export function readCursor(request: SearchRequest): number | null {
  if (request.cursor === null) return null;
  const [, below = '', of] = form.exec(request.cursor) ?? [];
  if (of !== fingerprint(request)) {
    throw new RelayError('SEARCH_CURSOR_OLD', 'the cursor is not of this search');
  }
  return Number.parseInt(below, 36);
}

function fingerprint({ text, filter, timeZone }: SearchRequest): string {
  const { channelIds, direction, kinds, states, from, until, contactNo } = filter;
  const asked = [text, timeZone, channelIds, direction, kinds, states, from, until, contactNo];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
}
