const hour = 3_600_000;

/** When the day of `at` began on the clocks of a zone (null: this computer's), epoch ms. */
export function dayStart(at: number, timeZone: string | null): number {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...(timeZone === null ? {} : { timeZone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const day = format.format(at);
  // The first moment with the same date, found by halves: right on days of 23 and 25 hours too.
  let before = at - 26 * hour;
  let inside = at;
  while (inside - before > 1) {
    const middle = Math.floor((before + inside) / 2);
    if (format.format(middle) === day) inside = middle;
    else before = middle;
  }
  return inside;
}
