import type { ReactNode } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import type { PolicyDraft, TargetName } from './draft.ts';
import type { FieldPath } from './draft-settings.ts';
import styles from './PolicyEditor.module.css';
import { RuleField } from './RuleField.tsx';
import { ruleNames } from '#renderer/lib/sla/rule-options.ts';
import { useProblem, useSettingsForm } from './settings-form.tsx';
import { TargetField } from './TargetField.tsx';
import { WarningsField } from './WarningsField.tsx';

interface PolicyEditorProps {
  readonly path: FieldPath;
  readonly policy: PolicyDraft;
  readonly onChange: (policy: PolicyDraft) => void;
}

interface PartProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

function Part({ title, help, children }: PartProps) {
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      {help !== undefined && <p className={styles.help}>{help}</p>}
      {children}
    </section>
  );
}

/** Targets, warnings, timers and rules: of all channels that follow, or of one channel. */
export function PolicyEditor({ path, policy, onChange }: PolicyEditorProps) {
  const { t } = useTexts();
  const { draft } = useSettingsForm();
  const calendarProblem = useProblem([...path, 'calendarId']);
  const change = (part: Partial<PolicyDraft>): void => onChange({ ...policy, ...part });
  const target = (name: TargetName) => (
    <TargetField
      key={name}
      name={name}
      path={path}
      target={policy[name]}
      onChange={(next) => change({ [name]: next })}
    />
  );
  const known = draft.calendars.some(({ id }) => id === policy.calendarId);
  return (
    <div className={styles.editor}>
      <div className={styles.calendar}>
        <Choice
          label={t('slaSettings.calendar')}
          value={policy.calendarId}
          options={[
            ...draft.calendars.map(({ id, name }) => ({ value: id, label: name === '' ? id : name })),
            ...(known ? [] : [{ value: policy.calendarId, label: policy.calendarId }]),
          ]}
          onChange={(calendarId) => change({ calendarId })}
          problem={calendarProblem}
        />
      </div>
      <Part title={t('slaSettings.targets')} help={t('slaSettings.targetsHelp')}>
        {target('firstResponse')}
        {target('solution')}
      </Part>
      <Part title={t('slaSettings.warnings')} help={t('slaSettings.warningsHelp')}>
        <WarningsField
          path={[...path, 'warnings']}
          warnings={policy.warnings}
          onChange={(warnings) => change({ warnings })}
        />
      </Part>
      <Part title={t('slaSettings.timers')} help={t('slaSettings.timersHelp')}>
        {target('agentFirst')}
        {target('agentFollowUp')}
        {target('customerIdle')}
        <div className={styles.toggles}>
          <Toggle
            label={t('slaSettings.mayExtendIdle')}
            help={t('slaSettings.mayExtendIdleHelp')}
            checked={policy.mayExtendIdle}
            onChange={(mayExtendIdle) => change({ mayExtendIdle })}
          />
          <Toggle
            label={t('slaSettings.timersInOfficeHours')}
            help={t('slaSettings.timersInOfficeHoursHelp')}
            checked={policy.timersInOfficeHours}
            onChange={(timersInOfficeHours) => change({ timersInOfficeHours })}
          />
        </div>
      </Part>
      <Part title={t('slaSettings.rules')} help={t('slaSettings.rulesHelp')}>
        <div className={styles.rules}>
          {ruleNames.map((name) => (
            <RuleField key={name} name={name} rules={policy.rules} onChange={(rules) => change({ rules })} />
          ))}
        </div>
      </Part>
    </div>
  );
}
