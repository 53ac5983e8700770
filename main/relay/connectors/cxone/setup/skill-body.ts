import { z } from 'zod';
import type { SkillForm, TimeParts } from '#shared/domain/setup/skill-form.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { timeOf, wholeNumber } from '#shared/setup/times.ts';
import { digitalMedia } from './tenant-items.ts';

/** A skill as the Admin API takes it. Where no source says so, see `acd-api.ts`. Times in seconds. */
export interface SkillBody {
  readonly mediaTypeId: number;
  readonly skillName: string;
  readonly isOutbound: true;
  readonly campaignId: number;
  /** Proactive work is Personal Connection's (vendor's help: proactive digital). */
  readonly outboundStrategy?: 'Personal Connection';
  readonly digitalPOC: string;
  readonly messageTemplateId?: number;
  readonly agentless: boolean;
  readonly minWFIAgents?: number;
  readonly minWFIAvailableAgents?: number;
  readonly priorityBlending: boolean;
  readonly useScreenPops: boolean;
  readonly screenPopType?: 'webpage';
  readonly screenPopDetails?: string;
  readonly requireManualAccept: boolean;
  readonly PresentAcceptReject: boolean;
  readonly agentResponseEnabled: boolean;
  readonly agentFirstResponseTime?: number;
  readonly agentFollowOnResponseTime?: number;
  readonly customerResponseEnabled: boolean;
  readonly customerIdleTime?: number;
  readonly timeExtensionEnabled?: boolean;
}

export interface SkillPlaces {
  readonly campaignId: number;
  readonly templateId: number | null;
  readonly cxoneChannelId: string;
}

/** The form as a body, or what of it cannot be one. */
export function skillBody(
  form: SkillForm,
  { campaignId, templateId, cxoneChannelId }: SkillPlaces,
): { readonly ok: true; readonly body: SkillBody } | { readonly ok: false; readonly code: ErrorCode } {
  if (form.mediaType !== 'digital') return wrong('SETUP_SKILL_MEDIA');
  if (form.direction !== 'outbound') return wrong('SETUP_SKILL_DIRECTION');
  if (cxoneChannelId.trim() === '') return wrong('SETUP_SKILL_CHANNEL');
  const { agentTimer, customerTimer } = form;
  const first = agentTimer.enabled ? secondsOf(agentTimer.first) : 0;
  const followUp = agentTimer.enabled ? secondsOf(agentTimer.followUp) : 0;
  const idle = customerTimer.enabled ? secondsOf(customerTimer.idle) : 0;
  if (first === null || followUp === null || idle === null) return wrong('SETUP_TIME_FORM');
  const minimumAgents = countOf(form.minimumAgents);
  const minimumAvailable = countOf(form.minimumAvailable);
  if (minimumAgents === null || minimumAvailable === null) return wrong('SETUP_NUMBER_FORM');
  const screenPopUrl = form.screenPopUrl.trim();
  const body: SkillBody = {
    mediaTypeId: digitalMedia,
    skillName: form.name.trim(),
    isOutbound: true,
    campaignId,
    ...(form.proactive && { outboundStrategy: 'Personal Connection' }),
    digitalPOC: cxoneChannelId.trim(),
    ...(templateId !== null && { messageTemplateId: templateId }),
    agentless: form.agentless,
    ...(minimumAgents !== undefined && { minWFIAgents: minimumAgents }),
    ...(minimumAvailable !== undefined && { minWFIAvailableAgents: minimumAvailable }),
    priorityBlending: form.priorityBlending,
    useScreenPops: form.screenPop,
    ...(form.screenPop && screenPopUrl !== '' && { screenPopType: 'webpage', screenPopDetails: screenPopUrl }),
    requireManualAccept: form.acceptReject,
    PresentAcceptReject: form.acceptReject,
    agentResponseEnabled: agentTimer.enabled,
    ...(agentTimer.enabled && { agentFirstResponseTime: first, agentFollowOnResponseTime: followUp }),
    customerResponseEnabled: customerTimer.enabled,
    ...(customerTimer.enabled && { customerIdleTime: idle, timeExtensionEnabled: customerTimer.extension }),
  };
  return { ok: true, body };
}

function wrong(code: ErrorCode): { readonly ok: false; readonly code: ErrorCode } {
  return { ok: false, code };
}

/** Null when a part is no number. */
function secondsOf(parts: TimeParts): number | null {
  const ms = timeOf(parts);
  return ms === null ? null : ms / 1_000;
}

/** Undefined for none, null for what is no number. */
function countOf(text: string): number | null | undefined {
  return text.trim() === '' ? undefined : wholeNumber(text);
}

const seen = {
  number: z.number().nullish().catch(null),
  flag: z.boolean().nullish().catch(null),
  text: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .catch(null),
};

const SeenSkill = z.object({
  digitalPOC: seen.text,
  messageTemplateId: seen.number,
  minWFIAgents: seen.number,
  minWFIAvailableAgents: seen.number,
  priorityBlending: seen.flag,
  agentless: seen.flag,
  useScreenPops: seen.flag,
  screenPopDetail: seen.text,
  requireManualAccept: seen.flag,
  PresentAcceptReject: seen.flag,
  agentResponseEnabled: seen.flag,
  agentFirstResponseTime: seen.number,
  agentFollowOnResponseTime: seen.number,
  customerResponseEnabled: seen.flag,
  customerIdleTime: seen.number,
  timeExtensionEnabled: seen.flag,
});

export type SkillSetting =
  | 'channel'
  | 'template'
  | 'agentless'
  | 'workforce'
  | 'blending'
  | 'screen_pop'
  | 'accept_reject'
  | 'agent_timer'
  | 'customer_timer';

/**
 * Which settings of a body the tenant has, by what it says of the skill (`GET /skills/{id}`, flat or in a list). Only
 * those that were asked for: what stays at its default need not be looked at. Null when the answer is no skill.
 */
export function takenSettings(
  answer: unknown,
  body: SkillBody,
): readonly { readonly setting: SkillSetting; readonly isTaken: boolean }[] | null {
  const listed = z.object({ skills: z.array(z.unknown()).min(1) }).safeParse(answer);
  const parsed = SeenSkill.safeParse(listed.success ? listed.data.skills[0] : answer);
  if (!parsed.success) return null;
  const skill = parsed.data;
  const same = (seenValue: unknown, wanted: unknown): boolean => wanted === undefined || seenValue === wanted;
  const rows: readonly (readonly [SkillSetting, isAsked: boolean, isTaken: boolean])[] = [
    ['channel', true, same(skill.digitalPOC, body.digitalPOC)],
    ['template', body.messageTemplateId !== undefined, same(skill.messageTemplateId, body.messageTemplateId)],
    ['agentless', body.agentless, skill.agentless === true],
    [
      'workforce',
      body.minWFIAgents !== undefined || body.minWFIAvailableAgents !== undefined,
      same(skill.minWFIAgents, body.minWFIAgents) && same(skill.minWFIAvailableAgents, body.minWFIAvailableAgents),
    ],
    ['blending', body.priorityBlending, skill.priorityBlending === true],
    [
      'screen_pop',
      body.useScreenPops,
      skill.useScreenPops === true && same(skill.screenPopDetail, body.screenPopDetails),
    ],
    [
      'accept_reject',
      body.requireManualAccept,
      skill.requireManualAccept === true || skill.PresentAcceptReject === true,
    ],
    [
      'agent_timer',
      body.agentResponseEnabled,
      skill.agentResponseEnabled === true &&
        same(skill.agentFirstResponseTime, body.agentFirstResponseTime) &&
        same(skill.agentFollowOnResponseTime, body.agentFollowOnResponseTime),
    ],
    [
      'customer_timer',
      body.customerResponseEnabled,
      skill.customerResponseEnabled === true &&
        same(skill.customerIdleTime, body.customerIdleTime) &&
        same(skill.timeExtensionEnabled, body.timeExtensionEnabled),
    ],
  ];
  return rows.flatMap(([setting, isAsked, isTaken]) => (isAsked ? [{ setting, isTaken }] : []));
}
