import { useId } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import styles from './Relay.module.css';

export interface SourceOption<V extends string> {
  readonly value: V;
  readonly label: string;
  /** What that comes to, in words. */
  readonly words?: string | undefined;
}

interface SourceChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly SourceOption<V>[];
  readonly onChange: (value: V) => void;
}

/** Whose setting counts, each with what it comes to. */
export function SourceChoice<V extends string>({ label, value, options, onChange }: SourceChoiceProps<V>) {
  const { t } = useTexts();
  const name = useId();
  return (
    <fieldset className={styles.sources}>
      <legend className="visually-hidden">
        {t('app.labelled', { label: t('setupRelay.source.label'), value: label })}
      </legend>
      {options.map((option) => (
        <label key={option.value} className={styles.source}>
          <input
            type="radio"
            name={name}
            aria-label={option.label}
            aria-describedby={option.words === undefined ? undefined : `${name}-${option.value}`}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            <strong>{option.label}</strong>
            {option.words !== undefined && <span id={`${name}-${option.value}`}>{option.words}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
