import { z } from 'zod';
import { ErrorCode } from '../errors/catalogue.ts';
import { SearchScope } from './message-task.ts';

export const ExportForm = z.enum(['csv', 'jsonl']);
export type ExportForm = z.infer<typeof ExportForm>;

export const ExportRequest = z.object({
  search: SearchScope,
  form: ExportForm,
  /** Null: texts and ids of customers are masked. A reason: they are not, and the audit holds it. */
  revealReason: z.string().trim().min(5).max(300).nullable(),
});
export type ExportRequest = z.infer<typeof ExportRequest>;

/** One export of this session, as the window shows it. */
export const ExportProgress = z.object({
  id: z.string(),
  /** Name of the file, without its folder. */
  fileName: z.string(),
  form: ExportForm,
  isMasked: z.boolean(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  rows: z.number().int(),
  /** How many there were to begin with; null while that is not known. */
  expected: z.object({ count: z.number().int(), isMore: z.boolean() }).nullable(),
  sizeBytes: z.number().int(),
  code: ErrorCode.nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
});
export type ExportProgress = z.infer<typeof ExportProgress>;
