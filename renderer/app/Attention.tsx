import type { ReactNode } from 'react';
import styles from './Attention.module.css';

interface AttentionProps {
  readonly tone: 'bad' | 'warn' | 'info';
  readonly title: string;
  /** Cause, since when, code: short facts under the title. */
  readonly facts?: readonly ReactNode[];
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** Short facts on one line, set apart by dots. */
export function Facts({ items }: { readonly items: readonly ReactNode[] }) {
  if (items.length === 0) return null;
  return (
    <ul className={styles.facts}>
      {items.map((item, index) => (
        <li key={index}>{item}</li>
      ))}
    </ul>
  );
}

/** The shape of the banner: sentence, facts, what it means, and the action at the right. */
export function Attention({ tone, title, facts = [], children, action }: AttentionProps) {
  return (
    <div className={styles.card} data-tone={tone}>
      <div className={styles.words} aria-live="polite">
        <h2>{title}</h2>
        <Facts items={facts} />
        {children}
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}
