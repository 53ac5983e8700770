import { useId } from 'react';
import styles from './TextField.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind?: 'text' | 'email' | 'url' | 'number' | 'time' | 'date' | 'datetime-local' | 'password' | 'block';
  readonly help?: string | undefined;
  /** What is wrong with the value; stands at the field and is read out with it. */
  readonly problem?: string | null;
  /** Id of a further note about it that stands elsewhere; read out with the rest. */
  readonly describedBy?: string | undefined;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
}

/** One line to type in, or with `kind="block"` several. */
export function TextField(props: TextFieldProps) {
  const id = useId();
  const { label, value, onChange, kind = 'text', help, problem = null, describedBy } = props;
  const note = problem ?? help;
  const notes = [note === undefined ? undefined : `${id}-note`, describedBy].filter((one) => one !== undefined);
  const shared = {
    id,
    value,
    className: styles.input,
    placeholder: props.placeholder,
    disabled: props.disabled,
    maxLength: props.maxLength,
    autoFocus: props.autoFocus,
    // A dialog's focus trap looks for this one.
    'data-autofocus': props.autoFocus === true ? true : undefined,
    'aria-invalid': problem !== null,
    'aria-describedby': notes.length === 0 ? undefined : notes.join(' '),
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {kind === 'block' ? (
        <textarea {...shared} rows={3} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <input
          {...shared}
          type={kind}
          spellCheck={false}
          autoComplete={kind === 'password' ? 'new-password' : 'off'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {note !== undefined && (
        <p id={`${id}-note`} className={styles.note} data-wrong={problem !== null || undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
