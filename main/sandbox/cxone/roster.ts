import type { JsonObject } from '../kit/json.ts';
import { startingUsers } from './admin/tenant-defaults.ts';
import { automaticAgent } from './automatic-agents.ts';
import type { TenantUser } from './admin/tenant-model.ts';

export type { TenantUser } from './admin/tenant-model.ts';

/** Who the tenant begins with; the first is who writes when nobody is named. */
export const roster: readonly TenantUser[] = startingUsers;

export const people = roster.filter(({ isBotUser }) => !isBotUser);

/** By number, or by first name in any case; undefined when there is nobody of that name. */
export function findUser(named: string | number, users: Iterable<TenantUser> = roster): TenantUser | undefined {
  const wanted = String(named).toLowerCase();
  for (const user of users) {
    if (String(user.id) === wanted || user.firstName.toLowerCase() === wanted) return user;
  }
  return undefined;
}

export function firstBot(): TenantUser | undefined {
  return roster.find(({ isBotUser }) => isBotUser);
}

/** As it stands in contacts and messages (DE 3.0: users). */
export function userView(userId: number | null, users: Iterable<TenantUser> = roster): JsonObject | null {
  const found = userId === null ? undefined : (findUser(userId, users) ?? automaticAgent(userId));
  if (!found) return null;
  const { id, emailAddress, firstName, surname, nickname, isBotUser } = found;
  return {
    id,
    incontactId: `agent-${id}`,
    emailAddress,
    loginUsername: emailAddress,
    firstName,
    surname,
    nickname,
    imageUrl: null,
    isBotUser,
    isSurveyUser: false,
  };
}
