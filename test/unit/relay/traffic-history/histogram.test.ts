import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addHistogram,
  histogramError,
  percentilesOf,
  recordDuration,
  type Histogram,
} from '#relay/services/traffic-history/histogram.ts';

const duration = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 3 * 24 * 3_600_000 }));

function histogramOf(durations: readonly number[]): Histogram {
  const histogram: Histogram = new Map();
  for (const length of durations) recordDuration(histogram, length);
  return histogram;
}

function nearestRank(durations: readonly number[], share: number): number {
  const sorted = [...durations].sort((first, second) => first - second);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}

describe('durations in logarithmic buckets', () => {
  it('tells percentiles within half a bucket', () => {
    expect(histogramError).toBeLessThan(0.045);
    fc.assert(
      fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (durations) => {
        const told = percentilesOf(histogramOf(durations));
        expect(told?.count).toBe(durations.length);
        for (const [value, share] of [
          [told?.p50, 0.5],
          [told?.p95, 0.95],
        ] as const) {
          const real = nearestRank(durations, share);
          expect(Math.abs((value ?? 0) / real - 1)).toBeLessThanOrEqual(histogramError + 1e-9);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says the same of two stretches put together as of one', () => {
    fc.assert(
      fc.property(fc.array(duration), fc.array(duration), (first, second) => {
        const together = histogramOf(first);
        addHistogram(together, histogramOf(second));
        expect(percentilesOf(together)).toEqual(percentilesOf(histogramOf([...first, ...second])));
      }),
      { numRuns: 100 },
    );
  });

  it('knows nothing of no durations, and takes less than a millisecond for one', () => {
    expect(percentilesOf(new Map())).toBeNull();
    expect(percentilesOf(histogramOf([0, 0.2]))).toEqual({ p50: 1, p95: 1, count: 2 });
  });
});
