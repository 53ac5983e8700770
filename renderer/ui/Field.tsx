import { useId, useState } from 'react';
import { Button } from './Button.tsx';
import styles from './Field.module.css';

interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly showLabel: string;
  readonly hideLabel: string;
  readonly help?: string;
  readonly problem?: string | null;
  readonly autoFocus?: boolean;
  readonly autoComplete: 'current-password' | 'new-password';
}

/** A secret to type in; it can be looked at, and what is wrong stands at the field. */
export function SecretField(props: SecretFieldProps) {
  const id = useId();
  const [visible, setVisible] = useState(false);
  const { label, value, onChange, help, problem = null } = props;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <div className={styles.box} data-wrong={problem !== null || undefined}>
        <input
          id={id}
          type={visible ? 'text' : 'password'}
          value={value}
          spellCheck={false}
          autoComplete={props.autoComplete}
          // The page exists for this field alone.
          autoFocus={props.autoFocus}
          // In a dialog, which would take the first thing that can have the focus.
          data-autofocus={props.autoFocus || undefined}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-note`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Button look="quiet" size="small" aria-pressed={visible} onClick={() => setVisible((was) => !was)}>
          {visible ? props.hideLabel : props.showLabel}
        </Button>
      </div>
      <p id={`${id}-note`} className={styles.note} data-wrong={problem !== null || undefined}>
        {problem ?? help}
      </p>
    </div>
  );
}
