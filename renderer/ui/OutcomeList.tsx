import type { ReactNode } from 'react';
import type { Sign as SignName, Tone } from '../lib/tone.ts';
import styles from './OutcomeList.module.css';
import { Sign } from './Sign.tsx';

/** One thing that was tried or done, and what came of it. */
export interface Outcome {
  readonly key: string;
  readonly tone: Tone;
  readonly sign: SignName;
  readonly what: string;
  /** What came of it, in a word or two. */
  readonly word: string;
  /** Why, and what to do about it. */
  readonly sentence: { readonly title: string; readonly help: string } | null;
  /** What the other side called it. */
  readonly note?: string | null;
  /** Shown below it. */
  readonly children?: ReactNode;
}

interface OutcomeListProps {
  readonly outcomes: readonly Outcome[];
  readonly label?: string;
}

/** Each thing in its order, by sign and word, never by color alone. */
export function OutcomeList({ outcomes, label }: OutcomeListProps) {
  return (
    <ol className={styles.lines} aria-label={label}>
      {outcomes.map(({ key, tone, sign, what, word, sentence, note, children }) => (
        <li key={key} className={styles.line} data-tone={tone}>
          <Sign name={sign} />
          <span>{what}</span>
          <span className={styles.word}>{word}</span>
          {sentence !== null && (
            <p>
              <strong>{sentence.title}</strong> {sentence.help}
              {note != null && <small> {note}</small>}
            </p>
          )}
          {children != null && <div className={styles.below}>{children}</div>}
        </li>
      ))}
    </ol>
  );
}
