import { useId } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { targetOf, type TargetParts } from './sla-draft.ts';
import styles from './Skills.module.css';

interface TargetFieldsProps {
  readonly name: 'firstResponse' | 'solution';
  readonly value: TargetParts;
  /** What is wrong, in words. */
  readonly problem: string | null;
  readonly onChange: (value: TargetParts) => void;
}

const names = ['days', 'hours', 'minutes'] as const;

/** First response or solution time in days, hours and minutes, as CXone's form has it. */
export function TargetFields({ name, value, problem, onChange }: TargetFieldsProps) {
  const { t, format } = useTexts();
  const id = useId();
  const label = t(`setupSkill.sla.${name}`);
  const length = targetOf(value);
  return (
    <div className={styles.target} role="group" aria-label={label}>
      <Toggle
        label={label}
        help={t(`setupSkill.sla.${name}Help`)}
        checked={value.enabled}
        onChange={(enabled) => onChange({ ...value, enabled })}
      />
      <div className={styles.timeParts}>
        {names.map((part) => (
          <label key={part}>
            <input
              type="text"
              inputMode="numeric"
              value={value[part]}
              maxLength={6}
              disabled={!value.enabled}
              spellCheck={false}
              autoComplete="off"
              aria-label={t('app.labelled', { label, value: t(`setupSkill.unit.${part}`) })}
              aria-invalid={problem !== null}
              aria-describedby={problem === null ? undefined : id}
              onChange={(event) => onChange({ ...value, [part]: event.currentTarget.value })}
            />
            {t(`setupSkill.unit.${part}`)}
          </label>
        ))}
        {value.enabled && length !== null && length >= 24 * 3_600_000 && (
          <span className={styles.sum}>= {t('time.hours', { value: format.number(length / 3_600_000) })}</span>
        )}
      </div>
      {problem !== null && (
        <p id={id} className={styles.wrong}>
          {problem}
        </p>
      )}
    </div>
  );
}
