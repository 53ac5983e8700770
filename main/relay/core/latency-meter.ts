const bucketsPerDoubling = 8;

/** Durations in logarithmic buckets (about 9 % wide), kept for the last two periods. Constant memory. */
export class LatencyMeter {
  readonly #periodMs: number;
  #current = new Map<number, number>();
  #previous = new Map<number, number>();
  #periodNo = 0;

  constructor(periodMs: number) {
    this.#periodMs = periodMs;
  }

  record(durationMs: number, monotonicMs: number): void {
    this.#turn(monotonicMs);
    const bucket = Math.round(Math.log2(Math.max(durationMs, 0.01)) * bucketsPerDoubling);
    this.#current.set(bucket, (this.#current.get(bucket) ?? 0) + 1);
  }

  /** Median and 99th percentile over the present and the last period, or null without samples. */
  percentiles(monotonicMs: number): { readonly p50Ms: number; readonly p99Ms: number } | null {
    this.#turn(monotonicMs);
    const merged = new Map(this.#previous);
    for (const [bucket, count] of this.#current) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
    const sorted = [...merged].sort(([first], [second]) => first - second);
    const total = sorted.reduce((sum, [, count]) => sum + count, 0);
    if (total === 0) return null;
    return { p50Ms: valueAt(sorted, total * 0.5), p99Ms: valueAt(sorted, total * 0.99) };
  }

  #turn(monotonicMs: number): void {
    const periodNo = Math.floor(monotonicMs / this.#periodMs);
    if (periodNo === this.#periodNo) return;
    this.#previous = periodNo === this.#periodNo + 1 ? this.#current : new Map<number, number>();
    this.#current = new Map();
    this.#periodNo = periodNo;
  }
}

function valueAt(sorted: readonly (readonly [number, number])[], rank: number): number {
  let seen = 0;
  for (const [bucket, count] of sorted) {
    seen += count;
    if (seen >= rank) return Math.round(2 ** (bucket / bucketsPerDoubling) * 100) / 100;
  }
  return 0;
}
