import type { TrafficBucket, TrafficHistory } from '#shared/domain/traffic-history.ts';
import type { ChartBand } from '#renderer/ui/LineChart.tsx';

type Values = readonly (number | null)[];

export interface ChartSeries {
  readonly times: readonly number[];
  readonly inbound: Values;
  readonly outbound: Values;
  readonly halfIn: Values;
  readonly mostIn: Values;
  readonly halfOut: Values;
  readonly mostOut: Values;
  /** Null where nothing was: only what went wrong is marked. */
  readonly retries: Values;
  readonly failed: Values;
  /** Stretches in which the relay was off for a part. */
  readonly partial: readonly ChartBand[];
}

export function chartSeries({ buckets, bucketMs }: TrafficHistory): ChartSeries {
  const counted = ratesShown(buckets);
  return {
    times: buckets.map(({ at }) => at),
    inbound: counted.map((bucket) => bucket?.inbound ?? null),
    outbound: counted.map((bucket) => bucket?.outbound ?? null),
    halfIn: buckets.map(({ deliveryIn }) => deliveryIn?.p50 ?? null),
    mostIn: buckets.map(({ deliveryIn }) => deliveryIn?.p95 ?? null),
    halfOut: buckets.map(({ deliveryOut }) => deliveryOut?.p50 ?? null),
    mostOut: buckets.map(({ deliveryOut }) => deliveryOut?.p95 ?? null),
    retries: buckets.map(({ retries }) => (retries === 0 ? null : retries)),
    failed: buckets.map(({ failed }) => (failed === 0 ? null : failed)),
    partial: partialBands(buckets, bucketMs),
  };
}

const isQuiet = ({ inbound, outbound }: TrafficBucket): boolean => inbound + outbound === 0;

/**
 * Without the stretch under way, which would look like a drop at the end, unless there is nothing else to draw; and with a
 * hole where the relay was off.
 */
function ratesShown(buckets: readonly TrafficBucket[]): readonly (TrafficBucket | null)[] {
  const isFirst = buckets.slice(0, -1).every(isQuiet);
  return buckets.map((bucket, index) => {
    if (index === buckets.length - 1 && !isFirst) return null;
    return !bucket.isWhole && isQuiet(bucket) ? null : bucket;
  });
}

function partialBands(buckets: readonly TrafficBucket[], bucketMs: number): readonly ChartBand[] {
  const bands: ChartBand[] = [];
  for (const { at, isWhole } of buckets) {
    if (isWhole) continue;
    const last = bands.at(-1);
    // A point stands at the beginning of its stretch; what is hatched lies around the point.
    const from = at - bucketMs / 2;
    if (last?.until === from) bands[bands.length - 1] = { from: last.from, until: from + bucketMs };
    else bands.push({ from, until: from + bucketMs });
  }
  return bands;
}

export interface ChartSums {
  readonly inbound: number;
  readonly outbound: number;
  readonly delivered: number;
  readonly retries: number;
  readonly failed: number;
  /** Messages both ways in the busiest stretch. */
  readonly peak: number;
  /** The longest p95 of any stretch, or null. */
  readonly slowest: number | null;
}

export function chartSums(buckets: readonly TrafficBucket[]): ChartSums {
  return buckets.reduce<ChartSums>(
    (sum, bucket) => {
      const slow = [sum.slowest, bucket.deliveryIn?.p95, bucket.deliveryOut?.p95].flatMap((one) => one ?? []);
      return {
        inbound: sum.inbound + bucket.inbound,
        outbound: sum.outbound + bucket.outbound,
        delivered: sum.delivered + bucket.delivered,
        retries: sum.retries + bucket.retries,
        failed: sum.failed + bucket.failed,
        peak: Math.max(sum.peak, bucket.inbound + bucket.outbound),
        slowest: slow.length === 0 ? null : Math.max(...slow),
      };
    },
    { inbound: 0, outbound: 0, delivered: 0, retries: 0, failed: 0, peak: 0, slowest: null },
  );
}

/** Is there anything to draw? */
export const hasTraffic = ({ inbound, outbound, delivered, retries, failed }: ChartSums): boolean =>
  inbound + outbound + delivered + retries + failed > 0;
