import { z } from 'zod';
import { SlaSettings } from '../sla-settings.ts';
import { SetupBook } from './book.ts';

/** The configuration as a file: everything but secrets. Ticks stay behind: they tell of this tenant on this day. */
export const ConfigurationFile = z.strictObject({
  veerpont: z.literal('configuration'),
  version: z.literal(1),
  savedAt: z.iso.datetime(),
  book: SetupBook.omit({ revision: true, begun: true, ticks: true }),
  /** Null: the relay that was exported from was not running. */
  sla: SlaSettings.nullable(),
});
export type ConfigurationFile = z.infer<typeof ConfigurationFile>;

/** One thing in which a file differs from what is here. */
export const ConfigurationDifference = z.object({
  /** 'integration/support', 'channel/tulip', 'sla/global', 'address' … */
  id: z.string().max(200),
  kind: z.enum(['integration', 'channel', 'role', 'user', 'queue', 'skill', 'address', 'sla']),
  name: z.string().max(300),
  change: z.enum(['added', 'changed', 'removed']),
  /** Field by field, as text; empty for what is added or removed whole. */
  fields: z.array(z.object({ path: z.string(), here: z.string().nullable(), file: z.string().nullable() })),
  /** Secrets that are missing here and must be typed after the import. */
  missingSecrets: z.array(z.string()),
});
export type ConfigurationDifference = z.infer<typeof ConfigurationDifference>;

/** A file that was read, compared, and waits to be applied. */
export const ConfigurationComparison = z.object({
  /** Names the file that was read; the comparison is void once the book has changed. */
  token: z.string().max(64),
  path: z.string(),
  savedAt: z.string(),
  revision: z.number().int(),
  differences: z.array(ConfigurationDifference),
});
export type ConfigurationComparison = z.infer<typeof ConfigurationComparison>;
