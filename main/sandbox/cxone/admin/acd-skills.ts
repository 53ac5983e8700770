import { z } from 'zod';
import { jsonAnswer } from '../../kit/answer.ts';
import type { JsonObject } from '../../kit/json.ts';
import { parseJson } from '../../kit/json.ts';
import type { ApiContext, DeCall, DeHandler } from '../api-context.ts';
import { AcdRefusal } from './acd-answers.ts';
import { TenantRefusal } from './refusal.ts';
import { checkSkill, SkillBody } from './skill-rules.ts';
import type { TenantBook } from './tenant-book.ts';
import type { TenantSkill } from './tenant-model.ts';

const number = z.number().int();
const reference = z.union([number.transform(String), z.string().max(200)]).nullish();

/** A skill as the Admin API takes it. Members that the simulated tenant has no use for are passed over. */
const AcdSkill = z.looseObject({
  mediaTypeId: number,
  skillName: z.string().max(2_000),
  isOutbound: z.boolean().default(false),
  isActive: z.boolean().default(true),
  campaignId: reference,
  digitalPOC: reference,
  outboundStrategy: z.string().max(200).nullish(),
  messageTemplateId: reference,
  IsSubSkill: z.boolean().nullish(),
  agentless: z.boolean().default(false),
  minWFIAgents: number.min(0).nullish(),
  minWFIAvailableAgents: number.min(0).nullish(),
  priorityBlending: z.boolean().default(false),
  useScreenPops: z.boolean().nullish(),
  screenPopDetails: z.string().max(4_000).nullish(),
  requireManualAccept: z.boolean().nullish(),
  PresentAcceptReject: z.boolean().nullish(),
  agentResponseEnabled: z.boolean().default(false),
  agentFirstResponseTime: number.min(0).default(0),
  agentFollowOnResponseTime: number.min(0).default(0),
  customerResponseEnabled: z.boolean().default(false),
  customerIdleTime: number.min(0).default(0),
  timeExtensionEnabled: z.boolean().default(false),
});
type AcdSkill = z.output<typeof AcdSkill>;

/** The names of the members of a skill, as this API spells those of the form. */
const memberNames: Record<string, string> = {
  name: 'skillName',
  channelId: 'digitalPOC',
  templateId: 'messageTemplateId',
  subSkill: 'IsSubSkill',
  minimumAgents: 'minWFIAgents',
  minimumAvailable: 'minWFIAvailableAgents',
  popUrl: 'screenPopDetails',
  acceptReject: 'PresentAcceptReject',
  'agentTimer.firstSeconds': 'agentFirstResponseTime',
  'agentTimer.followUpSeconds': 'agentFollowOnResponseTime',
  'customerTimer.idleSeconds': 'customerIdleTime',
};

/** `POST skills`: all of them, or none. */
export const createSkills: DeHandler = (context, call) => {
  const { skills } = readAcdBody(z.looseObject({ skills: z.array(AcdSkill).min(1).max(100) }), call);
  const made: TenantSkill[] = [];
  const { book } = context.store;
  try {
    for (const skill of skills) {
      const created = { id: book.newId(), ...checkSkill(formOf(skill), null, around(context)) };
      made.push(created);
      book.skills.set(created.id, created);
    }
  } catch (thrown) {
    for (const { id } of made) book.skills.delete(id);
    throw asAcdRefusal(thrown);
  }
  book.changed('skills');
  const skillsResults = made.map(({ id }) => ({ success: true, skillId: Number(id), error: null }));
  return jsonAnswer(200, { errorCount: 0, skillsResults });
};

/** `PUT skills/{id}`: members that are missing stay as they are. */
export const updateSkill: DeHandler = (context, call) => {
  const { book } = context.store;
  const known = requireSkill(book, call);
  const { skill } = readAcdBody(z.looseObject({ skill: z.record(z.string(), z.unknown()) }), call);
  const merged = AcdSkill.safeParse({ ...skillRow(known, book), ...skill });
  if (!merged.success) throw new AcdRefusal(400, 'invalid_request', z.prettifyError(merged.error));
  try {
    const checked = checkSkill({ ...formOf(merged.data), subSkill: known.subSkill }, known.id, around(context));
    book.skills.set(known.id, { ...checked, id: known.id, usedWith: known.usedWith });
  } catch (thrown) {
    throw asAcdRefusal(thrown);
  }
  book.changed('skills');
  return jsonAnswer(200, { success: true, skillId: Number(known.id) });
};

/** `GET skills/{id}`. */
export const oneSkill: DeHandler = (context, call) => {
  const { book } = context.store;
  return jsonAnswer(200, { skills: [skillRow(requireSkill(book, call), book)] });
};

export function skillRow(skill: TenantSkill, book: Pick<TenantBook, 'campaigns'>): JsonObject {
  return {
    skillId: Number(skill.id),
    skillName: skill.name,
    mediaTypeId: skill.mediaTypeId,
    mediaTypeName: 'Digital',
    isActive: skill.isActive,
    isOutbound: skill.isOutbound,
    outboundStrategy: skill.proactive ? 'Personal Connection' : 'Manual',
    campaignId: Number(skill.campaignId),
    campaignName: book.campaigns.get(skill.campaignId)?.name ?? null,
    digitalPOC: skill.channelId,
    messageTemplateId: skill.templateId === null ? null : Number(skill.templateId),
    IsSubSkill: skill.subSkill !== null,
    agentless: skill.agentless,
    minWFIAgents: skill.minimumAgents,
    minWFIAvailableAgents: skill.minimumAvailable,
    priorityBlending: skill.priorityBlending,
    useScreenPops: skill.popUrl !== null,
    screenPopDetail: skill.popUrl,
    requireManualAccept: skill.acceptReject,
    PresentAcceptReject: skill.acceptReject,
    agentResponseEnabled: skill.agentTimer.enabled,
    agentFirstResponseTime: skill.agentTimer.firstSeconds,
    agentFollowOnResponseTime: skill.agentTimer.followUpSeconds,
    customerResponseEnabled: skill.customerTimer.enabled,
    customerIdleTime: skill.customerTimer.idleSeconds,
    timeExtensionEnabled: skill.customerTimer.extension,
  };
}

function formOf(skill: AcdSkill): SkillBody {
  const popUrl = skill.screenPopDetails ?? (typeof skill.screenPopDetail === 'string' ? skill.screenPopDetail : null);
  return SkillBody.parse({
    name: skill.skillName,
    mediaTypeId: skill.mediaTypeId,
    isOutbound: skill.isOutbound,
    isActive: skill.isActive,
    channelId: skill.digitalPOC ?? null,
    campaignId: skill.campaignId ?? '',
    proactive: skill.outboundStrategy === 'Personal Connection',
    templateId: skill.messageTemplateId ?? null,
    // The API says only that there is one; which one is entered by hand.
    subSkill: skill.IsSubSkill === true ? 'sub-skill' : null,
    agentless: skill.agentless,
    minimumAgents: skill.minWFIAgents ?? null,
    minimumAvailable: skill.minWFIAvailableAgents ?? null,
    priorityBlending: skill.priorityBlending,
    popUrl: skill.useScreenPops === true ? popUrl : null,
    acceptReject: skill.requireManualAccept === true || skill.PresentAcceptReject === true,
    agentTimer: {
      enabled: skill.agentResponseEnabled,
      firstSeconds: skill.agentFirstResponseTime,
      followUpSeconds: skill.agentFollowOnResponseTime,
    },
    customerTimer: {
      enabled: skill.customerResponseEnabled,
      idleSeconds: skill.customerIdleTime,
      extension: skill.timeExtensionEnabled,
    },
  });
}

/** What the rules of a skill look at. */
export function around({ store, registry }: Pick<ApiContext, 'store' | 'registry'>): Parameters<typeof checkSkill>[2] {
  return {
    book: store.book,
    channel: (id) => store.liveChannel(id),
    isByoc: ({ channelIntegrationId }) => registry.find(channelIntegrationId) !== undefined,
  };
}

function requireSkill(book: TenantBook, call: DeCall): TenantSkill {
  const skill = book.skills.get(call.parameters.skillId ?? '');
  if (!skill) throw new AcdRefusal(404, 'not_found', 'The skill was not found.');
  return skill;
}

/** Throws AcdRefusal 400 for a body that does not fit. */
export function readAcdBody<T>(schema: z.ZodType<T>, call: DeCall): T {
  const parsed = schema.safeParse(parseJson(call.request.body.toString('utf8')));
  if (parsed.success) return parsed.data;
  throw new AcdRefusal(400, 'invalid_request', z.prettifyError(parsed.error));
}

/** A rule of the form in this API's own words; anything else stays what it is. */
function asAcdRefusal(thrown: unknown): unknown {
  if (thrown instanceof z.ZodError) return new AcdRefusal(400, 'invalid_request', z.prettifyError(thrown));
  if (!(thrown instanceof TenantRefusal)) return thrown;
  const member = thrown.field === null ? null : (memberNames[thrown.field] ?? thrown.field);
  const description = member === null ? thrown.message : `${member}: ${thrown.message}`;
  const skillsResults = [{ success: false, error: description }];
  return new AcdRefusal(400, thrown.code, description, { errorCount: 1, skillsResults });
}
