import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';

export const TrafficPeriod = z.enum(['hour', 'day', 'week']);
export type TrafficPeriod = z.infer<typeof TrafficPeriod>;

/** Null where nothing was measured. Milliseconds. */
const Latency = z.object({ p50: z.number(), p95: z.number(), count: z.number().int() }).nullable();

export const TrafficBucket = z.object({
  /** Its beginning, epoch ms. */
  at: z.number(),
  /** Messages accepted from WeChat and from CXone. */
  inbound: z.number().int(),
  outbound: z.number().int(),
  /** Messages that the other side accepted. */
  delivered: z.number().int(),
  /** Attempts that failed and are tried again. */
  retries: z.number().int(),
  /** Messages that became dead letters, expired, unconfirmed or quarantined. */
  failed: z.number().int(),
  /** When the oldest of those retried or failed was accepted: what its messages are searched from. Null without any. */
  troubleSince: z.number().nullable(),
  /** From our acceptance of a message to the other side's. */
  deliveryIn: Latency,
  deliveryOut: Latency,
  /** False: the relay was not running for all of it, so that less may be counted than happened. */
  isWhole: z.boolean(),
});
export type TrafficBucket = z.infer<typeof TrafficBucket>;

export const TrafficHistory = z.object({
  period: TrafficPeriod,
  bucketMs: z.number().int(),
  /** Oldest first, none left out; the last one is under way. */
  buckets: z.array(TrafficBucket),
  /** What went wrong in the period, most often first. */
  errors: z.array(z.object({ code: ErrorCode, count: z.number().int() })),
});
export type TrafficHistory = z.infer<typeof TrafficHistory>;
