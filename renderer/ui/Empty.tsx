import type { ReactNode } from 'react';
import styles from './Empty.module.css';

interface EmptyProps {
  readonly title: string;
  readonly help?: string;
  readonly busy?: boolean;
  readonly children?: ReactNode;
}

/** What stands where data will be. */
export function Empty({ title, help, busy = false, children }: EmptyProps) {
  return (
    <div className={styles.empty} role="status" aria-busy={busy || undefined}>
      {busy && <span className={styles.wave} aria-hidden="true" />}
      <strong>{title}</strong>
      {help !== undefined && <p>{help}</p>}
      {children}
    </div>
  );
}
