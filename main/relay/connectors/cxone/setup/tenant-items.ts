import { z } from 'zod';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';

export type TenantChannel = TenantLists['channels']['items'][number];
export type TenantSkill = TenantLists['skills']['items'][number];
export type TenantThing = TenantLists['scripts']['items'][number];

/** CXone: digital skills carry this media type. */
export const digitalMedia = 9;

/** Ids are numbers in one API and text in the other. */
const id = z.union([z.string().min(1).max(200), z.number().transform(String)]);
const maybeId = id.nullish().catch(null);
const name = z.string().max(300);
const maybeName = name.nullish().catch(null);
const maybeFlag = z.boolean().nullish().catch(null);

/** Digital Engagement API, `GET /channels`. `defaultSkillId` and `studioScript` may be missing. */
export const ChannelItem = z
  .object({
    id,
    name: maybeName,
    channelIntegrationId: maybeId,
    isDeleted: maybeFlag,
    defaultSkillId: maybeId,
    studioScript: maybeId,
  })
  .transform(({ defaultSkillId, studioScript, channelIntegrationId, ...channel }) => ({
    id: channel.id,
    name: channel.name ?? channel.id,
    integrationId: channelIntegrationId ?? null,
    isDeleted: channel.isDeleted === true,
    skillId: defaultSkillId ?? null,
    script: studioScript ?? null,
  }));

/** Digital Engagement API, `GET /routing-queues`. */
export const QueueItem = z
  .object({ id, name: maybeName, isDeleted: maybeFlag })
  .transform((queue) => ({ id: queue.id, name: queue.name ?? queue.id, isDeleted: queue.isDeleted === true }));

/** Digital Engagement API, `GET /channels/{id}/external-platform-templates`: a template is its own name. */
export const PlatformTemplateItem = z
  .object({ template: id })
  .transform(({ template }) => ({ id: template, name: template }));

/** Admin API, `GET /skills`. `digitalPOC`: inferred, see `acd-api.ts`. */
export const SkillItem = z
  .object({
    skillId: id,
    skillName: name,
    mediaTypeId: z.number(),
    isOutbound: maybeFlag,
    isActive: maybeFlag,
    digitalPOC: maybeId,
  })
  .transform((skill) => ({
    id: skill.skillId,
    name: skill.skillName,
    isDigital: skill.mediaTypeId === digitalMedia,
    isActive: skill.isActive !== false,
    outbound: skill.isOutbound === true,
    channelId: skill.digitalPOC ?? null,
  }));

/** Admin API, `GET /campaigns`: version 33 calls the members id and name. */
export const CampaignItem = z
  .object({ campaignId: maybeId, campaignName: maybeName, id: maybeId, name: maybeName, isActive: maybeFlag })
  .transform((campaign, context) => {
    const found = campaign.campaignId ?? campaign.id ?? null;
    if (found === null) return noId(context);
    return {
      id: found,
      name: campaign.campaignName ?? campaign.name ?? found,
      isActive: campaign.isActive !== false,
    };
  });

/** Admin API, `GET /scripts/search`. Older states of a script are listed too; 'CURR' is the one in use. */
export const ScriptItem = z
  .object({ masterID: id, scriptName: name, status: z.string().nullish().catch(null) })
  .transform((script) => ({
    id: script.masterID,
    name: script.scriptName,
    isCurrent: (script.status ?? 'CURR') === 'CURR',
  }));

/** Admin API, `GET /agents`. What is called profile there is the role. */
export const AgentItem = z
  .object({
    agentId: id,
    firstName: maybeName,
    lastName: maybeName,
    userName: maybeName,
    profileName: maybeName,
    isActive: maybeFlag,
    DigitalEngagementEnabled: maybeFlag,
    digitalEngagementEnabled: maybeFlag,
  })
  .transform((agent) => ({
    id: agent.agentId,
    name: [agent.firstName, agent.lastName].filter(Boolean).join(' ') || (agent.userName ?? agent.agentId),
    role: agent.profileName ?? null,
    isActive: agent.isActive !== false,
    digitalEngagement: agent.DigitalEngagementEnabled ?? agent.digitalEngagementEnabled ?? null,
  }));

/** Admin API, `GET /agents/skills`. */
export const AssignmentItem = z
  .object({ agentId: id, skillName: name, mediaTypeId: z.number().nullish().catch(null), isActive: maybeFlag })
  .transform(({ agentId, skillName, mediaTypeId, isActive }) => ({
    agentId,
    skill: skillName,
    counts: isActive !== false && (mediaTypeId ?? digitalMedia) === digitalMedia,
  }));

/** Admin API, `GET /security-profiles`: the roles. */
export const RoleItem = z
  .object({ roleId: maybeId, securityProfileId: maybeId, securityProfileName: maybeName, profileName: maybeName })
  .transform((role, context) => {
    const found = role.roleId ?? role.securityProfileId ?? null;
    if (found === null) return noId(context);
    return { id: found, name: role.securityProfileName ?? role.profileName ?? found };
  });

/** Admin API, `GET /message-templates`. */
export const MessageTemplateItem = z
  .object({ templateId: id, templateName: maybeName, isActive: maybeFlag })
  .transform((template) => ({
    id: template.templateId,
    name: template.templateName ?? template.templateId,
    isActive: template.isActive !== false,
  }));

function noId(context: z.RefinementCtx): typeof z.NEVER {
  context.addIssue({ code: 'custom', message: 'no id' });
  return z.NEVER;
}
