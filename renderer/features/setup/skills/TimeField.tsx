import { useId } from 'react';
import type { TimeParts } from '#shared/domain/setup/skill-form.ts';
import { timeOf } from '#shared/setup/times.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { FieldSlot } from '../parts/FormField.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import styles from './Skills.module.css';

interface TimeFieldProps {
  /** Path in the form. */
  readonly field: string;
  readonly problems: FieldProblems;
  readonly label: string;
  readonly help: string;
  readonly value: TimeParts;
  readonly onChange: (value: TimeParts) => void;
}

const names = ['hours', 'minutes', 'seconds'] as const;

/** A length of time in hours, minutes and seconds, with its sum in words. */
export function TimeField({ field, problems, label, help, value, onChange }: TimeFieldProps) {
  const { t, format } = useTexts();
  const id = useId();
  const partWrong = names.map((name) => problems.error(`${field}.${name}`)).find((one) => one !== null) ?? null;
  const length = timeOf(value);
  return (
    <FieldSlot
      field={field}
      problems={{
        ...problems,
        // The three parts are one field: what is wrong with one is said when the whole was left.
        touch: (left) => [left, ...names.map((name) => `${left}.${name}`)].forEach(problems.touch),
      }}
    >
      {(error) => {
        const wrong = partWrong ?? error;
        return (
          <fieldset className={styles.time} aria-describedby={`${id}-help`}>
            <legend>{label}</legend>
            <div className={styles.timeParts}>
              {names.map((name) => (
                <label key={name}>
                  <input
                    type="text"
                    inputMode="numeric"
                    value={value[name]}
                    maxLength={6}
                    spellCheck={false}
                    autoComplete="off"
                    aria-invalid={problems.error(`${field}.${name}`) !== null || error !== null}
                    aria-describedby={wrong === null ? undefined : `${id}-wrong`}
                    onChange={(event) => onChange({ ...value, [name]: event.currentTarget.value })}
                  />
                  {t(`setupSkill.unit.${name}`)}
                </label>
              ))}
              {length !== null && length > 0 && <span className={styles.sum}>= {format.duration(length)}</span>}
            </div>
            {wrong !== null && (
              <p id={`${id}-wrong`} className={styles.wrong}>
                {wrong}
              </p>
            )}
            <p id={`${id}-help`} className={styles.help}>
              {help}
            </p>
          </fieldset>
        );
      }}
    </FieldSlot>
  );
}
