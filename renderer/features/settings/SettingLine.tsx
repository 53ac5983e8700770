import type { ReactNode } from 'react';
import styles from './SettingLine.module.css';

interface SettingLineProps {
  readonly label: string;
  readonly help?: string;
  readonly children: ReactNode;
}

/** One setting or fact: its name, an optional line of help, and its control. */
export function SettingLine({ label, help, children }: SettingLineProps) {
  return (
    <div className={styles.line}>
      <div>
        <div className={styles.label}>{label}</div>
        {help !== undefined && <p className={styles.help}>{help}</p>}
      </div>
      <div className={styles.control}>{children}</div>
    </div>
  );
}
