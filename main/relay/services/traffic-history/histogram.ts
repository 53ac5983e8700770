/** Buckets per doubling: each is about 9 % wide. */
const perDoubling = 8;
/** Longer durations count as this, milliseconds: messages are kept for days, not for years. */
const longestMs = 90 * 24 * 3_600_000;

/**
 * Durations in logarithmic buckets, so that spans of time can be put together. Sparse: most spans know few durations.
 * A percentile read from it differs from the true one by at most `histogramError`, for durations of 1 ms and more.
 */
export type Histogram = Map<number, number>;

/** Of a percentile, as a share: half a bucket. */
export const histogramError = 2 ** (1 / (2 * perDoubling)) - 1;

/** Shorter durations than a millisecond count as one. */
export function recordDuration(histogram: Histogram, durationMs: number): void {
  const length = Math.min(Math.max(durationMs, 1), longestMs);
  const bucket = Math.round(Math.log2(length) * perDoubling);
  histogram.set(bucket, (histogram.get(bucket) ?? 0) + 1);
}

export function addHistogram(into: Histogram, from: ReadonlyMap<number, number>): void {
  for (const [bucket, count] of from) into.set(bucket, (into.get(bucket) ?? 0) + count);
}

/** By nearest rank, milliseconds. Null without a duration. */
export function percentilesOf(
  histogram: ReadonlyMap<number, number>,
): { readonly p50: number; readonly p95: number; readonly count: number } | null {
  const sorted = [...histogram].sort(([first], [second]) => first - second);
  const count = sorted.reduce((sum, [, number]) => sum + number, 0);
  if (count === 0) return null;
  return { p50: valueAt(sorted, Math.ceil(count * 0.5)), p95: valueAt(sorted, Math.ceil(count * 0.95)), count };
}

function valueAt(sorted: readonly (readonly [number, number])[], rank: number): number {
  let seen = 0;
  for (const [bucket, count] of sorted) {
    seen += count;
    if (seen >= rank) return 2 ** (bucket / perDoubling);
  }
  return 0;
}
