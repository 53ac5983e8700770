import type {
  ChannelRow,
  IntegrationRow,
  RoleRow,
  TenantState,
  TenantWarning,
  UserRow,
} from '#shared/domain/setup/practice/tenant-state.ts';
import { isRunning } from '../contact-status.ts';
import type { Channel } from '../model.ts';
import type { RegisteredIntegration } from './integration-registry.ts';
import { rightsOf, worksDigitally } from './rights.ts';
import type { UserRights } from './rights.ts';
import { queueFits } from './route-of.ts';
import type { TenantAdminParts } from './tenant-call.ts';
import type { TenantBook } from './tenant-book.ts';
import type { TenantRole, TenantUser } from './tenant-model.ts';

/** Everything the tenant's pages show, without any secret. */
export function tenantView(parts: TenantAdminParts): TenantState {
  const { tenant, store, registry, clock } = parts;
  const { book } = store;
  return {
    revision: book.revision(),
    at: clock.now(),
    tenant: { id: tenant.tenantId, name: tenant.friendlyName, area: tenant.area, timeZone: tenant.timezone },
    integrations: registry.list.map(({ integrationId }) => integrationView(parts, integrationId)),
    channels: liveChannels(parts).map((channel) => channelView(parts, channel)),
    roles: [...book.roles.values()].map((role) => roleView(role, book)),
    users: [...book.users.values()].map((user) => userView(user, parts)),
    skills: [...book.skills.values()],
    queues: [...book.queues.values()],
    scripts: [...book.scripts.values()],
    campaigns: [...book.campaigns.values()],
    templates: [...book.templates.values()],
    sla: book.sla,
    applications: [...book.applications.values()].map(({ clientId, name }) => ({ clientId, name })),
    accessKeys: [...book.accessKeys.values()].map(({ id, userId }) => ({ id, userId })),
    backlog: backlogView(parts),
  };
}

export const liveChannels = ({ store }: TenantAdminParts): Channel[] =>
  [...store.channels.values()].filter(({ isDeleted }) => !isDeleted);

/** The form as saved, but for what is secret; of an integration the tenant began with, what is known of it. */
export function integrationView(parts: TenantAdminParts, integrationId: string): IntegrationRow {
  const { registry, boxes } = parts;
  const options = registry.find(integrationId);
  const registered = registry.registered(integrationId);
  const box = boxes.get(options?.key ?? '');
  return {
    integrationId,
    key: options?.key ?? null,
    ...(registered ? formView(registered) : { name: options?.name ?? '', boxUrl: box?.baseUrl() ?? '' }),
    digital3Outbound: options?.replyVersion === '2.0',
    isRegistered: registered !== undefined,
    savedAt: registered?.savedAt ?? null,
    calls: box ? { ...box.counters } : null,
    channelIds: liveChannels(parts)
      .filter(({ channelIntegrationId }) => channelIntegrationId === integrationId)
      .map(({ id }) => id),
  };
}

function formView({ form }: RegisteredIntegration): Omit<
  RegisteredIntegration['form'],
  'clientSecret' | 'privateKey'
> & {
  hasClientSecret: boolean;
  hasPrivateKey: boolean;
} {
  const { clientSecret: _secret, privateKey, ...shown } = form;
  return { ...shown, hasClientSecret: true, hasPrivateKey: privateKey !== '' };
}

export function channelView({ store, registry }: TenantAdminParts, channel: Channel): ChannelRow {
  const { id, name, idOnExternalPlatform, channelIntegrationId, scriptId, defaultSkillId } = channel;
  const { book } = store;
  const route = store.routeOf(id);
  const fitting = [...book.queues.values()].filter((queue) => queueFits(queue, id));
  return {
    id,
    name,
    idOnExternalPlatform,
    integrationId: channelIntegrationId,
    integrationName: registry.find(channelIntegrationId)?.name ?? null,
    scriptId,
    defaultSkillId,
    route,
    roleIds: [...book.roles.values()].filter((role) => role.channels[id] !== undefined).map((role) => role.id),
    warnings: warningsOf({
      no_script_and_skill: scriptId === null || defaultSkillId === null,
      nobody_gets_it: route.kind !== 'backlog' && route.userIds.length === 0,
      in_two_queues: fitting.length > 1,
      nobody_replies: !whoMay(book, id, 'reply'),
    }),
  };
}

export function roleView(role: TenantRole, book: TenantBook): RoleRow {
  const userIds = [...book.users.values()].filter(({ roleIds }) => roleIds.includes(role.id)).map(({ id }) => id);
  const entries = Object.entries(role.channels);
  const drafts = entries.filter(([, rights]) => !rights.includes('reply')).map(([channelId]) => channelId);
  return {
    ...role,
    userIds,
    warnings: warningsOf({
      reply_without_view_skills: !role.viewSkills && drafts.length < entries.length,
      drafts_without_approver: drafts.some((channelId) => !whoMay(book, channelId, 'approve')),
    }),
  };
}

const whoMay = (book: TenantBook, channelId: string, right: 'reply' | 'approve'): boolean =>
  [...book.users.values()].some((user) => !user.isBotUser && rightsOf(user, channelId, book)[right]);

/** Those of them that hold. */
const warningsOf = (all: Partial<Record<TenantWarning, boolean>>): TenantWarning[] =>
  (Object.keys(all) as TenantWarning[]).filter((warning) => all[warning] === true);

/** What a user may do on each channel goes beyond the page's own needs: for who reads the API. */
export function userView(user: TenantUser, parts: TenantAdminParts): UserRow & { rights: Record<string, UserRights> } {
  const { book } = parts.store;
  const canWork = user.isBotUser || user.application === 'none' || worksDigitally(user);
  const code = user.application === 'max' ? 'max_needs_attribute_or_skill' : 'agent_needs_attribute_and_skill';
  return {
    ...user,
    rights: Object.fromEntries(liveChannels(parts).map(({ id }) => [id, rightsOf(user, id, book)])),
    warnings: canWork ? [] : [code],
  };
}

/** Cases nobody is offered, oldest first, the first 100. */
function backlogView(parts: TenantAdminParts): TenantState['backlog'] {
  const { store } = parts;
  const waiting: TenantState['backlog'] = [];
  for (const contact of store.contacts.values()) {
    if (waiting.length >= 100) break;
    if (contact.assigneeId !== null || !isRunning(contact.status)) continue;
    const route = store.routeOf(contact.channelId);
    if (route.kind !== 'backlog') continue;
    const { id, channelId, createdAt } = contact;
    waiting.push({ number: id, channelId, createdAt, because: route.because });
  }
  return waiting;
}
