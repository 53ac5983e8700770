import { z } from 'zod';
import type { Channel } from '../model.ts';
import { checkUniqueName } from './names.ts';
import { demand, TenantRefusal } from './refusal.ts';
import type { TenantBook } from './tenant-book.ts';
import type { TenantSkill } from './tenant-model.ts';

const wholeNumber = z.number().int().min(0).max(100_000);
/** Seconds; a timer runs for a year at most. */
const seconds = z.number().int().min(0).max(31_622_400);

/** The form of an ACD skill (ACD > Contact settings > ACD Skills > Create new > Single skill). */
export const SkillBody = z.strictObject({
  name: z.string().max(2_000),
  mediaTypeId: z.number().int().default(9),
  isOutbound: z.boolean(),
  isActive: z.boolean().default(true),
  channelId: z.string().max(200).nullable().default(null),
  campaignId: z.string().max(200).default(''),
  proactive: z.boolean().default(false),
  templateId: z.string().max(200).nullable().default(null),
  usedWith: z.enum(['studio', 'queues']).default('studio'),
  subSkill: z.string().max(200).nullable().default(null),
  agentless: z.boolean().default(false),
  /** Agents assist in its work: what agentless is not for. Asked, not kept. */
  agentAssisted: z.boolean().default(false),
  minimumAgents: wholeNumber.nullable().default(null),
  minimumAvailable: wholeNumber.nullable().default(null),
  priorityBlending: z.boolean().default(false),
  popUrl: z.string().max(4_000).nullable().default(null),
  acceptReject: z.boolean().default(false),
  refusalSeconds: z.number().int().min(5).max(3_600).default(45),
  agentTimer: z
    .strictObject({ enabled: z.boolean(), firstSeconds: seconds.default(0), followUpSeconds: seconds.default(0) })
    .default({ enabled: false, firstSeconds: 0, followUpSeconds: 0 }),
  customerTimer: z
    .strictObject({ enabled: z.boolean(), idleSeconds: seconds.default(0), extension: z.boolean().default(false) })
    .default({ enabled: false, idleSeconds: 0, extension: false }),
});
export type SkillBody = z.output<typeof SkillBody>;

interface Surroundings {
  book: Pick<TenantBook, 'skills' | 'queues' | 'campaigns' | 'templates' | 'users'>;
  /** Undefined: no such channel, or one that was removed. */
  channel: (id: string) => Channel | undefined;
  isByoc: (channel: Channel) => boolean;
}

/** Throws TenantRefusal for the first rule of the form that is not kept. `id`: of a skill that is changed. */
export function checkSkill(body: SkillBody, id: string | null, around: Surroundings): Omit<TenantSkill, 'id'> {
  const { agentAssisted, ...skill } = body;
  const name = skill.name.trim();
  const { book } = around;
  checkName(name, id, book);
  demand(
    skill.mediaTypeId === 9,
    'media_not_digital',
    'mediaTypeId',
    'A skill for this channel is of media type Digital.',
  );
  checkChannel(skill, around);
  demand(skill.campaignId !== '', 'campaign_needed', 'campaignId', 'A skill is part of a campaign.');
  demand(book.campaigns.has(skill.campaignId), 'campaign_unknown', 'campaignId', 'There is no such campaign.');
  checkTemplate(skill, book);
  const hasSubSkill = (skill.subSkill ?? '').trim() !== '';
  demand(
    !hasSubSkill || skill.usedWith === 'queues',
    'sub_skill_with_studio',
    'subSkill',
    'A sub-skill does not go with Studio.',
  );
  checkAgentless(skill, agentAssisted, id, book);
  checkPopUrl(skill);
  checkTimers(skill);
  return { ...skill, name, subSkill: hasSubSkill ? skill.subSkill : null, popUrl: skill.popUrl?.trim() || null };
}

function checkName(name: string, id: string | null, book: Surroundings['book']): void {
  const length = [...name].length;
  demand(name !== '', 'required', 'name', 'A skill needs a name.');
  demand(length >= 2 && length <= 30, 'name_length', 'name', 'A skill name has 2 to 30 characters.');
  const isWellFormed = /^[\p{L}\p{M}\p{Nd}\-_.:]+$/u.test(name);
  demand(isWellFormed, 'name_characters', 'name', 'A skill name has letters, digits, and - _ . : only.');
  checkUniqueName(
    name,
    id,
    [...book.skills.values(), ...book.queues.values()],
    'Another skill or queue has this name.',
  );
}

function checkChannel({ isOutbound, channelId }: SkillBodyParts, { channel, isByoc }: Surroundings): void {
  const given = channelId !== null && channelId !== '';
  if (!isOutbound) {
    demand(!given, 'channel_only_outbound', 'channelId', 'Only an outbound skill names its digital channel.');
    return;
  }
  demand(given, 'channel_needed', 'channelId', 'An outbound digital skill names its channel.');
  const found = given ? channel(channelId) : undefined;
  if (!found) throw new TenantRefusal('channel_unknown', 'channelId', 'There is no such channel.');
  demand(isByoc(found), 'channel_not_byoc', 'channelId', 'The channel is none of Bring Your Own Channel.');
}

type SkillBodyParts = Omit<SkillBody, 'agentAssisted'>;

function checkTemplate({ proactive, templateId, isOutbound }: SkillBodyParts, book: Surroundings['book']): void {
  const hasTemplate = templateId !== null && templateId !== '';
  if (!proactive || !isOutbound) {
    demand(!hasTemplate, 'template_not_proactive', 'templateId', 'A template belongs to proactive work only.');
    return;
  }
  demand(hasTemplate, 'template_needed', 'templateId', 'Proactive work needs a message template.');
  demand(book.templates.has(templateId ?? ''), 'template_unknown', 'templateId', 'There is no such template.');
}

function checkAgentless(
  { agentless, minimumAgents, minimumAvailable }: SkillBodyParts,
  agentAssisted: boolean,
  id: string | null,
  book: Surroundings['book'],
): void {
  if (!agentless) return;
  demand(!agentAssisted, 'agentless_assisted', 'agentless', 'Agentless is not for work that agents assist in.');
  const field = minimumAgents !== null ? 'minimumAgents' : 'minimumAvailable';
  const isFree = minimumAgents === null && minimumAvailable === null;
  demand(isFree, 'agentless_minimums', field, 'An agentless skill has no workforce minimums.');
  const isAssigned = id !== null && [...book.users.values()].some(({ skillIds }) => skillIds.includes(id));
  demand(!isAssigned, 'agentless_has_no_agents', 'agentless', 'Agents are assigned to this skill.');
}

function checkPopUrl({ popUrl, usedWith }: SkillBodyParts): void {
  const text = popUrl?.trim() ?? '';
  if (text === '') return;
  demand(usedWith === 'studio', 'pop_url_needs_studio', 'popUrl', 'A screen pop is made by POPURL in a Studio script.');
  demand(
    /^https?:\/\/[^\s/?#"'<>\\@][^\s"'<>\\]*$/iu.test(text),
    'pop_url_form',
    'popUrl',
    'A complete web address is needed.',
  );
}

function checkTimers({ agentTimer, customerTimer }: SkillBodyParts): void {
  if (agentTimer.enabled) {
    const field = agentTimer.firstSeconds === 0 ? 'agentTimer.firstSeconds' : 'agentTimer.followUpSeconds';
    const isSet = agentTimer.firstSeconds > 0 && agentTimer.followUpSeconds > 0;
    demand(isSet, 'timer_needed', field, 'A timer that is enabled needs its times.');
  }
  const isIdleSet = !customerTimer.enabled || customerTimer.idleSeconds > 0;
  demand(isIdleSet, 'timer_needed', 'customerTimer.idleSeconds', 'A timer that is enabled needs its time.');
}
