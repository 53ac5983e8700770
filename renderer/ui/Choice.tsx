import { useId } from 'react';
import styles from './Choice.module.css';

export interface ChoiceOption<V extends string> {
  readonly value: V;
  readonly label: string;
}

interface ChoiceProps<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly options: readonly ChoiceOption<V>[];
  readonly onChange: (value: V) => void;
  readonly help?: string | undefined;
  /** What is wrong with the choice; stands at the field and is read out with it. */
  readonly problem?: string | null;
  /** For a row of tools: the label is read out but not drawn. */
  readonly labelHidden?: boolean;
}

/** One of several, in the system's own list: for forms, where one of them is always chosen. */
export function Choice<V extends string>(props: ChoiceProps<V>) {
  const { label, value, options, onChange, help, problem = null, labelHidden } = props;
  const id = useId();
  const note = problem ?? help;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden === true ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        aria-invalid={problem !== null}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p id={`${id}-note`} className={styles.note} data-wrong={problem !== null || undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
