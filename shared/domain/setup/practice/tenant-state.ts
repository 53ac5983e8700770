import { z } from 'zod';
import { ChannelRight } from '../permissions.ts';

/*
 * The administration of the sandbox's tenant: what `GET /tenant/api/state` says, without any secret. The tenant writes it, its
 * page reads it with these schemas. Times are epoch ms on the sandbox's clock.
 */

const id = z.string().max(300);
const Thing = z.object({ id, name: z.string() });
export type ThingRow = z.infer<typeof Thing>;

/** What will not work as it is set. The page has a sentence for each. */
export const TenantWarning = z.enum([
  'no_script_and_skill',
  'nobody_gets_it',
  'in_two_queues',
  'nobody_replies',
  'reply_without_view_skills',
  'drafts_without_approver',
  'max_needs_attribute_or_skill',
  'agent_needs_attribute_and_skill',
]);
export type TenantWarning = z.infer<typeof TenantWarning>;
const warnings = z.array(TenantWarning);

/** The BYOC form as saved; of an integration the tenant began with, what is known of it. */
export const IntegrationRow = z.object({
  integrationId: id,
  /** The sandbox's own name of it, which faults are set by; null: it has none. */
  key: z.string().nullable(),
  name: z.string(),
  boxUrl: z.string().optional(),
  authorizationUrl: z.string().optional(),
  addUrl: z.string().optional(),
  reconnectUrl: z.string().optional(),
  removeUrl: z.string().optional(),
  clientId: z.string().optional(),
  hasClientSecret: z.boolean().optional(),
  clientCertificate: z.string().optional(),
  hasPrivateKey: z.boolean().optional(),
  caCertificate: z.string().optional(),
  color: z.string().optional(),
  icon: z.string().optional(),
  digital3Outbound: z.boolean(),
  /** Made with the form; the others belong to the sandbox and stay as they are. */
  isRegistered: z.boolean(),
  savedAt: z.number().nullable(),
  /** Calls of the tenant to the integration's Box API so far; null: it has none. */
  calls: z
    .object({ calls: z.number(), tokenRequests: z.number(), unauthorized: z.number(), unanswered: z.number() })
    .nullable(),
  channelIds: z.array(id),
});
export type IntegrationRow = z.infer<typeof IntegrationRow>;

const userIds = z.array(z.number().int());

/** Where a new case of a channel goes, and to whom. */
export const RouteRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('skill'), skillId: id, userIds }),
  z.object({ kind: z.literal('queue'), queueId: id, isFallback: z.boolean(), userIds }),
  z.object({ kind: z.literal('backlog'), because: z.string(), userIds }),
]);

export const ChannelRow = z.object({
  id,
  name: z.string(),
  idOnExternalPlatform: z.string(),
  integrationId: id,
  integrationName: z.string().nullable(),
  scriptId: id.nullable(),
  defaultSkillId: id.nullable(),
  route: RouteRow,
  roleIds: z.array(id),
  warnings,
});
export type ChannelRow = z.infer<typeof ChannelRow>;

export const RoleRow = z.object({
  id,
  name: z.string(),
  viewSkills: z.boolean(),
  /** By the channel's id. A channel that is missing was not added to the role. */
  channels: z.record(z.string(), z.array(ChannelRight)),
  userIds,
  warnings,
});
export type RoleRow = z.infer<typeof RoleRow>;

export const UserRow = z.object({
  id: z.number().int(),
  firstName: z.string(),
  surname: z.string(),
  emailAddress: z.string(),
  /** A program that writes in a person's place. */
  isBotUser: z.boolean(),
  roleIds: z.array(id),
  application: z.enum(['cxone_agent', 'max', 'none']),
  digitalEngagement: z.boolean(),
  /** Ids of skills and of queues. */
  skillIds: z.array(id),
  warnings,
});
export type UserRow = z.infer<typeof UserRow>;

const seconds = z.number().int();
export const SkillRow = z.object({
  id,
  name: z.string(),
  /** 9 is digital. */
  mediaTypeId: z.number().int(),
  isOutbound: z.boolean(),
  isActive: z.boolean(),
  channelId: id.nullable(),
  campaignId: id,
  proactive: z.boolean(),
  templateId: id.nullable(),
  usedWith: z.enum(['studio', 'queues']),
  subSkill: z.string().nullable(),
  agentless: z.boolean(),
  minimumAgents: z.number().int().nullable(),
  minimumAvailable: z.number().int().nullable(),
  priorityBlending: z.boolean(),
  popUrl: z.string().nullable(),
  acceptReject: z.boolean(),
  refusalSeconds: seconds,
  agentTimer: z.object({ enabled: z.boolean(), firstSeconds: seconds, followUpSeconds: seconds }),
  customerTimer: z.object({ enabled: z.boolean(), idleSeconds: seconds, extension: z.boolean() }),
});
export type SkillRow = z.infer<typeof SkillRow>;

const QueueCondition = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('included_channels'), channelIds: z.array(id) }),
  z.object({ rule: z.literal('other'), words: z.string() }),
]);
export type QueueCondition = z.infer<typeof QueueCondition>;

export const QueueRow = z.object({
  id,
  name: z.string(),
  priority: z.number().int(),
  isFallback: z.boolean(),
  filters: z.array(
    z.object({
      /** Absent: one that was added and not saved yet. */
      id: z.string().optional(),
      name: z.string(),
      conditions: z.array(QueueCondition),
    }),
  ),
});
export type QueueRow = z.infer<typeof QueueRow>;

const SlaTarget = z.object({ firstResponseMinutes: z.number().int(), solutionMinutes: z.number().int() });
export type SlaTarget = z.infer<typeof SlaTarget>;

export const SlaForm = z.object({
  global: SlaTarget,
  /** By the channel's id; a channel that is missing follows the global one. */
  channels: z.record(z.string(), SlaTarget),
  /** Sunday first, in the tenant's time zone; null: open day and night. */
  officeHours: z.array(z.array(z.object({ from: z.string(), to: z.string() }))).nullable(),
});
export type SlaForm = z.infer<typeof SlaForm>;

export const TenantState = z.object({
  /** Rises with every change of what the administrator keeps. */
  revision: z.number().int(),
  at: z.number(),
  tenant: z.object({ id, name: z.string(), area: z.string(), timeZone: z.string() }),
  integrations: z.array(IntegrationRow),
  channels: z.array(ChannelRow),
  roles: z.array(RoleRow),
  users: z.array(UserRow),
  skills: z.array(SkillRow),
  queues: z.array(QueueRow),
  scripts: z.array(Thing),
  campaigns: z.array(Thing),
  templates: z.array(Thing.extend({ text: z.string() })),
  sla: SlaForm,
  applications: z.array(z.object({ clientId: z.string(), name: z.string() })),
  accessKeys: z.array(z.object({ id: z.string(), userId: z.number().int() })),
  /** Cases nobody is offered, oldest first, the first 100. */
  backlog: z
    .array(z.object({ number: z.string(), channelId: id, createdAt: z.number(), because: z.string() }))
    .max(100),
});
export type TenantState = z.infer<typeof TenantState>;
