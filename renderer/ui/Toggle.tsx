import { useId } from 'react';
import styles from './Toggle.module.css';

interface ToggleProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly help?: string;
}

/** On or off. */
export function Toggle({ label, checked, onChange, help }: ToggleProps) {
  const id = useId();
  return (
    <label className={styles.toggle}>
      <input
        type="checkbox"
        checked={checked}
        aria-describedby={help === undefined ? undefined : id}
        aria-label={label}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span className={styles.label}>{label}</span>
      {help !== undefined && (
        <span id={id} className={styles.help}>
          {help}
        </span>
      )}
    </label>
  );
}
