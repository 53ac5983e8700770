/** Longer requests to wait are not believed, milliseconds. */
const longestWaitMs = 3_600_000;

/**
 * Reads a Retry-After header: seconds or an HTTP date. Null for what is missing, unreadable, not in the future, or more
 * than an hour away; the caller's own schedule then holds.
 */
export function retryAfterMs(header: unknown, now: number): number | null {
  if (typeof header !== 'string') return null;
  const text = header.trim();
  const waitMs = /^\d{1,10}$/u.test(text) ? Number(text) * 1_000 : httpDateMs(text) - now;
  return waitMs > 0 && waitMs <= longestWaitMs ? waitMs : null;
}

/** NaN for anything but the date form HTTP prescribes ('Sun, 06 Nov 1994 08:49:37 GMT'). */
function httpDateMs(text: string): number {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/u.test(text) ? Date.parse(text) : Number.NaN;
}
