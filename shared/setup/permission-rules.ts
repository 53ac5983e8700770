import type { SetupBook } from '../domain/setup/book.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import type { ChannelRight, RoleForm, UserForm } from '../domain/setup/permissions.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { channelForm, channelName, nameOf, type GivenChannels } from './book-names.ts';
import { checkName, isFilled, nameKey } from './names.ts';

/** Something about roles and users that the rules do not allow, or that people should know. */
export interface PermissionFinding {
  readonly roleId: string | null;
  readonly userId: string | null;
  readonly channelId: string | null;
  readonly code: ErrorCode;
  readonly value: string | null;
  readonly weight: 'error' | 'warning';
}

type About = Partial<Pick<PermissionFinding, 'roleId' | 'userId' | 'channelId'>>;

function finding(weight: 'error' | 'warning', code: ErrorCode, value: string | null, about: About): PermissionFinding {
  return { roleId: null, userId: null, channelId: null, ...about, code, value, weight };
}

/**
 * Roles, users and channels against CXone's rules (CXone: ACD > Digital > Roles). Of channels those named, from the book or
 * elsewhere (`given`: those, for their names). While no user is written down, a role counts as if somebody had it.
 */
export function checkPermissions(
  book: SetupBook,
  channelIds: readonly string[],
  given: GivenChannels,
): PermissionFinding[] {
  return [
    ...book.roles.flatMap((role) => checkRoleRights(role, channelIds)),
    ...book.users.flatMap((user) => checkUserRules(user, book)),
    ...channelIds.flatMap((channelId) => checkChannelPeople(book, channelId, given)),
  ];
}

/** Those that concern one channel: its own, and those of roles and users that have it. */
export function permissionsOf(book: SetupBook, channelId: string, given: GivenChannels): PermissionFinding[] {
  const roles = new Set(book.roles.filter((role) => rightsOf(role, channelId) !== null).map(({ id }) => id));
  const users = new Set(book.users.filter((user) => user.roles.some((id) => roles.has(id))).map(({ id }) => id));
  return checkPermissions(book, [channelId], given).filter(
    (one) =>
      one.channelId === channelId ||
      (one.roleId !== null && roles.has(one.roleId)) ||
      (one.userId !== null && users.has(one.userId)),
  );
}

/** The name of a role at its field; its rights are judged by `checkPermissions`. */
export function checkRoleForm(form: RoleForm, book: SetupBook): FieldProblem[] {
  return checkName(
    'name',
    form.name,
    book.roles.filter(({ id }) => id !== form.id).map(({ name }) => name),
  );
}

export function checkUserForm(form: UserForm, book: SetupBook): FieldProblem[] {
  return checkName(
    'name',
    form.name,
    book.users.filter(({ id }) => id !== form.id).map(({ name }) => name),
  );
}

/** What a role may do on a channel; null where the channel is not added to the role. */
export function rightsOf(role: RoleForm, channelId: string): readonly ChannelRight[] | null {
  return Object.hasOwn(role.channels, channelId) ? (role.channels[channelId] ?? null) : null;
}

const may = (role: RoleForm, channelId: string, right: ChannelRight): boolean =>
  rightsOf(role, channelId)?.includes(right) === true;

function checkRoleRights(role: RoleForm, channelIds: readonly string[]): PermissionFinding[] {
  const findings: PermissionFinding[] = [];
  if (!role.viewSkills && channelIds.some((channelId) => may(role, channelId, 'reply'))) {
    findings.push(finding('error', 'SETUP_VIEW_SKILLS_MISSING', nameOf(role), { roleId: role.id }));
  }
  for (const channelId of channelIds) {
    const rights = rightsOf(role, channelId);
    if (rights === null) continue;
    const about = { roleId: role.id, channelId };
    if (!rights.includes('reply')) findings.push(finding('warning', 'SETUP_NO_REPLY_DRAFTS', nameOf(role), about));
    if (rights.includes('delete_original') || rights.includes('hide_original')) {
      findings.push(finding('warning', 'SETUP_NOT_AT_WECHAT', nameOf(role), about));
    }
  }
  return findings;
}

/** The roles a user really has: each once, and none that no longer exists. */
function rolesOf(user: UserForm, book: SetupBook): readonly RoleForm[] {
  return book.roles.filter(({ id }) => user.roles.includes(id));
}

const hasSkill = (user: UserForm): boolean => user.skills.some(isFilled);

/** CXone Agent: the attribute Digital Engagement and a digital skill. MAX: either of them. */
export function mayHandleDigital(user: UserForm): boolean {
  if (user.application === 'cxone_agent') return user.digitalEngagement && hasSkill(user);
  return user.application === 'max' && (user.digitalEngagement || hasSkill(user));
}

function checkUserRules(user: UserForm, book: SetupBook): PermissionFinding[] {
  const about = { userId: user.id };
  const findings: PermissionFinding[] = [];
  const roles = rolesOf(user, book);
  if (roles.length === 0) findings.push(finding('error', 'SETUP_USER_NO_ROLE', nameOf(user), about));
  if (roles.length > 1) {
    findings.push(finding('error', 'SETUP_USER_MORE_ROLES', `${nameOf(user)}: ${roles.map(nameOf).join(', ')}`, about));
  }
  if (user.application !== 'none' && !mayHandleDigital(user)) {
    const code = user.application === 'max' ? 'SETUP_MAX_NEEDS_EITHER' : 'SETUP_AGENT_NEEDS_BOTH';
    findings.push(finding('error', code, nameOf(user), about));
  }
  return findings;
}

function checkChannelPeople(book: SetupBook, channelId: string, given: GivenChannels): PermissionFinding[] {
  const about = { channelId };
  const name = channelName(book, channelId, given);
  const roles = book.roles.filter((role) => rightsOf(role, channelId) !== null);
  if (roles.length === 0) return [finding('error', 'SETUP_CHANNEL_IN_NO_ROLE', name, about)];
  const people = peopleOf(book, roles);
  const findings: PermissionFinding[] = [];
  const repliers = people.filter(({ role, handles }) => handles && role.viewSkills && may(role, channelId, 'reply'));
  if (repliers.length === 0) findings.push(finding('error', 'SETUP_NOBODY_REPLIES', name, about));
  if (lacksApprover(people, channelId)) findings.push(finding('error', 'SETUP_NO_APPROVER', name, about));
  findings.push(...checkDefaultSkill(book, channelId, repliers));
  return findings;
}

/** Somebody with a role of the channel. `user` is null for the one who is thought up while no users are written down. */
interface Person {
  readonly role: RoleForm;
  readonly user: UserForm | null;
  readonly handles: boolean;
}

function peopleOf(book: SetupBook, roles: readonly RoleForm[]): readonly Person[] {
  if (book.users.length === 0) return roles.map((role) => ({ role, user: null, handles: true }));
  return book.users.flatMap((user) =>
    roles.filter(({ id }) => user.roles.includes(id)).map((role) => ({ role, user, handles: mayHandleDigital(user) })),
  );
}

/**
 * Drafts are approved by somebody else than their writer (CXone: Can approve is about other users' drafts). Who approves others
 * and may not reply is not counted as a writer: that is not what such a role is for.
 */
function lacksApprover(people: readonly Person[], channelId: string): boolean {
  const approvers = people.filter(({ role }) => may(role, channelId, 'approve'));
  const writers = people.filter(({ role }) => !may(role, channelId, 'reply') && !may(role, channelId, 'approve'));
  return writers.length > 0 && approvers.length === 0;
}

/** Who gets the channel's cases by its default skill has to have that skill. */
function checkDefaultSkill(book: SetupBook, channelId: string, repliers: readonly Person[]): PermissionFinding[] {
  const form = channelForm(book, channelId);
  const skill = form?.skill.name ?? '';
  if (form?.routing !== 'script' || !isFilled(skill) || repliers.length === 0) return [];
  const isThere = repliers.some(
    ({ user }) => user === null || user.skills.some((one) => nameKey(one) === nameKey(skill)),
  );
  return isThere ? [] : [finding('warning', 'SETUP_SKILL_HELD_BY_NOBODY', skill.trim(), { channelId })];
}
