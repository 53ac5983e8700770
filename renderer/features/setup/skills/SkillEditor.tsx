import { useEffect, useRef } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { checkSkill } from '#shared/setup/skill-rules.ts';
import { setupSkillHref, skillPageSteps, type SkillPageStep } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useSlaSettings } from '#renderer/store/use-sla.ts';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import list from '../channel/StepList.module.css';
import { DraftNote } from '../parts/DraftNote.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { knownChannels } from '../parts/known-channels.ts';
import type { SetupDraft } from '../use-draft.ts';
import { MakeStep } from './MakeStep.tsx';
import { SkillFields } from './SkillFields.tsx';
import { skillStepState, stepOfField } from './skill-steps.ts';
import styles from './Skills.module.css';
import { SlaStep } from './SlaStep.tsx';
import { TimerFields } from './TimerFields.tsx';

interface SkillEditorProps {
  readonly view: SetupView;
  readonly draft: SetupDraft<SkillForm>;
  readonly step: SkillPageStep;
}

/** One outbound skill in one sequence: its fields, its timers, the SLA of its channel, then making it in CXone. */
export function SkillEditor({ view, draft, step }: SkillEditorProps) {
  const { t } = useTexts();
  const { form, change } = draft;
  const problems = checkSkill(form, { book: view.book, given: view.given });
  const shown = useFieldProblems(problems);
  const sla = useSlaSettings();
  const channelName =
    knownChannels(view)
      .find(({ id }) => id === form.channel)
      ?.name.trim() || form.channel;
  const at = skillPageSteps.indexOf(step);
  const next = skillPageSteps[at + 1];
  const before = skillPageSteps[at - 1];
  const judgeAll = useRef(shown.touchAll);
  useEffect(() => {
    // Who goes on to make it wants to know everything that is in the way.
    if (step === 'make') judgeAll.current();
  }, [step]);
  return (
    <>
      <nav aria-label={t('setupSkill.steps')}>
        <ol className={`${list.steps ?? ''} ${styles.four ?? ''}`}>
          {skillPageSteps.map((one, index) => {
            const state = skillStepState(one, { form, problems, ticks: view.book.ticks, sla });
            return (
              <li key={one} data-state={state}>
                <a href={setupSkillHref(form.id, one)} aria-current={one === step ? 'step' : undefined}>
                  <span className={list.number} aria-hidden="true">
                    {state === 'done' ? <Sign name="check" /> : index + 1}
                  </span>
                  <span>
                    {t(`setupSkill.step.${one}`)}
                    <small>{t(`setupSkill.stepState.${state}`)}</small>
                  </span>
                </a>
              </li>
            );
          })}
        </ol>
      </nav>
      {step === 'skill' && <SkillFields view={view} form={form} change={change} problems={shown} />}
      {step === 'timers' && <TimerFields form={form} change={change} problems={shown} />}
      {step === 'sla' && <SlaStep skill={form} channelName={channelName} />}
      {step === 'make' && (
        <MakeStep
          view={view}
          draft={draft}
          problems={problems}
          channelName={channelName}
          onField={(field) => {
            window.location.hash = setupSkillHref(form.id, stepOfField(field));
          }}
        />
      )}
      <div className={styles.foot}>
        <DraftNote draft={draft} />
        <span className={styles.footActs}>
          {before !== undefined && (
            <ButtonLink href={setupSkillHref(form.id, before)}>{t('setupSkill.before')}</ButtonLink>
          )}
          {next !== undefined && (
            // Saving the targets is the one thing to do in the step of the SLA.
            <ButtonLink href={setupSkillHref(form.id, next)} look={step === 'sla' ? 'plain' : 'primary'}>
              {t('setupSkill.next', { step: t(`setupSkill.step.${next}`) })}
            </ButtonLink>
          )}
        </span>
      </div>
    </>
  );
}
