import { z } from 'zod';

/** The tenant's numbers; tests and load runs change them. */
export const CxoneRules = z.strictObject({
  tokenLifeSeconds: z.int().min(1).max(86_400),
  /** How long CXone waits for the middleware; the real figure is unpublished. */
  boxTimeoutMs: z.number().min(1).max(600_000),
  /** Which id stands in the path of a 1.0 reply; the real choice is unpublished. */
  postId: z.enum(['external', 'internal']),
  /** Calls that find the cached token stale share one token request. */
  sharesTokenRequest: z.boolean(),
  /** Multiplies the published rate limits; 0: no limits. */
  limitFactor: z.number().min(0).max(1_000),
  /** Whether 429 answers carry Retry-After. */
  sendsRetryAfter: z.boolean(),
  temporaryAttachmentLifeMs: z.number().min(1),
  /** Decoded size; the real figure is a claim of a reseller. */
  temporaryAttachmentMaxBytes: z.int().min(1),
  /** Whether an upload whose first bytes contradict its declared type is refused. */
  checksAttachmentContent: z.boolean(),
  /** How long the signed address of an agent's file is good for. */
  agentFileLifeMs: z.number().min(0),
  oneTimeTokenLifeMs: z.number().min(1),
});
export type CxoneRules = z.output<typeof CxoneRules>;

export const CxoneRuleChanges = CxoneRules.partial();
export type CxoneRuleChanges = z.output<typeof CxoneRuleChanges>;

export const defaultCxoneRules: CxoneRules = {
  tokenLifeSeconds: 3_600,
  boxTimeoutMs: 10_000,
  postId: 'external',
  sharesTokenRequest: true,
  limitFactor: 1,
  sendsRetryAfter: true,
  temporaryAttachmentLifeMs: 3_600_000,
  temporaryAttachmentMaxBytes: 40 * 1024 * 1024,
  checksAttachmentContent: true,
  agentFileLifeMs: 900_000,
  oneTimeTokenLifeMs: 300_000,
};
