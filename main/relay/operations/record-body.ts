import type { z } from 'zod';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord } from '../ports/operations-store.ts';

/** What a record holds. Null, and logged, when it is not what this version knows. */
export function bodyOf<T>(schema: z.ZodType<T>, { kind, id, body }: OperationsRecord, log: Logger): T | null {
  const parsed = schema.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  log.warn('operations.record_unreadable', { kind, recordId: id });
  return null;
}

/** The same for many: those that cannot be read are left out. */
export function bodiesOf<T>(schema: z.ZodType<T>, records: readonly OperationsRecord[], log: Logger): T[] {
  return records.flatMap((record) => bodyOf(schema, record, log) ?? []);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no body: the schema says so.
    return undefined;
  }
}
