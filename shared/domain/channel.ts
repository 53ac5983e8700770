import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { ChannelId, IntegrationId } from './ids.ts';

/** wechatIn: WeChat's pushes to us. wechatOut: our calls to WeChat. cxoneIn: CXone's Box calls. cxoneOut: our calls to CXone. */
export const Leg = z.enum(['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut']);
export type Leg = z.infer<typeof Leg>;

export const ChannelStateKind = z.enum([
  'not_configured',
  'connecting',
  'verifying',
  'connected',
  'degraded',
  'retrying',
  'action_required',
  'down',
  'paused',
  'stopped',
  'unknown',
]);
export type ChannelStateKind = z.infer<typeof ChannelStateKind>;

/**
 * How strong a proof is, strongest first. end_to_end: a test follower's code word came in and our answer went out;
 * message: a real message passed; answered: the other side answered a real message, and refused that one; other_side: the
 * other side called us; own_check: our own check passed.
 */
export const ProofStrength = z.enum(['end_to_end', 'message', 'answered', 'other_side', 'own_check']);
export type ProofStrength = z.infer<typeof ProofStrength>;

/** What is known of one leg. `proof` is the newest success, `fault` the newest failure that no later proof has cured. */
export const LegStatus = z.object({
  proof: z.object({ at: z.number(), strength: ProofStrength }).nullable(),
  fault: z
    .object({
      /** First failure in the present row of failures. */
      since: z.number(),
      /** Newest failure. */
      at: z.number(),
      code: ErrorCode,
      platformCode: z.string().nullable(),
      /** A value that helps to repair it, for copying (the refused IP address), or null. */
      value: z.string().nullable(),
      /** How many failures in a row. */
      count: z.number().int(),
      /** The next automatic try, or null when only an operator can help. */
      nextTryAt: z.number().nullable(),
    })
    .nullable(),
});
export type LegStatus = z.infer<typeof LegStatus>;

/** Who has to act for the channel to work again. */
export const ActionOwner = z.enum(['nobody', 'operator', 'wechat_admin', 'cxone_admin', 'network_admin']);
export type ActionOwner = z.infer<typeof ActionOwner>;

/** What a state rests on: something that was seen at a moment. */
export const Evidence = z.object({
  at: z.number(),
  /** start: the relay began and nothing was seen yet. */
  kind: z.enum(['proof', 'fault', 'warning', 'operator', 'start', 'relay_lost']),
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  platformCode: z.string().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** Derived from the legs, never from hope. `leg` names the broken or unproven leg, `code` the reason. */
export const ChannelState = z.object({
  kind: ChannelStateKind,
  since: z.number(),
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  /** A value that helps to repair it, for copying (the refused IP address), or null. */
  value: z.string().nullable(),
  /** Shown at once, but held back from notices until it has lasted 30 s. */
  settling: z.boolean(),
  /** It changed so often lately that the changes are one incident. */
  flapping: z.boolean(),
  /** True when only a person can mend it. */
  operatorMustAct: z.boolean(),
  owner: ActionOwner,
  /** paused: when it ends by itself; retrying: the next try; null otherwise or when open-ended. */
  until: z.number().nullable(),
  evidence: Evidence,
});
export type ChannelState = z.infer<typeof ChannelState>;

export const ChannelSnapshot = z.object({
  id: ChannelId,
  name: z.string(),
  integrationId: IntegrationId,
  integrationName: z.string(),
  state: ChannelState,
  legs: z.record(Leg, LegStatus),
  /** Pending messages now. */
  waiting: z.object({ inbound: z.number().int(), outbound: z.number().int() }),
  /** Accepted messages in the last 60 minutes. */
  lastHour: z.object({ inbound: z.number().int(), outbound: z.number().int() }),
  unconfirmed: z.number().int(),
  deadLetters: z.number().int(),
  /** Under planned maintenance until then, epoch ms: no alerts; null when not. */
  maintenanceUntil: z.number().nullable(),
  /** The open incident of this channel, or null. */
  incidentId: z.string().nullable(),
  /** Public URL to enter at WeChat, or null while the relay does not listen. */
  callbackUrl: z.string().nullable(),
  /** Grows with every change, so that the newer of two snapshots can be told. */
  revision: z.number().int(),
});
export type ChannelSnapshot = z.infer<typeof ChannelSnapshot>;
