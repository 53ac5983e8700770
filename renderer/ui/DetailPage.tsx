import type { CSSProperties, ReactNode } from 'react';
import styles from './DetailPage.module.css';
import { Icon } from './Icon.tsx';

interface DetailPageProps {
  /** Where the way back leads, and what it is called. */
  readonly backHref: string;
  readonly back: string;
  readonly children: ReactNode;
}

/** The page of one thing: the way back to its list, then what there is to say of it. */
export function DetailPage({ backHref, back, children }: DetailPageProps) {
  return (
    <div className={styles.page}>
      <a href={backHref} className={styles.back}>
        <Icon name="back" size={14} />
        {back}
      </a>
      {children}
    </div>
  );
}

interface DetailColumnsProps {
  readonly main: ReactNode;
  /** Beside it; below it in a narrow window. */
  readonly aside: ReactNode;
  /** CSS width of the narrower column. */
  readonly asideWidth: string;
}

export function DetailColumns({ main, aside, asideWidth }: DetailColumnsProps) {
  return (
    <div className={styles.columns} style={{ '--aside': asideWidth } as CSSProperties}>
      <div className={styles.column}>{main}</div>
      <div className={styles.column}>{aside}</div>
    </div>
  );
}
