import type { SearchProblem } from '#shared/domain/message-search.ts';
import { searchPieces } from '#shared/search/lex.ts';
import styles from './SearchBox.module.css';

interface Mark {
  readonly text: string;
  readonly look: 'plain' | 'operator' | 'wrong';
  readonly from: number;
}

/** The text cut where its look changes. A problem counts more than an operator. */
function marksOf(text: string, problems: readonly SearchProblem[]): readonly Mark[] {
  const operators = searchPieces(text).filter(({ operator }) => operator !== null && operator !== 'unknown');
  const places = new Set([0, text.length]);
  for (const { from, until } of [...operators, ...problems]) {
    places.add(Math.min(from, text.length));
    places.add(Math.min(until, text.length));
  }
  const sorted = [...places].sort((a, b) => a - b);
  const covers = (list: readonly { readonly from: number; readonly until: number }[], at: number): boolean =>
    list.some(({ from, until }) => from <= at && at < until);
  return sorted.slice(0, -1).map((from, index) => ({
    from,
    text: text.slice(from, sorted[index + 1]),
    look: covers(problems, from) ? 'wrong' : covers(operators, from) ? 'operator' : 'plain',
  }));
}

interface SearchMirrorProps {
  readonly text: string;
  readonly problems: readonly SearchProblem[];
  /** Pixels the field is scrolled by. */
  readonly scroll: number;
}

/** Lies under the field, letter under letter, and carries the marks the field itself cannot draw. */
export function SearchMirror({ text, problems, scroll }: SearchMirrorProps) {
  return (
    <div className={styles.mirror} aria-hidden="true">
      <div style={{ transform: `translateX(${-scroll}px)` }}>
        {marksOf(text, problems).map((mark) => (
          <span key={mark.from} data-look={mark.look}>
            {mark.text}
          </span>
        ))}
      </div>
    </div>
  );
}
