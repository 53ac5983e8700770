import type { Clock } from '#shared/lib/clock.ts';

/** True while no more than `perSecond` calls fell into the present second. */
export function createRateLimit(clock: Pick<Clock, 'monotonic'>, perSecond: number): () => boolean {
  let windowStartMs = Number.NEGATIVE_INFINITY;
  let calls = 0;
  return () => {
    const now = clock.monotonic();
    if (now - windowStartMs >= 1_000) {
      windowStartMs = now;
      calls = 0;
    }
    calls += 1;
    return calls <= perSecond;
  };
}
