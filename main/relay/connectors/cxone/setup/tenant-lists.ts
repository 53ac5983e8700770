import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { failed, type CxoneFailure, type CxoneResult } from '../cxone-result.ts';
import { acdList, isNotOffered, mostItems } from './acd-api.ts';
import { listChannels, listPlatformTemplates, listQueues, type ChannelOfTenant } from './engagement-api.ts';
import {
  AgentItem,
  AssignmentItem,
  CampaignItem,
  digitalMedia,
  MessageTemplateItem,
  RoleItem,
  ScriptItem,
  SkillItem,
  type TenantThing,
} from './tenant-items.ts';
import { codeOf, type TenantSession } from './tenant-session.ts';

/** Every agent has several. */
const mostAssignments = 5_000;

interface ListOf<T> {
  readonly state: 'read' | 'not_available' | 'failed';
  readonly code: ErrorCode | null;
  readonly items: T[];
}

/** Everything the tenant lets us read of its set-up. Each list stands for itself: one that is refused spoils no other. */
export async function readTenant(session: TenantSession, integrationId: string, at: number): Promise<TenantLists> {
  const [channels, queues, skills, scripts, campaigns, roles, agents, assignments, templates] = await Promise.all([
    listChannels(session),
    listQueues(session),
    acdList(session, { path: `skills?isActive=true&mediaTypeId=${digitalMedia}`, name: 'skills', item: SkillItem }),
    acdList(session, { path: 'scripts/search', name: 'scriptSearchDetails', item: ScriptItem }),
    listCampaigns(session),
    acdList(session, { path: 'security-profiles', name: 'profiles', item: RoleItem }),
    acdList(session, { path: 'agents?isActive=true', name: 'agents', item: AgentItem }),
    listAssignments(session),
    listMessageTemplates(session),
  ]);
  const own = ofIntegration(channels, integrationId);
  return {
    at,
    channels: own,
    queues: listed(queues, (queue) => ({ ...queue })),
    skills: listed(skills, ({ id, name, outbound, channelId, isDigital, isActive }) =>
      isDigital && isActive ? { id, name, outbound, channelId } : null,
    ),
    scripts: listed(scripts, ({ id, name, isCurrent }) => (isCurrent ? { id, name } : null)),
    campaigns: listed(campaigns, (campaign) => ({ ...campaign })),
    roles: listed(roles, (role) => ({ ...role })),
    users: users(agents, assignments),
    templates: await allTemplates(session, own.items, templates),
  };
}

/** Nothing could be read: we did not even get in. */
export function unreadTenant(code: ErrorCode | null, at: number): TenantLists {
  const none = <T>(): ListOf<T> => ({ state: 'failed', code, items: [] });
  return {
    at,
    channels: none(),
    skills: none(),
    scripts: none(),
    campaigns: none(),
    queues: none(),
    roles: none(),
    users: none(),
    templates: none(),
  };
}

export async function listCampaigns(session: TenantSession): Promise<CxoneResult<readonly TenantThing[]>> {
  const found = await acdList(session, { path: 'campaigns?isActive=true', name: 'campaigns', item: CampaignItem });
  if (!found.ok) return found;
  return { ok: true, value: found.value.flatMap(({ id, name, isActive }) => (isActive ? [{ id, name }] : [])) };
}

export async function listMessageTemplates(session: TenantSession): Promise<CxoneResult<readonly TenantThing[]>> {
  const path = 'message-templates?isActive=true';
  const found = await acdList(session, { path, name: 'messageTemplates', item: MessageTemplateItem });
  if (!found.ok) return found;
  return { ok: true, value: found.value.flatMap(({ id, name, isActive }) => (isActive ? [{ id, name }] : [])) };
}

interface Assignment {
  readonly agentId: string;
  readonly skill: string;
  readonly counts: boolean;
}

/** All or nothing: of a list that was cut, users would seem to have no skills. */
async function listAssignments(session: TenantSession): Promise<CxoneResult<readonly Assignment[]>> {
  const name = 'agentSkillAssignments';
  const found = await acdList(session, { path: 'agents/skills', name, item: AssignmentItem, most: mostAssignments });
  return found.ok && found.value.length >= mostAssignments
    ? failed('CXONE_ANSWER_INVALID', 'answered', { value: name })
    : found;
}

/** Null of `pick` leaves an item out. */
function listed<T, U>(result: CxoneResult<readonly T[]>, pick: (item: T) => U | null): ListOf<U> {
  if (!result.ok) return unread(result.failure);
  return { state: 'read', code: null, items: result.value.flatMap((item) => pick(item) ?? []) };
}

function unread(failure: CxoneFailure): {
  readonly state: 'not_available' | 'failed';
  code: ErrorCode;
  items: never[];
} {
  return isNotOffered(failure)
    ? { state: 'not_available', code: 'SETUP_NOT_OFFERED', items: [] }
    : { state: 'failed', code: codeOf(failure), items: [] };
}

function ofIntegration(
  channels: CxoneResult<readonly ChannelOfTenant[]>,
  integrationId: string,
): TenantLists['channels'] {
  const wanted = integrationId.trim();
  return listed(channels, ({ id, name, integrationId: of, skillId, script }) =>
    wanted !== '' && of === wanted ? { id, name, skillId, script } : null,
  );
}

/** Users with the names of their digital skills. Without those the list would say of everybody that they have none. */
function users(
  agents: CxoneResult<
    readonly { id: string; name: string; role: string | null; isActive: boolean; digitalEngagement: boolean | null }[]
  >,
  assignments: CxoneResult<readonly Assignment[]>,
): TenantLists['users'] {
  if (agents.ok && !assignments.ok) return unread(assignments.failure);
  const skills = new Map<string, string[]>();
  for (const { agentId, skill, counts } of assignments.ok ? assignments.value : []) {
    if (counts) skills.set(agentId, [...(skills.get(agentId) ?? []), skill]);
  }
  return listed(agents, ({ id, name, role, isActive, digitalEngagement }) =>
    isActive ? { id, name, roles: role === null ? [] : [role], digitalEngagement, skills: skills.get(id) ?? [] } : null,
  );
}

/** Those of the Admin API, and those a channel brings along. */
async function allTemplates(
  session: TenantSession,
  channels: readonly { readonly id: string }[],
  ofAcd: CxoneResult<readonly TenantThing[]>,
): Promise<TenantLists['templates']> {
  const ofChannels = await listPlatformTemplates(
    session,
    channels.map(({ id }) => id),
  );
  if (!ofAcd.ok && ofChannels.length === 0) return unread(ofAcd.failure);
  const items = [...(ofAcd.ok ? ofAcd.value : []), ...ofChannels].slice(0, mostItems).map((one) => ({ ...one }));
  return { state: 'read', code: null, items };
}
