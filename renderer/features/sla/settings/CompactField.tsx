import { useId } from 'react';
import styles from './CompactField.module.css';

interface CompactFieldProps {
  /** Read out; a table's head or the line around it says it to the eye. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Called when the field is left, to bring what was typed into form. */
  readonly onLeave?: (value: string) => void;
  readonly width?: 'time' | 'number' | 'date' | 'wide';
  readonly wrong?: boolean;
  /** Id of the sentence that says what is wrong. */
  readonly describedBy?: string | undefined;
  readonly placeholder?: string;
  readonly maxLength?: number;
  readonly disabled?: boolean;
  readonly numeric?: boolean;
}

/** A small field inside a table or a line of fields. */
export function CompactField(props: CompactFieldProps) {
  const id = useId();
  const { label, value, onChange, onLeave, width = 'wide', wrong = false } = props;
  return (
    <span className={styles.field} data-width={width}>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        id={id}
        type="text"
        value={value}
        className={styles.input}
        inputMode={props.numeric === true ? 'numeric' : undefined}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        disabled={props.disabled}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong}
        aria-describedby={props.describedBy}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onLeave === undefined ? undefined : (event) => onLeave(event.currentTarget.value)}
      />
    </span>
  );
}

/** What is wrong with fields of a line, under them. */
export function FieldWrong({ id, problem }: { readonly id: string; readonly problem: string | null }) {
  if (problem === null) return null;
  return (
    <p id={id} className={styles.wrong}>
      {problem}
    </p>
  );
}
