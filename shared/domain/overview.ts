import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';

/** Messages of one minute over all channels. `minute` is the epoch minute (epoch ms / 60 000). */
export const MinuteCount = z.object({
  minute: z.number().int(),
  inbound: z.number().int(),
  outbound: z.number().int(),
  failed: z.number().int(),
});
export type MinuteCount = z.infer<typeof MinuteCount>;

/** Every message the relay ever accepted is counted in exactly one of these; together they make `accepted`. */
export const StateCounts = z.object({
  accepted: z.number().int(),
  pending: z.number().int(),
  delivered: z.number().int(),
  unconfirmed: z.number().int(),
  dead_letter: z.number().int(),
  expired: z.number().int(),
  quarantined: z.number().int(),
  discarded: z.number().int(),
});
export type StateCounts = z.infer<typeof StateCounts>;

/** The running counts against a fresh count of every message. */
export const CountCheck = z.object({
  agrees: z.boolean(),
  counted: StateCounts,
  kept: StateCounts,
  at: z.number(),
  durationMs: z.number(),
});
export type CountCheck = z.infer<typeof CountCheck>;

/** From here on a clock counts as wrong, and a person should set it: WeChat and CXone allow about five minutes. */
export const wrongClockMs = 60_000;

/** Whether messages can be stored now; when not, senders are turned away, and `code` says why. */
export const StorageState = z.object({ writable: z.boolean(), code: ErrorCode.nullable() });
export type StorageState = z.infer<typeof StorageState>;

export const Overview = z.object({
  /** When these figures were taken, epoch ms. */
  at: z.number(),
  /** Last 60 minutes, oldest first, minutes without traffic included. */
  minutes: z.array(MinuteCount),
  counts: StateCounts,
  /** Acknowledgement time over the last minutes of traffic, milliseconds; null without traffic. */
  acknowledgement: z.object({ p50Ms: z.number(), p99Ms: z.number() }).nullable(),
  /** Repeats of a push that were recognised and dropped, since start. */
  duplicatesDropped: z.number().int(),
  /** Requests refused for a wrong signature, token or address, since start. */
  refusedRequests: z.number().int(),
  /** Messages known to be missing from the database after damage; 0 is normal. */
  missingRecords: z.number().int(),
  storage: StorageState,
  /** How far this computer's clock is off, told by the other sides' answers, milliseconds: positive is behind; 0 is right. */
  clockOffsetMs: z.number(),
});
export type Overview = z.infer<typeof Overview>;
