import { z } from 'zod';

/** The platform's numbers; tests and load runs change them. */
export const WeChatRules = z.strictObject({
  /** A push is delivered at 0, 1x and 2x this interval (WeChat: message push, 5 s rule). */
  retryIntervalMs: z.number().min(0).max(600_000),
  deliveries: z.int().min(1).max(10),
  responseTimeoutMs: z.number().min(1).max(600_000),
  /** Lost pushes in a row until the platform stops pushing (MarkFail); 0: never. The real threshold is unpublished. */
  markFailAfter: z.int().min(0).max(1_000_000),
  markFailPauseMs: z.number().min(0).max(3_600_000),
  /** Sign and encrypt each repeat anew; whether the real platform does is undocumented. */
  freshEnvelopePerDelivery: z.boolean(),
  /** Pushes on their way at the same time, over all accounts. */
  maxPushesInFlight: z.int().min(1).max(4096),
  /** False: replies are accepted without a window, for runs that do not test it. */
  enforceReplyWindow: z.boolean(),
  repliesPerMessage: z.int().min(0).max(1000),
  messageWindowMs: z.number().min(0),
  repliesPerAction: z.int().min(0).max(1000),
  actionWindowMs: z.number().min(0),
  textLimitBytes: z.int().min(1),
  tokenLifeSeconds: z.int().min(1).max(7_200),
});
export type WeChatRules = z.output<typeof WeChatRules>;

export const WeChatRuleChanges = WeChatRules.partial();
export type WeChatRuleChanges = z.output<typeof WeChatRuleChanges>;

/** The published figures, where there are any. */
export const defaultWeChatRules: WeChatRules = {
  retryIntervalMs: 5_000,
  deliveries: 3,
  responseTimeoutMs: 5_000,
  markFailAfter: 5,
  markFailPauseMs: 60_000,
  freshEnvelopePerDelivery: true,
  maxPushesInFlight: 256,
  enforceReplyWindow: true,
  repliesPerMessage: 5,
  messageWindowMs: 48 * 3_600_000,
  repliesPerAction: 3,
  actionWindowMs: 60_000,
  textLimitBytes: 2_048,
  tokenLifeSeconds: 7_200,
};
