import type { ReactNode } from 'react';
import type { PieceView } from '#renderer/lib/describe/describe-actions.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './Piece.module.css';

interface PieceProps {
  readonly view: PieceView;
  readonly what: ReactNode;
  readonly state: string;
  readonly why: string | null;
  readonly children?: ReactNode;
}

/** One of several things a message is made of: what it is, how it fared and why. */
export function Piece({ view, what, state, why, children }: PieceProps) {
  return (
    <li className={styles.piece} data-tone={view.tone}>
      <Sign name={view.sign} />
      <span className={styles.what}>{what}</span>
      <span className={styles.state}>{state}</span>
      {why !== null && <p className={styles.why}>{why}</p>}
      {children}
    </li>
  );
}

export function PieceList({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <ul className={styles.list} aria-label={name}>
      {children}
    </ul>
  );
}
