import { z } from 'zod';
import { ErrorCode } from '../../errors/catalogue.ts';

/** One thing that was tried, in the order it was tried in. */
export const TrialStep = z.object({
  /** 'token', 'account', 'discovery', 'tenant', 'permission' … : the name of its sentence in the window. */
  step: z.string().max(40),
  outcome: z.enum(['ok', 'failed', 'not_tried', 'not_available']),
  code: ErrorCode.nullable(),
  /** The platform's own code ('40013'), or null. */
  platformCode: z.string().max(60).nullable(),
  /** What was found ('EU1', an address to allow) or what the sentence may name. Never a secret. */
  value: z.string().max(300).nullable(),
  durationMs: z.number(),
});
export type TrialStep = z.infer<typeof TrialStep>;

export const Trial = z.object({ at: z.number(), steps: z.array(TrialStep) });
export type Trial = z.infer<typeof Trial>;
