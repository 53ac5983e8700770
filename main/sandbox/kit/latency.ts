/** Durations in buckets two percent wide: quantiles of any number of samples in a few kilobytes. */
export interface LatencyHistogram {
  add(durationMs: number): void;
  /** Upper edge of the bucket that holds the quantile, in ms; null without samples. */
  quantileMs(quantile: number): number | null;
  maxMs(): number | null;
  count(): number;
}

const smallestMs = 0.05;
const growth = Math.log(1.02);

export function createLatencyHistogram(): LatencyHistogram {
  const buckets: number[] = [];
  let samples = 0;
  let highest = 0;
  return {
    add(durationMs) {
      const index = durationMs <= smallestMs ? 0 : Math.ceil(Math.log(durationMs / smallestMs) / growth);
      buckets[index] = (buckets[index] ?? 0) + 1;
      samples += 1;
      if (durationMs > highest) highest = durationMs;
    },
    quantileMs(quantile) {
      if (samples === 0) return null;
      const rank = Math.max(1, Math.ceil(quantile * samples));
      let seen = 0;
      for (let index = 0; index < buckets.length; index += 1) {
        seen += buckets[index] ?? 0;
        if (seen >= rank) return round(Math.min(highest, smallestMs * Math.exp(index * growth)));
      }
      return round(highest);
    },
    maxMs: () => (samples === 0 ? null : round(highest)),
    count: () => samples,
  };
}

const round = (valueMs: number): number => Math.round(valueMs * 100) / 100;
