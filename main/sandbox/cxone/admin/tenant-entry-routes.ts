import { z } from 'zod';
import { checkedName, checkUniqueName, requireEntry } from './names.ts';
import { checkRole, checkUser, RoleBody, UserBody } from './people-rules.ts';
import { checkQueue, checkSla, QueueChanges, SlaBody } from './queue-rules.ts';
import { demand, TenantRefusal } from './refusal.ts';
import { around } from './acd-skills.ts';
import { checkSkill, SkillBody } from './skill-rules.ts';
import type { TenantAdminParts, TenantCall, TenantHandler, TenantRoute } from './tenant-call.ts';
import { tenantBody } from './tenant-call.ts';
import type { TenantThing } from './tenant-model.ts';
import { roleView, userView } from './tenant-views.ts';

const idOf = ({ parameters }: TenantCall): string => parameters.id ?? '';
const hasChannel =
  ({ store }: TenantAdminParts) =>
  (channelId: string): boolean =>
    store.liveChannel(channelId) !== undefined;

const NamedBody = z.strictObject({ name: z.string().max(2_000) });
const TemplateBody = z.strictObject({ name: z.string().max(2_000), text: z.string().max(10_000) });

/** Adds, renames and removes scripts, campaigns and templates. `isUsed`: then it stays. */
function thingRoutes(
  part: 'scripts' | 'campaigns' | 'templates',
  isUsed: (parts: TenantAdminParts, id: string) => boolean,
): TenantRoute[] {
  const save = (parts: TenantAdminParts, call: TenantCall, id: string | null): TenantThing => {
    const { book } = parts.store;
    const entries = book[part] as Map<string, TenantThing>;
    if (id !== null) requireEntry(entries, id, 'The entry');
    const body = tenantBody(part === 'templates' ? TemplateBody : NamedBody, call);
    const name = checkedName(body.name);
    checkUniqueName(name, id, [...entries.values()], 'Another one has this name.');
    const saved = { ...body, id: id ?? book.newId(), name };
    entries.set(saved.id, saved);
    book.changed(part);
    return saved;
  };
  const remove: TenantHandler = (parts, call) => {
    const { book } = parts.store;
    requireEntry<string, TenantThing>(book[part], idOf(call), 'The entry');
    demand(!isUsed(parts, idOf(call)), 'still_used', null, 'It is still used.');
    book[part].delete(idOf(call));
    book.changed(part);
  };
  return [
    ['POST', `/tenant/api/${part}`, (parts, call) => save(parts, call, null)],
    ['PUT', `/tenant/api/${part}/:id`, (parts, call) => save(parts, call, idOf(call))],
    ['DELETE', `/tenant/api/${part}/:id`, remove],
  ];
}

const saveRole = (parts: TenantAdminParts, call: TenantCall, id: string | null): unknown => {
  const { book } = parts.store;
  if (id !== null) requireEntry(book.roles, id, 'The role');
  const checked = checkRole(tenantBody(RoleBody, call), id, book, hasChannel(parts));
  const role = { id: id ?? book.newId(), ...checked };
  book.roles.set(role.id, role);
  book.changed('roles');
  return roleView(role, book);
};

const removeRole: TenantHandler = ({ store: { book } }, call) => {
  requireEntry(book.roles, idOf(call), 'The role');
  const isUsed = [...book.users.values()].some(({ roleIds }) => roleIds.includes(idOf(call)));
  demand(!isUsed, 'still_used', null, 'Users have this role.');
  book.roles.delete(idOf(call));
  book.changed('roles');
};

const saveUser = (parts: TenantAdminParts, call: TenantCall, id: number | null): unknown => {
  const { book } = parts.store;
  const isBotUser = id !== null && requireEntry(book.users, id, 'The user').isBotUser;
  const checked = checkUser(tenantBody(UserBody, call), isBotUser, book);
  const user = { id: id ?? Number(book.newId()), isBotUser, ...checked };
  book.users.set(user.id, user);
  book.changed('users');
  return userView(user, parts);
};

const removeUser: TenantHandler = ({ store: { book, contacts } }, call) => {
  const id = Number(idOf(call));
  requireEntry(book.users, id, 'The user');
  const hasKey = [...book.accessKeys.values()].some(({ userId }) => userId === id);
  demand(!hasKey, 'still_used', null, 'The user has an access key.');
  const hasCases = [...contacts.values()].some(({ assigneeId }) => assigneeId === id);
  demand(!hasCases, 'still_used', null, 'Cases are assigned to the user.');
  book.users.delete(id);
  book.changed('users');
};

const saveSkill = (parts: TenantAdminParts, call: TenantCall, id: string | null): unknown => {
  const { book } = parts.store;
  if (id !== null) requireEntry(book.skills, id, 'The skill');
  const checked = checkSkill(tenantBody(SkillBody, call), id, around(parts));
  const isDefault = id !== null && usedAsDefault(parts, id);
  demand(!isDefault || !checked.isOutbound, 'still_used', 'isOutbound', 'A channel has it as its default skill.');
  const skill = { id: id ?? book.newId(), ...checked };
  book.skills.set(skill.id, skill);
  book.changed('skills');
  return skill;
};

const usedAsDefault = ({ store }: TenantAdminParts, skillId: string): boolean =>
  [...store.channels.values()].some(({ isDeleted, defaultSkillId }) => !isDeleted && defaultSkillId === skillId);

const removeSkill: TenantHandler = (parts, call) => {
  const { book } = parts.store;
  requireEntry(book.skills, idOf(call), 'The skill');
  demand(!usedAsDefault(parts, idOf(call)), 'still_used', null, 'A channel has it as its default skill.');
  const isAssigned = [...book.users.values()].some(({ skillIds }) => skillIds.includes(idOf(call)));
  demand(!isAssigned, 'still_used', null, 'Users are assigned to it.');
  book.skills.delete(idOf(call));
  book.changed('skills');
};

const noNewQueue: TenantHandler = () => {
  throw new TenantRefusal('queues_are_skills', null, 'New queues cannot be made; make an ACD skill instead.');
};

const saveQueue: TenantHandler = (parts, call) => {
  const { book } = parts.store;
  const queue = requireEntry(book.queues, idOf(call), 'The queue');
  const saved = checkQueue(queue, tenantBody(QueueChanges, call), book, hasChannel(parts));
  book.queues.set(saved.id, saved);
  book.changed('queues');
  return saved;
};

const saveSla: TenantHandler = (parts, call) => {
  const { book } = parts.store;
  book.sla = checkSla(tenantBody(SlaBody, call), hasChannel(parts));
  book.changed('sla');
  return book.sla;
};

/** Roles, users, skills, queues, scripts, campaigns, templates and SLA of the tenant. */
export const tenantEntryRoutes: readonly TenantRoute[] = [
  ['POST', '/tenant/api/roles', (parts, call) => saveRole(parts, call, null)],
  ['PUT', '/tenant/api/roles/:id', (parts, call) => saveRole(parts, call, idOf(call))],
  ['DELETE', '/tenant/api/roles/:id', removeRole],
  ['POST', '/tenant/api/users', (parts, call) => saveUser(parts, call, null)],
  ['PUT', '/tenant/api/users/:id', (parts, call) => saveUser(parts, call, Number(idOf(call)))],
  ['DELETE', '/tenant/api/users/:id', removeUser],
  ['POST', '/tenant/api/skills', (parts, call) => saveSkill(parts, call, null)],
  ['PUT', '/tenant/api/skills/:id', (parts, call) => saveSkill(parts, call, idOf(call))],
  ['DELETE', '/tenant/api/skills/:id', removeSkill],
  ['POST', '/tenant/api/queues', noNewQueue],
  ['PUT', '/tenant/api/queues/:id', saveQueue],
  ['PUT', '/tenant/api/sla', saveSla],
  ...thingRoutes('scripts', ({ store }, id) =>
    [...store.channels.values()].some(({ isDeleted, scriptId }) => !isDeleted && scriptId === id),
  ),
  ...thingRoutes('campaigns', ({ store: { book } }, id) =>
    [...book.skills.values()].some(({ campaignId }) => campaignId === id),
  ),
  ...thingRoutes('templates', ({ store: { book } }, id) =>
    [...book.skills.values()].some(({ templateId }) => templateId === id),
  ),
];
