import { useEffect, useId, useRef, type ReactNode } from 'react';
import type { SearchScope } from '#shared/domain/message-task.ts';
import type { SearchProblem } from '#shared/domain/message-search.ts';
import type { MessageId } from '#shared/domain/ids.ts';
import { noChoice } from '#renderer/lib/message-choice.ts';
import type { MessagesRoute } from '#renderer/lib/message-search-routes.ts';
import { goTo } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Flyout } from '#renderer/ui/Flyout.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import type { ActQuestion } from './ChoiceBar.tsx';
import { CustomerScope } from './CustomerScope.tsx';
import styles from './MessagesPage.module.css';
import { OperatorHelp } from './OperatorHelp.tsx';
import { ProblemNotes } from './ProblemNotes.tsx';
import { ResultBody } from './ResultBody.tsx';
import { SavedFlyout } from './SavedFlyout.tsx';
import { ScopeLine } from './ScopeLine.tsx';
import { SearchBox } from './SearchBox.tsx';
import { SearchFilters } from './SearchFilters.tsx';
import { SearchTools } from './SearchTools.tsx';
import { useMessageSearch } from './use-message-search.ts';
import { useProblems } from './use-problems.ts';
import { useSearchBox } from './use-search-box.ts';

interface MessagesPageProps {
  readonly route: MessagesRoute;
  /** The story of one message, beside the list. */
  readonly story: (id: MessageId, onClose: () => void) => ReactNode;
  /** The question that is asked before anything is done with what is chosen. */
  readonly act: (question: ActQuestion) => ReactNode;
  /** The question what is exported of a search, and how. */
  readonly exporting: (scope: SearchScope, onClose: () => void) => ReactNode;
  /** The way to what is and was done with many messages. */
  readonly tasks: ReactNode;
}

/** The keys belong to a field, or to what lies over the page. */
const isElsewhere = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest('[role=dialog]') !== null) ||
  (target instanceof HTMLInputElement && !['radio', 'checkbox'].includes(target.type)) ||
  target instanceof HTMLTextAreaElement ||
  target instanceof HTMLSelectElement;

/** Any message there is: one box, what was found, and the story of the one that is open. */
export function MessagesPage({ route, story, act, exporting, tasks }: MessagesPageProps) {
  const { t } = useTexts();
  const { contactNo, messageId } = route;
  const { typed, search, entered } = useSearchBox(route);
  const { loadOlder } = useMessageSearch();
  const text = useConsole((state) => state.searchBox);
  const load = useConsole((state) => state.searchLoad);
  const hasQuestion = useConsole((state) => state.searchQuestion !== null);
  const problems = useProblems(text);
  const boxRef = useRef<HTMLInputElement>(null);
  const problemsId = useId();

  useEffect(() => {
    // Coming to find something; coming back to what was found, the keyboard belongs to the list.
    if (useConsole.getState().searchQuestion === null) boxRef.current?.focus();
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      if (event.key === '/') {
        event.preventDefault();
        boxRef.current?.select();
        boxRef.current?.focus();
      }
      if (event.key !== 'Escape') return;
      // What lies on top goes first.
      if (messageId !== null) goTo({ ...route, messageId: null });
      else useConsole.getState().searchChosen(noChoice, null);
    };
    // Before the frame's own listener: here "/" leads into the box.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [messageId, route]);

  const close = (): void => {
    // The keyboard goes back to the row the story belongs to, if that is still in view.
    if (messageId !== null) document.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`)?.focus();
    goTo({ ...route, messageId: null });
  };
  const takeOperator = (operator: string): void => {
    typed([text.trim(), `${operator}:`].filter((part) => part !== '').join(' '), false);
    // Behind the press, which leaves the focus on what was pressed.
    setTimeout(() => {
      const box = boxRef.current;
      box?.focus();
      box?.setSelectionRange(box.value.length, box.value.length);
    });
  };
  const showProblem = ({ from, until }: SearchProblem): void => {
    boxRef.current?.focus();
    boxRef.current?.setSelectionRange(from, until);
  };

  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <SearchBox
          inputRef={boxRef}
          text={text}
          problems={problems}
          problemsId={problemsId}
          busy={load === 'asking'}
          onTyped={typed}
          onEnter={entered}
          onDown={() => document.querySelector<HTMLElement>('[role=table] a[data-seq]')?.focus()}
        />
        {hasQuestion && (
          <Flyout label={t('search.help')} icon={<Icon name="help" size={16} />} align="end">
            {(closeHelp) => (
              <div className={styles.help}>
                <OperatorHelp
                  onTake={(operator) => {
                    closeHelp();
                    takeOperator(operator);
                  }}
                />
              </div>
            )}
          </Flyout>
        )}
        <SavedFlyout />
        {tasks}
      </div>
      <SearchFilters text={text} onChange={search} />
      {contactNo !== null && <CustomerScope contactNo={contactNo} onAll={() => search(text, null)} />}
      {hasQuestion && (
        <ScopeLine text={text}>
          <SearchTools text={text} contactNo={contactNo} exporting={exporting} />
        </ScopeLine>
      )}
      {problems.length > 0 && <ProblemNotes id={problemsId} text={text} problems={problems} onShow={showProblem} />}
      <div className={styles.stage} data-open={messageId !== null || undefined}>
        <ResultBody
          messageId={messageId}
          hasProblems={problems.length > 0}
          onNearEnd={loadOlder}
          onSearch={search}
          onTake={takeOperator}
          act={act}
        />
        {messageId !== null && story(messageId, close)}
      </div>
    </div>
  );
}
