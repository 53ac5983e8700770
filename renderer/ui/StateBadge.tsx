import type { ReactNode } from 'react';
import type { Sign as SignName, Tone } from '../lib/tone.ts';
import { Sign } from './Sign.tsx';
import styles from './StateBadge.module.css';

interface StateBadgeProps {
  readonly tone: Tone;
  readonly sign: SignName;
  readonly children: ReactNode;
  readonly size?: 'normal' | 'small';
}

/** State is icon, word and colour, the same everywhere. */
export function StateBadge({ tone, sign, children, size = 'normal' }: StateBadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone} data-size={size}>
      <Sign name={sign} className={styles.sign} />
      <span className={styles.word}>{children}</span>
    </span>
  );
}
