import { CopyButton } from './CopyButton.tsx';
import styles from './CopyValue.module.css';
import { SafeText } from './SafeText.tsx';

interface CopyValueProps {
  readonly value: string;
  /** What the value is; part of the button's accessible name. */
  readonly label: string;
  readonly showLabel?: boolean;
}

/** A value an operator has to enter elsewhere, with the button that copies it exactly. */
export function CopyValue({ value, label, showLabel = false }: CopyValueProps) {
  return (
    <span className={styles.copy}>
      {showLabel && <span className={styles.label}>{label}</span>}
      <code className={styles.value}>
        <SafeText text={value} maxLength={500} />
      </code>
      <CopyButton text={value} label={label} />
    </span>
  );
}
