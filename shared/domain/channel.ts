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

/** How strong a proof is: a real message passed, the other side called us, or our own check passed. */
export const ProofStrength = z.enum(['message', 'other_side', 'own_check']);
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

/** Derived from the legs, never from hope. `leg` names the broken or unproven leg, `code` the reason. */
export const ChannelState = z.object({
  kind: ChannelStateKind,
  since: z.number(),
  leg: Leg.nullable(),
  code: ErrorCode.nullable(),
  /** Shown at once, but held back from notices until it has lasted 30 s. */
  settling: z.boolean(),
  /** True when only a person can mend it. */
  operatorMustAct: z.boolean(),
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
  /** Public URL to enter at WeChat, or null while the relay does not listen. */
  callbackUrl: z.string().nullable(),
  /** Grows with every change, so that the newer of two snapshots can be told. */
  revision: z.number().int(),
});
export type ChannelSnapshot = z.infer<typeof ChannelSnapshot>;
