import type { SearchProblem } from '#shared/domain/message-search.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './ProblemNotes.module.css';

interface ProblemNotesProps {
  readonly id: string;
  readonly text: string;
  readonly problems: readonly SearchProblem[];
  /** Puts the caret on the word. */
  readonly onShow: (problem: SearchProblem) => void;
}

/** What of the search cannot be searched for: the very word, why, and what to write instead. */
export function ProblemNotes({ id, text, problems, onShow }: ProblemNotesProps) {
  const { language } = useTexts();
  return (
    <div id={id} className={styles.notes} role="alert">
      <ul>
        {problems.map((problem) => {
          const word = text.slice(problem.from, problem.until);
          // The word stands before the sentence, which then need not repeat it.
          const value = word === '' && problem.value !== null ? isolated(problem.value) : null;
          const { title, help } = sentenceFor(language, problem.code, value);
          return (
            <li key={`${problem.from}/${problem.code}`}>
              {word !== '' && (
                <button type="button" className={styles.word} onClick={() => onShow(problem)}>
                  <SafeText text={word} maxLength={60} />
                </button>
              )}
              <span>
                <strong>{title}.</strong> {help}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
