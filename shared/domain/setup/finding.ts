import { z } from 'zod';
import { ErrorCode } from '../../errors/catalogue.ts';

/** A rule that what was typed does not keep. The sentence of the code says the rule and how to satisfy it. */
export const FieldProblem = z.object({
  /** Path in the form, as 'wechat.appId' or 'queues.0.filters.1.name'. Empty: the form as a whole. */
  field: z.string().max(200),
  code: ErrorCode,
  /** What the sentence may name: a bound, a name. */
  value: z.string().nullable(),
  /** A 'warning' is shown and keeps nobody from going on. */
  weight: z.enum(['error', 'warning']),
});
export type FieldProblem = z.infer<typeof FieldProblem>;
