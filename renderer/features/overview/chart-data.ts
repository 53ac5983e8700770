import type { MinuteCount } from '#shared/domain/overview.ts';

/** A chart is at least this long, so that the first minutes are not stretched over its whole width. */
const fewestMinutes = 10;

/**
 * The minutes worth drawing: from the first one with traffic, and without the present one, which is not over and would
 * look like a drop at the end. While there is nothing else, the present minute is drawn all the same.
 */
export function shownMinutes(minutes: readonly MinuteCount[], at: number): readonly MinuteCount[] {
  const quiet = (one: MinuteCount): boolean => one.inbound + one.outbound + one.failed === 0;
  const first = minutes.findIndex((one) => !quiet(one));
  if (first === -1) return [];
  const isPresent = minutes.at(-1)?.minute === Math.floor(at / 60_000);
  const end = isPresent && first < minutes.length - 2 ? minutes.length - 1 : minutes.length;
  return minutes.slice(Math.max(0, Math.min(first - 1, end - fewestMinutes)), end);
}

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
