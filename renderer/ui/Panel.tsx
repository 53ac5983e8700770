import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

interface PanelProps {
  readonly title: string;
  /** Small text at the right of the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string | undefined;
  readonly flush?: boolean;
}

/** A titled region; its title is its accessible name. */
export function Panel({ title, note, children, className, flush = false }: PanelProps) {
  const titleId = useId();
  return (
    <section className={[styles.panel, className].filter(Boolean).join(' ')} aria-labelledby={titleId}>
      <header className={styles.head}>
        <h2 id={titleId}>{title}</h2>
        {note !== undefined && <div className={styles.note}>{note}</div>}
      </header>
      <div className={flush ? styles.flush : styles.body}>{children}</div>
    </section>
  );
}
