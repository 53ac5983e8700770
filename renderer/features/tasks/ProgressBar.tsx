import styles from './ProgressBar.module.css';

interface ProgressBarProps {
  readonly label: string;
  /** From 0 to 1; left out: it is not known how much there is. */
  readonly share?: number;
  readonly tone?: 'plain' | 'idle' | 'bad';
}

/** How far something has come. */
export function ProgressBar({ label, share, tone = 'plain' }: ProgressBarProps) {
  const percent = share === undefined ? undefined : Math.round(Math.min(Math.max(share, 0), 1) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={styles.track}
      data-tone={tone}
      data-unknown={percent === undefined || undefined}
    >
      <span
        className={styles.bar}
        style={percent === undefined ? undefined : { transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}
