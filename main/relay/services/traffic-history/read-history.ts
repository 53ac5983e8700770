import type { ChannelId } from '#shared/domain/ids.ts';
import type { TrafficBucket, TrafficHistory, TrafficPeriod } from '#shared/domain/traffic-history.ts';
import { percentilesOf } from './histogram.ts';
import { blockMs, minuteMs, startOf, wideMs, type Span } from './span.ts';
import type { SpanShelf } from './span-shelf.ts';
import { addTally, emptyTally, type Tally } from './tally.ts';

const steps: Readonly<Record<TrafficPeriod, { readonly bucketMs: number; readonly count: number }>> = {
  hour: { bucketMs: minuteMs, count: 60 },
  day: { bucketMs: blockMs, count: 144 },
  week: { bucketMs: wideMs, count: 84 },
};
/** Clocks are drawn right by a little all the time. */
const slackMs = 2_000;

/** The buckets of a period up to the one under way, none left out. No channel: all of them. */
export function readHistory(
  shelf: SpanShelf,
  {
    period,
    channelIds,
    now,
  }: { readonly period: TrafficPeriod; readonly channelIds: readonly ChannelId[]; readonly now: number },
): TrafficHistory {
  const { bucketMs, count } = steps[period];
  const first = startOf(now, bucketMs) - (count - 1) * bucketMs;
  const spans = spansOf(shelf, period);
  const sums = Array.from({ length: count }, () => ({ tally: emptyTally(), coveredMs: 0 }));
  const wanted = channelIds.length === 0 ? null : new Set(channelIds);
  for (const span of spans) {
    const sum = sums[Math.floor((span.at - first) / bucketMs)];
    if (sum === undefined) continue;
    sum.coveredMs += span.coveredMs;
    for (const [channelId, tally] of span.channels) {
      if (wanted === null || wanted.has(channelId)) addTally(sum.tally, tally);
    }
  }
  const buckets = sums.map(({ tally, coveredMs }, number) => {
    const at = first + number * bucketMs;
    const lengthMs = Math.min(at + bucketMs, now) - at;
    return toBucket(at, tally, coveredMs >= lengthMs - slackMs);
  });
  return { period, bucketMs, buckets, errors: errorsOf(sums.map(({ tally }) => tally)) };
}

function spansOf(shelf: SpanShelf, period: TrafficPeriod): readonly Span[] {
  if (period === 'hour') return [...shelf.minutes.values()];
  if (period === 'day') return [...shelf.blocks.values()];
  return [...shelf.wides.values(), ...shelf.blocks.values()];
}

function toBucket(at: number, tally: Tally, isWhole: boolean): TrafficBucket {
  const { inbound, outbound, delivered, retries, failed, troubleSince } = tally;
  return {
    at,
    inbound,
    outbound,
    delivered,
    retries,
    failed,
    troubleSince,
    deliveryIn: percentilesOf(tally.deliveryIn),
    deliveryOut: percentilesOf(tally.deliveryOut),
    isWhole,
  };
}

function errorsOf(tallies: readonly Tally[]): TrafficHistory['errors'] {
  const all = emptyTally();
  for (const tally of tallies) addTally(all, tally);
  return [...all.errors]
    .map(([code, count]) => ({ code, count }))
    .sort((first, second) => second.count - first.count || first.code.localeCompare(second.code));
}
