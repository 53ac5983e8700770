import { emptyAnswer, jsonAnswer } from '../../kit/answer.ts';
import type { Answer } from '../../kit/answer.ts';
import type { JsonObject } from '../../kit/json.ts';
import type { ApiContext, DeHandler } from '../api-context.ts';
import { agentSkills, assignAgents } from './acd-assignments.ts';
import { createSkills, oneSkill, skillRow, updateSkill } from './acd-skills.ts';
import { acdPage } from './acd-answers.ts';
import type { AcdRefusal } from './acd-answers.ts';
import type { TenantBook } from './tenant-book.ts';

/**
 * The tenant's ACD Admin API: `/incontactapi/services/v{n}.{n}/…`, in any case of letters, for any bearer of the tenant.
 *
 * GET campaigns                campaigns: [{campaignId, campaignName, isActive}]
 * GET scripts/search           scriptSearchDetails: [{masterID, scriptName, status}]
 * GET message-templates        messageTemplates: [{templateId, templateName, isActive, body}]
 * GET security-profiles        profiles: [{roleId, securityProfileId, securityProfileName}]: the roles
 * GET agents                   agents: [{agentId, firstName, lastName, profileName, DigitalEngagementEnabled}]
 * GET agents/skills            agentSkillAssignments: [{agentId, skillId, skillName, mediaTypeId, isActive}]
 * GET agents/{id}/skills       the same of one agent
 * GET skills                   skills: [...]; ?mediaTypeId= ?isActive= ?searchString=; queues stand among them
 * GET skills/{id}              skills: [one]
 * POST skills                  {skills: [one]}: {errorCount, skillsResults: [{success, skillId, error}]}; refused: 400
 * PUT skills/{id}              {skill: {…}}: {success, skillId}
 * POST, DELETE skills/{id}/agents   {agents: [{agentId, isActive?}]}: assigns, takes away
 *
 * Lists page by `skip` and `top` (100 at most) and answer 204 when there is nothing. Names of members are those of the
 * vendor's API description where it has them; that the digital channel of a skill is called `digitalPOC`, and that timers
 * and accept/reject are written under the names they are read by, is inferred, as the relay's own client does.
 */
type AcdRoute = readonly [method: string, pattern: string, run: DeHandler];

export const acdRoutes: readonly AcdRoute[] = [
  ['GET', 'campaigns', list('campaigns', campaignRows)],
  ['GET', 'scripts/search', list('scriptSearchDetails', scriptRows)],
  ['GET', 'message-templates', list('messageTemplates', templateRows)],
  ['GET', 'security-profiles', list('profiles', roleRows)],
  ['GET', 'agents', list('agents', agentRows)],
  ['GET', 'agents/skills', (context, call) => agentSkills(context, call, null)],
  ['GET', 'agents/:agentId/skills', (context, call) => agentSkills(context, call, Number(call.parameters.agentId))],
  ['GET', 'skills', list('skills', skillRows)],
  ['POST', 'skills', createSkills],
  ['GET', 'skills/:skillId', oneSkill],
  ['PUT', 'skills/:skillId', updateSkill],
  ['POST', 'skills/:skillId/agents', (context, call) => assignAgents(context, call, true)],
  ['DELETE', 'skills/:skillId/agents', (context, call) => assignAgents(context, call, false)],
];

/** The path below the version, in one spelling; undefined: no call of this API. */
export function acdPath(path: string): string | undefined {
  return /^\/incontactapi\/services\/v\d+\.\d+(\/.*)$/iu.exec(path)?.[1];
}

/** As the API says no: `{error, error_description}`. */
export function acdRefusalAnswer(refusal: AcdRefusal): Answer {
  return jsonAnswer(refusal.status, refusal.body);
}

function list(name: string, rows: (book: TenantBook, query: URLSearchParams) => JsonObject[]): DeHandler {
  return (context, call) => {
    const { query } = call.request;
    const all = rows(context.store.book, query);
    const page = acdPage(all, query);
    if (page.length === 0) return emptyAnswer(204);
    return jsonAnswer(200, { businessUnitId: businessUnitOf(context), totalRecords: all.length, [name]: page });
  };
}

const businessUnitOf = ({ tenant }: ApiContext): number => tenant.businessUnitId;

function campaignRows({ campaigns }: TenantBook): JsonObject[] {
  return [...campaigns.values()].map(({ id, name }) => ({
    campaignId: Number(id),
    campaignName: name,
    isActive: true,
    description: '',
  }));
}

function scriptRows({ scripts }: TenantBook): JsonObject[] {
  return [...scripts.values()].map(({ id, name }) => ({ masterID: Number(id), scriptName: name, status: 'CURR' }));
}

function templateRows({ templates }: TenantBook): JsonObject[] {
  return [...templates.values()].map(({ id, name, text }) => ({
    templateId: Number(id),
    templateName: name,
    templateTypeId: 3,
    isActive: true,
    body: text,
  }));
}

function roleRows({ roles }: TenantBook): JsonObject[] {
  return [...roles.values()].map(({ id, name, viewSkills }) => ({
    roleId: id,
    securityProfileId: Number(id),
    securityProfileName: name,
    isInternal: true,
    securityProfileStatusName: 'Active',
    permissions: viewSkills ? [{ permissionKey: 'Skills', optionKeys: ['View'] }] : [],
  }));
}

function agentRows({ users, roles }: TenantBook): JsonObject[] {
  return [...users.values()]
    .filter(({ isBotUser }) => !isBotUser)
    .map((user) => {
      const role = roles.get(user.roleIds[0] ?? '');
      return {
        agentId: user.id,
        userName: user.emailAddress,
        firstName: user.firstName,
        lastName: user.surname,
        emailAddress: user.emailAddress,
        isActive: true,
        profileId: role ? Number(role.id) : null,
        profileName: role?.name ?? null,
        DigitalEngagementEnabled: user.digitalEngagement,
      };
    });
}

function skillRows(book: TenantBook, query: URLSearchParams): JsonObject[] {
  const [mediaTypeId, isActive] = [query.get('mediaTypeId'), query.get('isActive')];
  const search = (query.get('searchString') ?? '').toLowerCase();
  const skills = [...book.skills.values()].map((skill) => skillRow(skill, book));
  const queues = [...book.queues.values()].map(({ id, name }) => ({
    skillId: Number(id),
    skillName: name,
    mediaTypeId: 9,
    mediaTypeName: 'Digital',
    isActive: true,
    isOutbound: false,
    routingQueueId: id,
  }));
  return [...skills, ...queues].filter(
    (row) =>
      (mediaTypeId === null || String(row.mediaTypeId) === mediaTypeId) &&
      (isActive === null || String(row.isActive) === isActive.toLowerCase()) &&
      String(row.skillName).toLowerCase().includes(search),
  );
}
