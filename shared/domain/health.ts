import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelStateKind, Leg, ProofStrength } from './channel.ts';
import { ChannelId } from './ids.ts';

/** A check with a time-stamped result. Each belongs to one leg. */
export const ProbeName = z.enum([
  /** Name, connection and certificate of WeChat's API host. */
  'wechat_host',
  /** An access token, from WeChat or still valid. */
  'wechat_token',
  /** A harmless call with that token: WeChat's API addresses. Also tells a refused IP address. */
  'wechat_api',
  /** Calls left today for customer-service messages. */
  'wechat_quota',
  /** WeChat's own network check of our callback address (DNS and ping). */
  'wechat_callback_check',
  /** Our callback through the public address, asked from here. */
  'callback_reach',
  /** Pushes arrive, in time, and WeChat has not stopped sending them. */
  'wechat_pushes',
  /** This computer's clock against the other sides'. */
  'clock',
  /** The certificate of our own listener, where it has one. */
  'own_certificate',
  /** Name, connection and certificate of CXone's API host. */
  'cxone_host',
  'cxone_token',
  /** The channel exists in CXone and is not deleted. */
  'cxone_channel',
  /** CXone has fetched a Box token from us, and used it. */
  'box_token',
  /** CXone's last call to us. */
  'cxone_calls',
]);
export type ProbeName = z.infer<typeof ProbeName>;

/** cannot_tell: it could not be found out from here; never counted as a fault. warning: works, and will not for long. */
export const ProbeOutcome = z.enum(['passed', 'warning', 'failed', 'cannot_tell', 'not_run']);
export type ProbeOutcome = z.infer<typeof ProbeOutcome>;

export const ProbeResult = z.object({
  name: ProbeName,
  leg: Leg,
  outcome: ProbeOutcome,
  /** When it ended, epoch ms; null when it never ran. */
  at: z.number().nullable(),
  durationMs: z.number().nullable(),
  /** Why, for every outcome but 'passed' and 'not_run'. */
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
  /** A figure or value that goes with it: calls left, an address, an expiry date in ISO form; never a secret. */
  value: z.string().nullable(),
  /** When it runs next by itself, or null. */
  nextAt: z.number().nullable(),
});
export type ProbeResult = z.infer<typeof ProbeResult>;

/** Time a channel spent in one state. */
export const StateSpan = z.object({
  from: z.number(),
  /** Null: the present one. */
  until: z.number().nullable(),
  kind: ChannelStateKind,
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
});
export type StateSpan = z.infer<typeof StateSpan>;

/** Milliseconds of a period in which a leg worked, did not, was switched off on purpose, or was not watched. Sum: the period. */
export const LegUptime = z.object({ upMs: z.number(), downMs: z.number(), offMs: z.number(), unknownMs: z.number() });
export type LegUptime = z.infer<typeof LegUptime>;

export const HistoryPeriod = z.enum(['day', 'week', 'month']);
export type HistoryPeriod = z.infer<typeof HistoryPeriod>;

export const ChannelHistory = z.object({
  from: z.number(),
  until: z.number(),
  /** Oldest first, without gaps: what was not watched is an 'unknown' span. */
  spans: z.array(StateSpan),
  uptime: z.record(Leg, LegUptime),
});
export type ChannelHistory = z.infer<typeof ChannelHistory>;

/** A time in which messages could not be received, whatever their number. */
export const ReceptionGap = z.object({
  id: z.string(),
  from: z.number(),
  until: z.number(),
  cause: z.enum(['relay_not_running', 'computer_asleep', 'not_reachable', 'channel_stopped']),
  /** Null: all channels. */
  channelId: ChannelId.nullable(),
});
export type ReceptionGap = z.infer<typeof ReceptionGap>;

/** How the two directions of a channel are proven now. */
export const LegVerification = z.object({
  leg: Leg,
  /** Strongest proof since the verification began, or null while there is none. */
  strength: ProofStrength.nullable(),
  at: z.number().nullable(),
});
export type LegVerification = z.infer<typeof LegVerification>;
