import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { policyOf, timerDifferences } from '#shared/setup/skill-rules.ts';
import { slaTick, skillTick, tickState } from '#shared/setup/ticks.ts';
import type { Tick } from '#shared/domain/setup/book.ts';
import type { SkillPageStep } from '#renderer/lib/setup-routes.ts';

/** waiting: nothing is wrong here, and something in CXone or at the clocks is still to be done. */
export type SkillStepState = 'done' | 'todo' | 'waiting';

const ofTimers = /^(?:agentTimer|customerTimer)\b/u;

/** The step a field of the form stands in. */
export const stepOfField = (field: string): 'skill' | 'timers' => (ofTimers.test(field) ? 'timers' : 'skill');

interface StepInput {
  readonly form: SkillForm;
  readonly problems: readonly FieldProblem[];
  readonly ticks: readonly Tick[];
  /** Null while the relay has not told. */
  readonly sla: SlaSettings | null;
}

/** How far a step is. */
export function skillStepState(step: SkillPageStep, { form, problems, ticks, sla }: StepInput): SkillStepState {
  const isWrong = (which: 'skill' | 'timers'): boolean =>
    problems.some(({ field, weight }) => weight === 'error' && stepOfField(field) === which);
  switch (step) {
    case 'skill':
    case 'timers':
      return isWrong(step) ? 'todo' : 'done';
    case 'sla': {
      if (sla === null || form.channel === '') return 'waiting';
      const differs = timerDifferences(form, policyOf(sla, form.channel));
      const isTicked = tickState(ticks, slaTick(sla, form.channel)).state === 'ticked';
      return isTicked && !differs.agent && !differs.customer ? 'done' : 'waiting';
    }
    case 'make':
      if (isWrong('skill') || isWrong('timers') || form.made === 'not_yet') return 'todo';
      return tickState(ticks, skillTick(form)).state === 'ticked' ? 'done' : 'waiting';
  }
}
