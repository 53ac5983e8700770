/** Milliseconds, rounded to hundredths. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly max: number;
}

export function latencyOf(durations: Float64Array): Latency {
  const sorted = durations.slice().sort();
  return { p50: at(sorted, 0.5), p99: at(sorted, 0.99), p999: at(sorted, 0.999), max: at(sorted, 1) };
}

export function median(values: readonly number[]): number {
  return at(Float64Array.from(values).sort(), 0.5);
}

/** Nearest rank. NaN where there is nothing. */
function at(sorted: Float64Array, share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return Math.round(value * 100) / 100;
}
