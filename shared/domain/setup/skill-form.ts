import { z } from 'zod';
import { TenantThing } from './channel-form.ts';
import { setupId, typed } from './typed.ts';

/** A length of time as CXone's form has it; each part as typed, empty counts as nothing. */
export const TimeParts = z.object({ hours: typed(6), minutes: typed(6), seconds: typed(6) });
export type TimeParts = z.infer<typeof TimeParts>;

/** An outbound digital skill (CXone: ACD > Contact settings > ACD Skills > Create new > Single skill), as typed. */
export const SkillForm = z.object({
  id: setupId,
  name: typed(200),
  mediaType: z.enum(['digital', 'other']),
  direction: z.enum(['outbound', 'inbound']),
  /** Digital channel: Bring Your Own Channel, and which. `id` of a channel of the book. */
  channel: typed(40),
  campaign: TenantThing,
  /** Only for Proactive SMS and Proactive Digital. */
  proactive: z.boolean(),
  messageTemplate: typed(200),
  /** How contacts get their skill; a sub-skill fits with queues only. */
  usedWith: z.enum(['studio', 'queues']),
  subSkill: typed(200),
  /** Hides the workforce minimums; not for work that agents assist in. */
  agentless: z.boolean(),
  agentAssisted: z.boolean(),
  /** Workforce Intelligence: minimum of agents, and of available agents. Empty: none. */
  minimumAgents: typed(10),
  minimumAvailable: typed(10),
  priorityBlending: z.boolean(),
  /** By the action POPURL in Studio; only in the CXone Agent suite. */
  screenPop: z.boolean(),
  screenPopUrl: typed(2_000),
  /** A rejected interaction goes back to the queue. */
  acceptReject: z.boolean(),
  /** Agent response timer. */
  agentTimer: z.object({ enabled: z.boolean(), first: TimeParts, followUp: TimeParts }),
  /** Customer response timer. */
  customerTimer: z.object({ enabled: z.boolean(), idle: TimeParts, extension: z.boolean() }),
  /** How it came to be in the tenant. */
  made: z.enum(['api', 'by_hand', 'not_yet']),
  /** The tenant's id of it. */
  tenantId: typed(100),
});
export type SkillForm = z.infer<typeof SkillForm>;
