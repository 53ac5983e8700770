import type { JsonObject } from '../kit/json.ts';

/** A user of the tenant: a person at the desk, or a program that writes in a person's place. */
export interface TenantUser {
  id: number;
  firstName: string;
  surname: string;
  nickname: string;
  emailAddress: string;
  isBotUser: boolean;
}

const user = (id: number, firstName: string, surname: string, isBotUser = false): TenantUser => ({
  id,
  firstName,
  surname,
  nickname: firstName,
  emailAddress: `${firstName.toLowerCase()}@agents.example.com`,
  isBotUser,
});

/** Everybody who may answer; the first is who writes when nobody is named. */
export const roster: readonly TenantUser[] = [
  user(4711, 'Anna', 'de Wit'),
  user(4712, 'Bas', 'Jansen'),
  user(4713, '小明', '王'),
  user(4714, 'Sara', 'El Amrani'),
  user(4790, 'Welcome', 'Bot', true),
];

export const people = roster.filter(({ isBotUser }) => !isBotUser);

/** By number, or by first name in any case; undefined when there is nobody of that name. */
export function findUser(named: string | number): TenantUser | undefined {
  const wanted = String(named).toLowerCase();
  return roster.find(({ id, firstName }) => String(id) === wanted || firstName.toLowerCase() === wanted);
}

export function firstBot(): TenantUser | undefined {
  return roster.find(({ isBotUser }) => isBotUser);
}

/** As it stands in contacts and messages (DE 3.0: users). */
export function userView(userId: number | null): JsonObject | null {
  const found = roster.find(({ id }) => id === userId);
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
