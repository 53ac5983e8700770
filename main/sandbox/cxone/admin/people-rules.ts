import { z } from 'zod';
import { ChannelRight } from '#shared/domain/setup/permissions.ts';
import { checkedName, checkUniqueName } from './names.ts';
import { demand } from './refusal.ts';
import type { TenantBook } from './tenant-book.ts';
import type { TenantRole, TenantUser } from './tenant-model.ts';

/** A role (ACD > Digital > Roles), with what it may do on each channel that was added to it. */
export const RoleBody = z.strictObject({
  name: z.string().max(2_000),
  viewSkills: z.boolean(),
  channels: z.record(z.string().max(200), z.array(ChannelRight).max(20)),
});
export type RoleBody = z.output<typeof RoleBody>;

export const UserBody = z.strictObject({
  firstName: z.string().max(2_000),
  surname: z.string().max(2_000).default(''),
  emailAddress: z.string().max(300).default(''),
  roleIds: z.array(z.string().max(200)).max(50),
  application: z.enum(['cxone_agent', 'max', 'none']),
  digitalEngagement: z.boolean(),
  skillIds: z.array(z.string().max(200)).max(1_000),
});
export type UserBody = z.output<typeof UserBody>;

type Book = Pick<TenantBook, 'users' | 'roles' | 'skills' | 'queues'>;

/** Throws TenantRefusal for the first rule that is not kept. */
export function checkRole(
  body: RoleBody,
  id: string | null,
  book: Book,
  hasChannel: (channelId: string) => boolean,
): Omit<TenantRole, 'id'> {
  const name = checkedName(body.name);
  checkUniqueName(name, id, [...book.roles.values()], 'Another role has this name.');
  const channels: TenantRole['channels'] = {};
  for (const [channelId, rights] of Object.entries(body.channels)) {
    demand(hasChannel(channelId), 'channel_unknown', `channels.${channelId}`, 'There is no such channel.');
    channels[channelId] = [...new Set(rights)];
  }
  return { name, viewSkills: body.viewSkills, channels };
}

/** Throws TenantRefusal for the first rule that is not kept. A digital user has exactly one role. */
export function checkUser(body: UserBody, isBotUser: boolean, book: Book): Omit<TenantUser, 'id' | 'isBotUser'> {
  const firstName = checkedName(body.firstName, 'firstName');
  const surname = body.surname.trim();
  demand([...surname].length <= 200, 'too_long', 'surname', 'The name is longer than 200 characters.');
  const roleIds = [...new Set(body.roleIds)];
  const skillIds = [...new Set(body.skillIds)];
  demand(!isBotUser || roleIds.length === 0, 'bot_has_no_role', 'roleIds', 'A program has no role.');
  demand(roleIds.length <= 1, 'more_than_one_role', 'roleIds', 'A digital user has exactly one role.');
  const isKnownRole = roleIds.every((roleId) => book.roles.has(roleId));
  demand(isKnownRole, 'unknown_reference', 'roleIds', 'There is no such role.');
  const isDigital = body.digitalEngagement || skillIds.length > 0;
  demand(!isDigital || roleIds.length === 1 || isBotUser, 'no_role', 'roleIds', 'A digital user has exactly one role.');
  for (const skillId of skillIds) checkAssignment(skillId, book);
  const { application, digitalEngagement } = body;
  const emailAddress = body.emailAddress.trim() || `${firstName.toLowerCase()}@agents.example.com`;
  return { firstName, surname, nickname: firstName, emailAddress, roleIds, application, digitalEngagement, skillIds };
}

/** Throws TenantRefusal unless users can be assigned to the skill or queue. */
export function checkAssignment(skillId: string, book: Book): void {
  const skill = book.skills.get(skillId);
  const isKnown = skill !== undefined || book.queues.has(skillId);
  demand(isKnown, 'unknown_reference', 'skillIds', 'There is no such skill.');
  demand(skill?.agentless !== true, 'agentless_has_no_agents', 'skillIds', 'Nobody is assigned to an agentless skill.');
}
