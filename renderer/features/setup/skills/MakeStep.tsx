import { useState } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { skillTick } from '#shared/setup/ticks.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import { TrialList } from '../parts/TrialList.tsx';
import { Instructions } from '../parts/Instructions.tsx';
import { TickLine } from '../parts/TickLine.tsx';
import { nameOf } from '#shared/setup/book-names.ts';
import type { SetupDraft } from '../use-draft.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { ProblemsLeft } from './ProblemsLeft.tsx';
import { skillSteps } from './skill-words.ts';
import styles from './Skills.module.css';

interface MakeStepProps {
  readonly view: SetupView;
  readonly draft: SetupDraft<SkillForm>;
  readonly problems: readonly FieldProblem[];
  /** Name of the skill's channel in CXone. */
  readonly channelName: string;
  /** Leads to the step a field stands in, and shows what is wrong there. */
  readonly onField: (field: string) => void;
}

/** Last: the skill in CXone, created by the relay where the tenant allows it, else by hand from an exact list. */
export function MakeStep({ view, draft, problems, channelName, onField }: MakeStepProps) {
  const { t } = useTexts();
  const { form: skill, change } = draft;
  const [way, setWay] = useState<'api' | 'by_hand'>(skill.made === 'by_hand' ? 'by_hand' : 'api');
  const isWrong = problems.some(({ weight }) => weight === 'error');
  return (
    <Panel title={t('setupSkill.step.make')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setupSkill.lead.make')}</p>
        <PracticeLink view={view} page="tenant" />
        <div className={form.buttons}>
          <StateBadge
            tone={skill.made === 'not_yet' ? 'idle' : 'info'}
            sign={skill.made === 'not_yet' ? 'ring' : 'half'}
            size="small"
          >
            {t(`setupSkill.made.${skill.made}`)}
          </StateBadge>
          {skill.tenantId !== '' && <CopyValue value={skill.tenantId} label={t('setupSkill.tenantId')} showLabel />}
        </div>
        <ProblemsLeft problems={problems} onField={onField} />
        <div>
          <Segmented<'api' | 'by_hand'>
            label={t('setupSkill.make.how')}
            value={way}
            options={[
              { value: 'api', label: t('setupSkill.make.api') },
              { value: 'by_hand', label: t('setupSkill.make.byHand') },
            ]}
            onChange={setWay}
          />
        </div>
        {way === 'api' ? (
          <ThroughApi draft={draft} disabled={isWrong} onByHand={() => setWay('by_hand')} />
        ) : (
          <>
            <div className={styles.sunk}>
              <Instructions
                title={t('setupSkill.make.clicks', { name: nameOf(skill) })}
                steps={skillSteps(t, skill, channelName)}
              />
            </div>
            <Toggle
              label={t('setupSkill.make.isMade')}
              help={t('setupSkill.make.isMadeHelp')}
              checked={skill.made !== 'not_yet'}
              onChange={(made) => change({ made: made ? 'by_hand' : 'not_yet' })}
            />
          </>
        )}
        <TickLine
          id={skillTick(skill)}
          label={t('setupReady.tick.skill', { name: nameOf(skill) })}
          possible={!isWrong && skill.made !== 'not_yet'}
        />
      </div>
    </Panel>
  );
}

interface ThroughApiProps {
  readonly draft: SetupDraft<SkillForm>;
  readonly disabled: boolean;
  readonly onByHand: () => void;
}

function ThroughApi({ draft, disabled, onByHand }: ThroughApiProps) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const [trial, setTrial] = useState<Trial | null>(null);
  const create = useAction(async () => {
    if (!(await draft.flush())) return;
    const made = await client.invoke('setup.createSkill', { skillId: draft.form.id });
    setTrial(made.trial);
    told(made.view);
  });
  const isOffered = trial?.steps.every(({ outcome }) => outcome !== 'not_available') ?? true;
  return (
    <>
      <p>{t('setupSkill.make.apiHelp')}</p>
      <div className={form.buttons}>
        <Button
          look={draft.form.made === 'not_yet' ? 'primary' : 'plain'}
          busy={create.state.kind === 'running'}
          disabled={disabled}
          onClick={() => create.start()}
        >
          {t(draft.form.made === 'api' ? 'setupSkill.make.update' : 'setupSkill.make.create')}
        </Button>
        {(!isOffered || create.state.kind === 'failed') && (
          <Button onClick={onByHand}>{t('setupSkill.make.instead')}</Button>
        )}
      </div>
      {draft.error !== null && <ErrorNote error={draft.error} />}
      {create.state.kind === 'failed' && <ErrorNote error={create.state.error} />}
      {trial !== null && <TrialList trial={trial} label={t('setupSkill.make.trial')} />}
    </>
  );
}
