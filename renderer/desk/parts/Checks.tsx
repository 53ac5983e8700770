import { useId } from 'react';
import styles from './parts.module.css';

interface ChecksProps<V extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: V[]) => void;
  readonly help?: string | undefined;
  readonly problem?: string | null;
  readonly none?: string | undefined;
}

/** Any number of several. */
export function Checks<V extends string>({
  label,
  options,
  chosen,
  onChange,
  help,
  problem = null,
  none,
}: ChecksProps<V>) {
  const id = useId();
  const note = problem ?? help;
  return (
    <fieldset className={styles.checks} aria-describedby={note === undefined ? undefined : id}>
      <legend>{label}</legend>
      {options.length === 0 && none !== undefined && <span className={styles.faint}>{none}</span>}
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            onChange={(event) => {
              const others = chosen.filter((value) => value !== option.value);
              onChange(event.currentTarget.checked ? [...others, option.value] : others);
            }}
          />
          {option.label}
        </label>
      ))}
      {note !== undefined && (
        <p id={id} className={styles.note} data-wrong={problem !== null || undefined}>
          {note}
        </p>
      )}
    </fieldset>
  );
}
