import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ProofStrength, Leg } from './channel.ts';
import { LegVerification, ProbeResult, ReceptionGap } from './health.ts';
import { ChannelId } from './ids.ts';

/** The ladder: each rung does more than the one before. It is left as soon as the checks pass. */
export const RungName = z.enum(['recheck', 'new_token', 'new_connection', 'restart_worker']);
export type RungName = z.infer<typeof RungName>;

export const Rung = z.object({
  name: RungName,
  state: z.enum(['waiting', 'running', 'passed', 'failed', 'skipped']),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** What still failed after it, or why it was skipped. */
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
});
export type Rung = z.infer<typeof Rung>;

/**
 * laddering: the rungs are tried. asking: only a person can go on; the guide says how. verifying: the legs are being
 * proven. catching_up: what waited is being delivered. done, paused, failed and cancelled are ends; paused: the checks
 * pass, and as long as an operator holds the channel nothing can be delivered or called connected.
 */
export const ReconnectPhase = z.enum([
  'laddering',
  'asking',
  'verifying',
  'catching_up',
  'done',
  'paused',
  'failed',
  'cancelled',
]);
export type ReconnectPhase = z.infer<typeof ReconnectPhase>;

/** One thing a person has to do, with the value they need for it. Only steps that apply are listed. */
export const GuideStep = z.object({
  code: ErrorCode,
  leg: Leg.nullable(),
  /** To copy: the address to list, the callback URL, a channel id. Never a secret. */
  value: z.string().nullable(),
  done: z.boolean(),
});
export type GuideStep = z.infer<typeof GuideStep>;

/** The code word a test follower is asked to send. */
export const EndToEndTest = z.object({
  /** The follower's label, as registered. */
  label: z.string(),
  word: z.string(),
  askedAt: z.number(),
  seenAt: z.number().nullable(),
  /** WeChat accepted our answer. */
  answeredAt: z.number().nullable(),
  code: ErrorCode.nullable(),
});
export type EndToEndTest = z.infer<typeof EndToEndTest>;

/** Messages that waited when the channel was reconnected; where a person had to act first, when he had. */
export const CatchUp = z.object({
  total: z.number().int(),
  delivered: z.number().int(),
  /** Ended otherwise: expired, dead letter, unconfirmed, quarantined, discarded. */
  expired: z.number().int(),
  failed: z.number().int(),
  unconfirmed: z.number().int(),
  /** Still waiting. */
  waiting: z.number().int(),
  /** Estimate of the time left, milliseconds; null while it cannot be told. */
  remainingMs: z.number().nullable(),
});
export type CatchUp = z.infer<typeof CatchUp>;

export const ReconnectRun = z.object({
  id: z.string(),
  channelId: ChannelId,
  by: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  phase: ReconnectPhase,
  rungs: z.array(Rung),
  guide: z.array(GuideStep),
  legs: z.array(LegVerification),
  test: EndToEndTest.nullable(),
  catchUp: CatchUp.nullable(),
  receiptId: z.string().nullable(),
  /** Grows with every change. */
  revision: z.number().int(),
});
export type ReconnectRun = z.infer<typeof ReconnectRun>;

/** What a reconnect did and found; stored, exportable. */
export const Receipt = z.object({
  id: z.string(),
  channelId: ChannelId,
  channelName: z.string(),
  by: z.string(),
  incidentId: z.string().nullable(),
  startedAt: z.number(),
  endedAt: z.number(),
  /** paused: nothing stood in the way, but the channel is held, so that it was not verified and nothing was delivered. */
  outcome: z.enum(['connected', 'paused', 'still_failing', 'cancelled']),
  /** What was wrong at the beginning, or null when nothing was. */
  code: ErrorCode.nullable(),
  failingSince: z.number().nullable(),
  rungs: z.array(Rung),
  /** The checks of the last round. */
  probes: z.array(ProbeResult),
  proofs: z.array(z.object({ leg: Leg, strength: ProofStrength.nullable(), at: z.number().nullable() })),
  endToEnd: EndToEndTest.nullable(),
  catchUp: CatchUp,
  /** Times since the fault began in which nothing could be received: what came then may be lost. */
  gaps: z.array(ReceptionGap),
});
export type Receipt = z.infer<typeof Receipt>;
