import type { TFunction } from 'i18next';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { RoleForm, UserForm } from '#shared/domain/setup/permissions.ts';
import { nameOf } from '#shared/setup/book-names.ts';
import { rightsOf } from '#shared/setup/permission-rules.ts';
import { ticksWanted } from '#shared/setup/ticks.ts';
import type { Instruction } from '../parts/Instructions.tsx';
import type { KnownChannel } from '../parts/known-channels.ts';
import { rights } from './role-rights.ts';

/** A line of the check list: its tick, and what is to be seen in CXone. */
export interface CheckLine {
  readonly id: string;
  readonly label: string;
}

/** The boxes to be ticked for a role on a channel, as CXone calls them. */
function rightNames(t: TFunction, role: RoleForm, channelId: string): string {
  const given = rightsOf(role, channelId) ?? [];
  const names = rights.filter((right) => given.includes(right)).map((right) => t(`setupPeople.right.${right}`));
  return names.length === 0 ? t('setupPeople.check.noRights') : names.join(', ');
}

function roleLabel(t: TFunction, role: RoleForm, channel: KnownChannel): string {
  return t(role.viewSkills ? 'setupPeople.check.roleViews' : 'setupPeople.check.role', {
    role: nameOf(role),
    channel: nameOf(channel),
    rights: rightNames(t, role, channel.id),
  });
}

function userLabel(t: TFunction, user: UserForm, book: SetupBook): string {
  const roles = book.roles.filter(({ id }) => user.roles.includes(id)).map(nameOf);
  return t('setupPeople.check.user', {
    user: nameOf(user),
    roles: roles.length === 0 ? t('setupPeople.noRole') : roles.join(', '),
    attribute: t(user.digitalEngagement ? 'setupPeople.attributeOn' : 'setupPeople.attributeOff'),
    skills: user.skills.length === 0 ? t('setupPeople.tenant.none') : user.skills.join(', '),
  });
}

/** Everything about roles and users that is to be looked up in CXone, each once: roles first. */
export function checkLines(t: TFunction, book: SetupBook, channels: readonly KnownChannel[]): readonly CheckLine[] {
  const roles = new Map<string, CheckLine>();
  const users = new Map<string, CheckLine>();
  for (const channel of channels) {
    for (const { id, kind, subjectId } of ticksWanted(book, channel.id)) {
      const role = kind === 'role' ? book.roles.find((one) => one.id === subjectId) : undefined;
      const user = kind === 'user' ? book.users.find((one) => one.id === subjectId) : undefined;
      if (role !== undefined) roles.set(id, { id, label: roleLabel(t, role, channel) });
      if (user !== undefined) users.set(id, { id, label: userLabel(t, user, book) });
    }
  }
  return [...roles.values(), ...users.values()];
}

/** The clicks that give a role what it is to have on its channels. */
export function roleSteps(t: TFunction, role: RoleForm, channels: readonly KnownChannel[]): readonly Instruction[] {
  const step = (words: string, value: string | null = null): Instruction => ({ words, value });
  return [
    step(t('setupPeople.check.open')),
    step(t('setupPeople.check.editRole'), nameOf(role)),
    ...channels
      .filter(({ id }) => rightsOf(role, id) !== null)
      .flatMap((channel) => [
        step(t('setupPeople.check.editChannel'), nameOf(channel)),
        step(t('setupPeople.check.tick'), rightNames(t, role, channel.id)),
      ]),
    ...(role.viewSkills ? [step(t('setupPeople.check.admin'), nameOf(role))] : []),
  ];
}

/** The clicks that make a user ready to answer. */
export function userSteps(t: TFunction, user: UserForm, book: SetupBook): readonly Instruction[] {
  const step = (words: string, value: string | null = null): Instruction => ({ words, value });
  const roles = book.roles.filter(({ id }) => user.roles.includes(id)).map(nameOf);
  return [
    step(t('setupPeople.check.editUser'), nameOf(user)),
    ...(roles.length === 0 ? [] : [step(t('setupPeople.check.giveRole'), roles.join(', '))]),
    ...(user.digitalEngagement ? [step(t('setupPeople.check.giveAttribute'))] : []),
    ...(user.skills.length === 0 ? [] : [step(t('setupPeople.check.giveSkills'), user.skills.join(', '))]),
  ];
}
