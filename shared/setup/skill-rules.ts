import type { FieldProblem } from '../domain/setup/finding.ts';
import type { SkillForm } from '../domain/setup/skill-form.ts';
import type { SlaPolicy, SlaSettings, SlaTarget } from '../domain/sla-settings.ts';
import { channelForm } from './book-names.ts';
import { errorAt, warningAt, type SetupContext } from './context.ts';
import { isFilled, nameKey } from './names.ts';
import { checkTime, timeOf, wholeNumber } from './times.ts';

/** What the rules of a skill look at beside its form. */
export type SkillContext = Pick<SetupContext, 'book' | 'given'>;

const minuteMs = 60_000;

/** CXone: skill names. */
export const skillNameLength = { least: 2, most: 30 } as const;

/**
 * An outbound digital skill as typed (CXone: ACD > Contact settings > ACD Skills > Create new > Single skill), in the order
 * of the form.
 */
export function checkSkill(form: SkillForm, ctx: SkillContext): FieldProblem[] {
  return [
    ...(form.mediaType === 'digital' ? [] : [errorAt('mediaType', 'SETUP_SKILL_MEDIA')]),
    ...(form.direction === 'outbound' ? [] : [errorAt('direction', 'SETUP_SKILL_DIRECTION')]),
    ...checkSkillName(form, ctx),
    ...(isKnownChannel(form.channel, ctx)
      ? []
      : [errorAt('channel', 'SETUP_SKILL_CHANNEL', form.channel.trim() || null)]),
    ...(isFilled(form.campaign.id) || isFilled(form.campaign.name)
      ? []
      : [errorAt('campaign', 'SETUP_SKILL_CAMPAIGN')]),
    ...checkTemplate(form),
    ...checkSubSkill(form),
    ...checkAgentless(form),
    ...(form.priorityBlending ? [] : [warningAt('priorityBlending', 'SETUP_BLENDING_ADVISED')]),
    ...checkScreenPop(form),
    ...checkTimers(form),
    ...checkAgentOnly(form, ctx),
  ];
}

function isKnownChannel(channelId: string, { book, given }: SkillContext): boolean {
  return channelForm(book, channelId) !== null || given.channels.some(({ id }) => id === channelId);
}

/** Names are unique across skills and queues (CXone: routing queues). */
function checkSkillName(form: SkillForm, { book }: SkillContext): FieldProblem[] {
  const name = form.name.trim();
  if (name === '') return [errorAt('name', 'SETUP_REQUIRED')];
  const problems: FieldProblem[] = [];
  const length = [...name].length;
  if (length < skillNameLength.least || length > skillNameLength.most) {
    problems.push(errorAt('name', 'SETUP_SKILL_NAME_LENGTH', String(length)));
  }
  const wrong = [...new Set(name.match(/[^\p{L}\p{M}\p{Nd}\-_.:]/gu) ?? [])];
  if (wrong.length > 0) problems.push(errorAt('name', 'SETUP_SKILL_NAME_CHARACTERS', shown(wrong)));
  else if (/[^\x21-\x7e]/u.test(name)) problems.push(warningAt('name', 'SETUP_SKILL_NAME_LETTERS'));
  const key = nameKey(name);
  const others = book.skills.filter(({ id }) => id !== form.id);
  if (others.some((other) => nameKey(other.name) === key)) problems.push(errorAt('name', 'SETUP_NAME_TAKEN', name));
  if (book.queues.some((queue) => nameKey(queue.name) === key)) {
    problems.push(errorAt('name', 'SETUP_NAME_SKILL_AND_QUEUE', name));
  }
  return problems;
}

/** The first few characters that may not be used; what cannot be seen is written by its number. */
function shown(characters: readonly string[]): string {
  return characters
    .slice(0, 5)
    .map((one) => {
      if (/[\p{C}\p{Z}]/u.test(one))
        return `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
      return one;
    })
    .join(' ');
}

/** A template belongs to Proactive SMS and Proactive Digital, and to nothing else. */
function checkTemplate({ proactive, messageTemplate }: SkillForm): FieldProblem[] {
  if (proactive) return isFilled(messageTemplate) ? [] : [errorAt('messageTemplate', 'SETUP_TEMPLATE_MISSING')];
  return isFilled(messageTemplate) ? [errorAt('messageTemplate', 'SETUP_TEMPLATE_NOT_PROACTIVE')] : [];
}

function checkSubSkill({ usedWith, subSkill }: SkillForm): FieldProblem[] {
  if (usedWith === 'queues') return [warningAt('usedWith', 'SETUP_QUEUES_NOT_ADVISED')];
  return isFilled(subSkill) ? [errorAt('subSkill', 'SETUP_SUBSKILL_STUDIO')] : [];
}

/** Agentless hides the workforce minimums and is not for work that agents assist in. */
function checkAgentless(form: SkillForm): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (form.agentless && form.agentAssisted) problems.push(errorAt('agentless', 'SETUP_AGENTLESS_ASSISTED'));
  for (const field of ['minimumAgents', 'minimumAvailable'] as const) {
    const text = form[field];
    if (!isFilled(text)) continue;
    if (form.agentless) problems.push(errorAt(field, 'SETUP_AGENTLESS_MINIMUMS'));
    else if (wholeNumber(text) === null) problems.push(errorAt(field, 'SETUP_NUMBER_FORM'));
  }
  return problems;
}

/** By the action POPURL of a Studio script. Its address may hold names in braces that Studio fills in. */
function checkScreenPop({ screenPop, screenPopUrl, usedWith }: SkillForm): FieldProblem[] {
  if (!screenPop) return [];
  const problems = usedWith === 'studio' ? [] : [errorAt('screenPop', 'SETUP_POPURL_NEEDS_STUDIO')];
  const url = screenPopUrl.trim();
  if (url === '') problems.push(errorAt('screenPopUrl', 'SETUP_REQUIRED'));
  else if (!/^https?:\/\/[^\s/?#"'<>\\@][^\s"'<>\\]*$/iu.test(url))
    problems.push(errorAt('screenPopUrl', 'SETUP_URL_FORM'));
  return problems;
}

function checkTimers({ agentTimer, customerTimer }: SkillForm): FieldProblem[] {
  return [
    ...(agentTimer.enabled ? checkTime('agentTimer.first', agentTimer.first) : []),
    ...(agentTimer.enabled ? checkTime('agentTimer.followUp', agentTimer.followUp) : []),
    ...(customerTimer.enabled ? checkTime('customerTimer.idle', customerTimer.idle) : []),
  ];
}

/** Timers and screen pops exist in CXone Agent only; who answers in MAX does not see them. */
function checkAgentOnly(form: SkillForm, { book }: SkillContext): FieldProblem[] {
  const key = nameKey(form.name);
  const users = book.users.filter(
    ({ application, skills }) => application === 'max' && key !== '' && skills.some((one) => nameKey(one) === key),
  );
  if (users.length === 0) return [];
  const names = users.map(({ id, name }) => (isFilled(name) ? name.trim() : id)).join(', ');
  const fields = [
    ...(form.screenPop ? ['screenPop'] : []),
    ...(form.agentTimer.enabled ? ['agentTimer.enabled'] : []),
    ...(form.customerTimer.enabled ? ['customerTimer.enabled'] : []),
  ];
  return fields.map((field) => warningAt(field, 'SETUP_CXONE_AGENT_ONLY', names));
}

/** The goals that count for a channel: its own, else those of all. */
export function policyOf({ channels, global }: SlaSettings, channelId: string): SlaPolicy {
  return channels.find((one) => one.channelId === channelId)?.policy ?? global;
}

export interface TimerDifferences {
  readonly agent: boolean;
  readonly customer: boolean;
}

/** A time of a skill as the clocks here can be set: they know whole minutes, so that a part of one counts as one. */
export const wholeMinutes = (timeMs: number): number => Math.ceil(timeMs / minuteMs) * minuteMs;

/** Whether the skill's timers and the clocks counted here are set to other times. */
export function timerDifferences(form: SkillForm, policy: SlaPolicy): TimerDifferences {
  const { agentTimer, customerTimer } = form;
  const differs = (enabled: boolean, time: number | null, target: SlaTarget): boolean =>
    enabled !== target.enabled || (enabled && (time === null || wholeMinutes(time) !== target.targetMs));
  return {
    agent:
      differs(agentTimer.enabled, timeOf(agentTimer.first), policy.agentFirst) ||
      differs(agentTimer.enabled, timeOf(agentTimer.followUp), policy.agentFollowUp),
    customer:
      differs(customerTimer.enabled, timeOf(customerTimer.idle), policy.customerIdle) ||
      (customerTimer.enabled && customerTimer.extension !== policy.mayExtendIdle),
  };
}
