import { useTexts } from '../lib/texts-context.tsx';
import styles from './NumberLink.module.css';

interface NumberLinkProps {
  readonly value: number;
  readonly href: string;
  /** What the number counts, with the number in it: the link's accessible name. */
  readonly name: string;
  /** Draws the eye when above zero. */
  readonly tone?: 'plain' | 'warn' | 'bad';
}

/** A number that leads to its list. Zero leads nowhere and stays quiet. */
export function NumberLink({ value, href, name, tone = 'plain' }: NumberLinkProps) {
  const { format } = useTexts();
  if (value === 0) return <span className={styles.zero}>{format.number(0)}</span>;
  return (
    <a href={href} aria-label={name} className={styles.link} data-tone={tone}>
      {format.number(value)}
    </a>
  );
}
