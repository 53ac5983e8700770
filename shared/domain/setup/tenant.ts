import { z } from 'zod';
import { ErrorCode } from '../../errors/catalogue.ts';

const listOf = <T extends z.ZodType>(item: T) =>
  z.object({
    /** not_available: this tenant or these credentials do not offer it; it has to be looked up by hand. */
    state: z.enum(['read', 'not_available', 'failed']),
    code: ErrorCode.nullable(),
    items: z.array(item),
  });

const thing = z.object({ id: z.string(), name: z.string() });

/** What the tenant says of itself over its API. Lists are cut at 1,000. */
export const TenantLists = z.object({
  at: z.number(),
  /** Those of this integration, by `channelIntegrationId`. */
  channels: listOf(thing.extend({ skillId: z.string().nullable(), script: z.string().nullable() })),
  /** Digital skills. */
  skills: listOf(thing.extend({ outbound: z.boolean(), channelId: z.string().nullable() })),
  scripts: listOf(thing),
  campaigns: listOf(thing),
  queues: listOf(thing),
  roles: listOf(thing),
  users: listOf(
    thing.extend({
      roles: z.array(z.string()),
      digitalEngagement: z.boolean().nullable(),
      skills: z.array(z.string()),
    }),
  ),
  /** Message templates for proactive work. */
  templates: listOf(thing),
});
export type TenantLists = z.infer<typeof TenantLists>;
