import type { MinuteCount } from '#shared/domain/overview.ts';

export interface ChartData {
  /** Start of each minute, epoch ms. */
  readonly times: readonly number[];
  readonly inbound: readonly number[];
  readonly outbound: readonly number[];
  /** Null where nothing failed: only what failed is marked. */
  readonly failed: readonly (number | null)[];
}

export function chartData(minutes: readonly MinuteCount[]): ChartData {
  return {
    times: minutes.map((one) => one.minute * 60_000),
    inbound: minutes.map((one) => one.inbound),
    outbound: minutes.map((one) => one.outbound),
    failed: minutes.map((one) => (one.failed === 0 ? null : one.failed)),
  };
}

export interface ChartTotals {
  readonly inbound: number;
  readonly outbound: number;
  readonly failed: number;
  /** Messages both ways in the busiest minute. */
  readonly peak: number;
}

export function chartTotals(minutes: readonly MinuteCount[]): ChartTotals {
  return minutes.reduce(
    (sum, one) => ({
      inbound: sum.inbound + one.inbound,
      outbound: sum.outbound + one.outbound,
      failed: sum.failed + one.failed,
      peak: Math.max(sum.peak, one.inbound + one.outbound),
    }),
    { inbound: 0, outbound: 0, failed: 0, peak: 0 },
  );
}
