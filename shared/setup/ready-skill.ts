import type { FieldProblem } from '../domain/setup/finding.ts';
import type { ReadinessLine } from '../domain/setup/readiness.ts';
import type { SkillForm } from '../domain/setup/skill-form.ts';
import { checkSlaSettings } from '../sla/check-settings.ts';
import { nameOf } from './book-names.ts';
import {
  faultLine,
  missing,
  notNeeded,
  subject,
  ticked,
  waiting,
  wrong,
  type ReadyParts,
  type Subject,
} from './ready-parts.ts';
import { checkSkill, policyOf, timerDifferences } from './skill-rules.ts';
import { skillTick, slaTick } from './ticks.ts';

const skillsOf = ({ input, channelId }: ReadyParts): readonly SkillForm[] =>
  input.book.skills.filter(({ channel }) => channel === channelId);

const problemsOf = (skills: readonly SkillForm[], { ctx }: ReadyParts): FieldProblem[] =>
  skills.flatMap((skill) => checkSkill(skill, ctx));

const ofTimers = /^(?:agentTimer|customerTimer)\b/u;

export function skillLine(parts: ReadyParts): ReadinessLine {
  const about = subject('outbound_skill', 'skill');
  const skills = skillsOf(parts);
  if (skills.length === 0) return missing(about, 'SETUP_NOT_MADE');
  const fault = faultLine(
    about,
    problemsOf(skills, parts).filter(({ field }) => !ofTimers.test(field)),
  );
  return fault ?? inTenant(about, parts, skills);
}

function inTenant(about: Subject, parts: ReadyParts, skills: readonly SkillForm[]): ReadinessLine {
  const unmade = skills.find(({ made }) => made === 'not_yet');
  return unmade === undefined
    ? ticked(about, parts, skills.map(skillTick), 'SETUP_NOT_TICKED')
    : missing(about, 'SETUP_NOT_MADE', nameOf(unmade));
}

export const agentTimerLine = (parts: ReadyParts): ReadinessLine => timerLine(parts, 'agent');

export const customerTimerLine = (parts: ReadyParts): ReadinessLine => timerLine(parts, 'customer');

/** A timer that is switched off is left out on purpose; one that is on has to run here as it does in CXone. */
function timerLine(parts: ReadyParts, whose: 'agent' | 'customer'): ReadinessLine {
  const about = subject(whose === 'agent' ? 'agent_timer' : 'customer_timer', 'skill');
  const form = whose === 'agent' ? 'agentTimer' : 'customerTimer';
  const skills = skillsOf(parts);
  if (skills.length === 0) return missing(about, 'SETUP_NOT_MADE');
  const withTimer = skills.filter((skill) => skill[form].enabled);
  if (withTimer.length === 0) return notNeeded(about);
  const fault = faultLine(
    about,
    problemsOf(withTimer, parts).filter(({ field }) => field.startsWith(`${form}.`)),
  );
  if (fault !== null) return fault;
  const { sla } = parts.input;
  if (sla === null) return waiting(about, 'RELAY_NOT_RUNNING');
  const policy = policyOf(sla, parts.channelId);
  const different = withTimer.find((skill) => timerDifferences(skill, policy)[whose]);
  return different === undefined
    ? inTenant(about, parts, withTimer)
    : wrong(about, 'SETUP_TIMERS_DIFFER', nameOf(different));
}

/** The goals counted here, and that somebody saw the same ones in CXone (CXone: ACD > Digital > SLA). */
export function slaLine(parts: ReadyParts): ReadinessLine {
  const about = subject('sla', 'sla');
  const { sla } = parts.input;
  if (sla === null) return waiting(about, 'RELAY_NOT_RUNNING');
  const problem = checkSlaSettings(sla)[0];
  if (problem !== undefined) return wrong(about, 'SLA_SETTINGS_INVALID', problem.value);
  const { firstResponse, solution } = policyOf(sla, parts.channelId);
  if (!firstResponse.enabled && !solution.enabled) return notNeeded(about);
  return ticked(about, parts, [slaTick(sla, parts.channelId)], 'SETUP_NOT_TICKED');
}
