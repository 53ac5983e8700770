import { z } from 'zod';
import { emptyAnswer, jsonAnswer } from '../../kit/answer.ts';
import type { Answer } from '../../kit/answer.ts';
import type { JsonObject } from '../../kit/json.ts';
import type { ApiContext, DeCall } from '../api-context.ts';
import { acdPage, AcdRefusal } from './acd-answers.ts';
import { readAcdBody } from './acd-skills.ts';
import { checkAssignment, checkUser } from './people-rules.ts';
import { TenantRefusal } from './refusal.ts';
import type { TenantBook } from './tenant-book.ts';
import type { TenantUser } from './tenant-model.ts';

/** `GET agents/skills`, `GET agents/{id}/skills`: one row per agent and skill. */
export function agentSkills({ store, tenant }: ApiContext, call: DeCall, agentId: number | null): Answer {
  const { book } = store;
  if (agentId !== null && !book.users.has(agentId)) throw new AcdRefusal(404, 'not_found', 'The agent was not found.');
  const users = [...book.users.values()].filter(({ id }) => agentId === null || id === agentId);
  const all = users.flatMap((user) => user.skillIds.map((skillId) => assignmentRow(user, skillId, book)));
  const page = acdPage(all, call.request.query);
  if (page.length === 0) return emptyAnswer(204);
  const { businessUnitId } = tenant;
  return jsonAnswer(200, { businessUnitId, totalRecords: all.length, agentSkillAssignments: page });
}

function assignmentRow(user: TenantUser, skillId: string, { skills, queues }: TenantBook): JsonObject {
  const skill = skills.get(skillId);
  return {
    agentId: user.id,
    firstName: user.firstName,
    lastName: user.surname,
    skillId: Number(skillId),
    skillName: skill?.name ?? queues.get(skillId)?.name ?? '',
    mediaTypeId: skill?.mediaTypeId ?? 9,
    mediaTypeName: 'Digital',
    isActive: true,
    isSkillActive: skill?.isActive ?? true,
    isOutbound: skill?.isOutbound ?? false,
    agentProficencyValue: 1,
  };
}

const AgentsBody = z.looseObject({
  agents: z
    .array(z.looseObject({ agentId: z.coerce.number().int(), isActive: z.boolean().default(true) }))
    .min(1)
    .max(500),
});

/** `POST skills/{id}/agents` assigns, `DELETE` takes away. All of them, or none. */
export function assignAgents({ store }: ApiContext, call: DeCall, isAssigning: boolean): Answer {
  const { book } = store;
  const skillId = call.parameters.skillId ?? '';
  const { agents } = readAcdBody(AgentsBody, call);
  const changed: TenantUser[] = [];
  for (const { agentId, isActive } of agents) {
    const user = book.users.get(agentId);
    if (!user) throw new AcdRefusal(400, 'invalid_request', `agentId: there is no agent ${agentId}.`);
    changed.push(reassigned(user, skillId, isAssigning && isActive, book));
  }
  for (const user of changed) book.users.set(user.id, user);
  book.changed('users');
  return jsonAnswer(200, {
    errorCount: 0,
    agentSkillResults: changed.map(({ id }) => ({ agentId: id, success: true })),
  });
}

/** Throws AcdRefusal when a rule forbids it. */
function reassigned(user: TenantUser, skillId: string, isAssigned: boolean, book: TenantBook): TenantUser {
  const others = user.skillIds.filter((id) => id !== skillId);
  const skillIds = isAssigned ? [...others, skillId] : others;
  try {
    if (isAssigned) checkAssignment(skillId, book);
    const { firstName, surname, emailAddress, roleIds, application, digitalEngagement } = user;
    const body = { firstName, surname, emailAddress, roleIds, application, digitalEngagement, skillIds };
    return { ...user, ...checkUser(body, user.isBotUser, book) };
  } catch (thrown) {
    if (!(thrown instanceof TenantRefusal)) throw thrown;
    throw new AcdRefusal(400, thrown.code, thrown.message);
  }
}
