import { useState, type ReactNode } from 'react';
import type { TaskSource } from '#shared/domain/message-task.ts';
import type { MessageAction } from '#shared/domain/message.ts';
import {
  actionsFor,
  choiceCap,
  isChosen,
  isEmptyChoice,
  isFullChoice,
  noChoice,
  type MessageChoice,
} from '#renderer/lib/message-choice.ts';
import { scopeOf } from '#renderer/lib/message-search-scope.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import type { SearchResults } from '#renderer/store/message-search-slice.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import styles from './ChoiceBar.module.css';
import { chosenStates } from './filter-choices.ts';

/** An act upon what is chosen, as a question that was not answered yet. */
export interface ActQuestion {
  readonly source: TaskSource;
  readonly action: MessageAction;
  readonly onClose: () => void;
  /** It began: what was chosen for it is chosen no more. */
  readonly onStarted: () => void;
}

interface ChoiceBarProps {
  readonly results: SearchResults;
  readonly act: (question: ActQuestion) => ReactNode;
}

/** What the chosen messages are, as far as the window knows; null: any state. */
function statesOf(choice: MessageChoice, { rows, next, question }: SearchResults) {
  if (choice.kind === 'all' && next !== null) {
    const narrowed = chosenStates(question.text);
    return narrowed.length === 0 ? null : new Set(narrowed);
  }
  const known = rows.filter(({ id }) => isChosen(choice, id));
  return choice.kind === 'some' && known.length < choice.seqs.size ? null : new Set(known.map(({ state }) => state));
}

function sourceOf(choice: MessageChoice, { question }: SearchResults): TaskSource {
  if (choice.kind === 'all') return { kind: 'found', search: scopeOf(question) };
  // In the order in which they came.
  return { kind: 'chosen', ids: [...choice.seqs].sort(([, a], [, b]) => a - b).map(([id]) => id) };
}

/** Under the list while something is chosen: how many, and what can be done with them. */
export function ChoiceBar({ results, act }: ChoiceBarProps) {
  const { t, format } = useTexts();
  const choice = useConsole((state) => state.searchChoice);
  const chosen = useConsole((state) => state.searchChosen);
  const [asked, setAsked] = useState<Pick<ActQuestion, 'source' | 'action'> | null>(null);
  const question =
    asked !== null && act({ ...asked, onClose: () => setAsked(null), onStarted: () => chosen(noChoice, null) });
  const { rows, next, matches } = results;
  const isWhole = next === null;
  const number = format.number(isWhole ? rows.length : Math.max(matches?.count ?? 0, rows.length));
  const isMore = !isWhole && (matches === null || matches.isMore);
  const offersAll =
    choice.kind === 'some' && (isFullChoice(choice) || (!isWhole && rows.every(({ id }) => choice.seqs.has(id))));
  const actions = actionsFor(statesOf(choice, results));
  const bar = (
    <section className={styles.bar} aria-label={t('search.choose.region')}>
      <p className={styles.words}>
        <strong role="status">
          {choice.kind === 'some'
            ? t('search.choose.some', { count: choice.seqs.size })
            : t(isMore ? 'search.choose.allMore' : 'search.choose.all', { number })}
        </strong>
        {isFullChoice(choice) && <span>{t('search.choose.full', { number: format.number(choiceCap) })}</span>}
      </p>
      {offersAll && (
        <Button size="small" look="quiet" onClick={() => chosen({ kind: 'all' }, null)}>
          {t(isMore ? 'search.choose.takeAllMore' : 'search.choose.takeAll', { number })}
        </Button>
      )}
      <div role="group" aria-label={t('search.choose.acts')} className={styles.acts}>
        {actions.map((action) => (
          <Button
            key={action}
            size="small"
            aria-haspopup="dialog"
            onClick={() => setAsked({ source: sourceOf(choice, results), action })}
          >
            {t(`task.act.${action}.label`)}
          </Button>
        ))}
        {actions.length === 0 && <span className={styles.none}>{t('search.choose.noAct')}</span>}
      </div>
      <Button size="small" look="quiet" onClick={() => chosen(noChoice, null)}>
        <Icon name="close" size={11} />
        {t('search.choose.none')}
      </Button>
    </section>
  );
  // The question stays the same one when nothing is chosen any more.
  return (
    <>
      {!isEmptyChoice(choice) && bar}
      {question}
    </>
  );
}
