import type { ReactNode } from 'react';
import styles from './Button.module.css';

interface ButtonLinkProps {
  readonly href: string;
  readonly look?: 'primary' | 'plain' | 'quiet';
  readonly size?: 'normal' | 'small';
  readonly children: ReactNode;
}

/** A link to another page that is the thing to do, drawn as a button. */
export function ButtonLink({ href, look = 'plain', size = 'normal', children }: ButtonLinkProps) {
  return (
    <a href={href} className={styles.button} data-look={look} data-size={size}>
      {children}
    </a>
  );
}
