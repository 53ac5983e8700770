import type { ReactNode } from 'react';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './parts.module.css';

/** A refusal of the whole; nothing without one. */
export function Problem({ text }: { readonly text: string | null }) {
  if (text === null) return null;
  return (
    <p role="alert" className={styles.problem}>
      <Sign name="cross" /> {text}
    </p>
  );
}

export function Done({ shown, children }: { readonly shown: boolean; readonly children: ReactNode }) {
  return (
    <span role="status" className={styles.done}>
      {shown && (
        <>
          <Sign name="check" /> {children}
        </>
      )}
    </span>
  );
}

/** What will not work, as lines. */
export function Warnings({ texts }: { readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <ul className={styles.warnings}>
      {texts.map((text) => (
        <li key={text}>
          <Sign name="triangle" /> {text}
        </li>
      ))}
    </ul>
  );
}

export function Lead({ children }: { readonly children: ReactNode }) {
  return <p className={styles.lead}>{children}</p>;
}
