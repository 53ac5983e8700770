import type { ReactNode } from 'react';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import styles from './CopyTable.module.css';

export interface CopyRow {
  /** The field as the other side names it. */
  readonly label: string;
  /** What to enter there; null: something else is to be said of it. */
  readonly value: string | null;
  readonly note?: ReactNode;
}

/** Values to enter elsewhere, in the other side's order, each with the button that copies it. */
export function CopyTable({ rows, label }: { readonly rows: readonly CopyRow[]; readonly label: string }) {
  return (
    <dl className={styles.table} aria-label={label}>
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>
            {row.value !== null && <CopyValue value={row.value} label={row.label} />}
            {row.note !== undefined && <div className={styles.note}>{row.note}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
