import type { ReactNode } from 'react';
import styles from './DialogParts.module.css';

/** What a dialog asks, one thing under the other. */
export function DialogBody({ children }: { readonly children: ReactNode }) {
  return <div className={styles.body}>{children}</div>;
}

/** The buttons at a dialog's end. */
export function DialogAnswers({ children }: { readonly children: ReactNode }) {
  return <div className={styles.answers}>{children}</div>;
}
