import { useId } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { CompactField, FieldWrong } from './CompactField.tsx';
import { targetMsOf, type TargetDraft, type TargetName } from './draft.ts';
import type { FieldPath } from './draft-settings.ts';
import { useProblem } from './settings-form.tsx';
import styles from './TargetField.module.css';

interface TargetFieldProps {
  readonly name: TargetName;
  readonly path: FieldPath;
  readonly target: TargetDraft;
  readonly onChange: (target: TargetDraft) => void;
}

const parts = ['days', 'hours', 'minutes'] as const;
const hourMs = 3_600_000;

/** Whether something is timed, and how long it may take: in days, hours and minutes, as CXone's form has it. */
export function TargetField({ name, path, target, onChange }: TargetFieldProps) {
  const { t, format } = useTexts();
  const id = useId();
  const problem = useProblem([...path, name, 'targetMs']);
  const lengthMs = targetMsOf(target);
  const label = t(`slaSettings.target.${name}`);
  return (
    <div className={styles.row} role="group" aria-label={label}>
      <Toggle
        label={label}
        help={t(`slaSettings.targetHelp.${name}`)}
        checked={target.enabled}
        onChange={(enabled) => onChange({ ...target, enabled })}
      />
      <div className={styles.parts}>
        {parts.map((part) => (
          <label key={part} className={styles.part}>
            <CompactField
              label={`${label}: ${t(`slaSettings.${part}`)}`}
              value={target[part]}
              width="number"
              numeric
              maxLength={9}
              wrong={problem !== null}
              describedBy={problem === null ? undefined : id}
              disabled={!target.enabled}
              onChange={(value) => onChange({ ...target, [part]: value })}
            />
            <span aria-hidden="true">{t(`slaSettings.${part}`)}</span>
          </label>
        ))}
        <span className={styles.sum}>
          {!target.enabled
            ? t('slaSettings.notTimed')
            : lengthMs !== null && lengthMs >= 24 * hourMs
              ? t('slaSettings.equals', { hours: t('time.hours', { value: format.number(lengthMs / hourMs) }) })
              : ''}
        </span>
        <FieldWrong id={id} problem={problem} />
      </div>
    </div>
  );
}
