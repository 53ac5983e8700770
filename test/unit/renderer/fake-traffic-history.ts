import type { TrafficBucket, TrafficHistory, TrafficPeriod } from '#shared/domain/traffic-history.ts';

const minute = 60_000;
const steps: Readonly<Record<TrafficPeriod, readonly [bucketMs: number, count: number]>> = {
  hour: [minute, 60],
  day: [10 * minute, 144],
  week: [120 * minute, 84],
};

/** A period without traffic; `changes` by the number of the bucket, negative ones from the end. */
export function aTrafficHistory(
  period: TrafficPeriod,
  now: number,
  changes: Readonly<Record<number, Partial<TrafficBucket>>> = {},
): TrafficHistory {
  const [bucketMs, count] = steps[period];
  const first = Math.floor(now / bucketMs) * bucketMs - (count - 1) * bucketMs;
  const buckets = Array.from({ length: count }, (_, index) => ({
    at: first + index * bucketMs,
    inbound: 0,
    outbound: 0,
    delivered: 0,
    retries: 0,
    failed: 0,
    troubleSince: null,
    deliveryIn: null,
    deliveryOut: null,
    isWhole: true,
    ...changes[index],
    ...changes[index - count],
  }));
  return { period, bucketMs, buckets, errors: [] };
}
