import { z } from 'zod';
import { ChannelId } from '#shared/domain/ids.ts';
import { ErrorCode } from '#shared/errors/catalogue.ts';
import type { OperationsRecord } from '../../ports/operations-store.ts';
import type { Histogram } from './histogram.ts';
import { blockMs, type Span } from './span.ts';
import type { Tally } from './tally.ts';

const count = z.number().int().min(0);
/** Bucket and count, in turn. */
const durations = z.array(z.number().int()).refine((list) => list.length % 2 === 0);

const KeptTally = z.object({
  in: count,
  out: count,
  delivered: count,
  retries: count,
  failed: count,
  troubleSince: z.number().nullable(),
  deliveryIn: durations,
  deliveryOut: durations,
  // A code that this version does not know any more is counted, but not told.
  errors: z.record(z.string(), count),
});
const KeptSpan = z.object({
  at: z.number(),
  coveredMs: z.number().min(0),
  channels: z.record(z.string(), KeptTally),
});
/** The minutes of one block, or one block as a whole. */
const Body = z.object({ blockAt: z.number(), spans: z.array(KeptSpan) });

/** Minutes are kept in so many records that take turns: those of the last hour, and of the block under way. */
const minuteRecords = 8;

export const blockRecordId = (blockAt: number): string => `b${blockAt}`;
export const minutesRecordId = (blockAt: number): string => `m${(blockAt / blockMs) % minuteRecords}`;
export const isBlockRecord = ({ id }: OperationsRecord): boolean => id.startsWith('b');

/** One block that is over. */
export function blockRecord(span: Span): OperationsRecord {
  return recordOf(blockRecordId(span.at), span.at, span.at + blockMs, [span]);
}

/** The minutes of one block; overwritten by those of a later one. Without an end, so that general pruning leaves it. */
export function minutesRecord(blockAt: number, minutes: readonly Span[]): OperationsRecord {
  return recordOf(minutesRecordId(blockAt), blockAt, null, minutes);
}

function recordOf(id: string, at: number, endedAt: number | null, spans: readonly Span[]): OperationsRecord {
  const body: z.input<typeof Body> = { blockAt: at, spans: spans.map(keptSpan) };
  return { kind: 'traffic_span', id, channelId: null, parent: null, at, endedAt, body: JSON.stringify(body) };
}

function keptSpan({ at, coveredMs, channels }: Span): z.input<typeof KeptSpan> {
  const tallies = [...channels].map(([channelId, tally]) => [channelId, keptTally(tally)] as const);
  return { at, coveredMs, channels: Object.fromEntries(tallies) };
}

function keptTally(tally: Tally): z.input<typeof KeptTally> {
  const { inbound, outbound, delivered, retries, failed, troubleSince, errors } = tally;
  return {
    in: inbound,
    out: outbound,
    delivered,
    retries,
    failed,
    troubleSince,
    deliveryIn: [...tally.deliveryIn].flat(),
    deliveryOut: [...tally.deliveryOut].flat(),
    errors: Object.fromEntries(errors),
  };
}

/** What a record says; null when it says nothing that can be used. */
export function readSpanRecord(record: OperationsRecord): { readonly blockAt: number; readonly spans: Span[] } | null {
  let value: unknown;
  try {
    value = JSON.parse(record.body);
  } catch {
    return null;
  }
  const body = Body.safeParse(value);
  return body.success ? { blockAt: body.data.blockAt, spans: body.data.spans.map(toSpan) } : null;
}

function toSpan({ at, coveredMs, channels }: z.output<typeof KeptSpan>): Span {
  const tallies = Object.entries(channels).flatMap(([id, tally]) => {
    const channelId = ChannelId.safeParse(id);
    return channelId.success ? [[channelId.data, toTally(tally)] as const] : [];
  });
  return { at, coveredMs, channels: new Map(tallies) };
}

function toTally(kept: z.output<typeof KeptTally>): Tally {
  const { delivered, retries, failed, troubleSince } = kept;
  return {
    inbound: kept.in,
    outbound: kept.out,
    delivered,
    retries,
    failed,
    troubleSince,
    deliveryIn: toHistogram(kept.deliveryIn),
    deliveryOut: toHistogram(kept.deliveryOut),
    errors: new Map(
      Object.entries(kept.errors).flatMap(([code, number]) => {
        const known = ErrorCode.safeParse(code);
        return known.success ? [[known.data, number] as const] : [];
      }),
    ),
  };
}

function toHistogram(list: readonly number[]): Histogram {
  const histogram: Histogram = new Map();
  for (let place = 0; place + 1 < list.length; place += 2) {
    const [bucket = 0, number = 0] = list.slice(place, place + 2);
    histogram.set(bucket, (histogram.get(bucket) ?? 0) + number);
  }
  return histogram;
}
