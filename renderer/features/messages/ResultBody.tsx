import type { ReactNode } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import { isSameQuestion } from '#renderer/lib/message-search-rows.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { ChoiceBar, type ActQuestion } from './ChoiceBar.tsx';
import { NothingFound } from './NothingFound.tsx';
import styles from './ResultBody.module.css';
import { OperatorHelp } from './OperatorHelp.tsx';
import { ResultList } from './ResultList.tsx';
import { StartPanel } from './StartPanel.tsx';

interface ResultBodyProps {
  readonly messageId: MessageId | null;
  readonly hasProblems: boolean;
  readonly onNearEnd: () => void;
  readonly onSearch: (text: string, contactNo?: number | null) => void;
  readonly onTake: (operator: string) => void;
  /** The question that is asked before anything is done with what is chosen. */
  readonly act: (question: ActQuestion) => ReactNode;
}

const Panel = ({ children }: { readonly children: ReactNode }) => <div className={styles.panel}>{children}</div>;

/** What was found, or what stands in its place. What was found before stays, and is marked as such, while nothing newer is had. */
export function ResultBody({ messageId, hasProblems, onNearEnd, onSearch, onTake, act }: ResultBodyProps) {
  const { t, format } = useTexts();
  const question = useConsole((state) => state.searchQuestion);
  const results = useConsole((state) => state.searchResults);
  const load = useConsole((state) => state.searchLoad);
  const error = useConsole((state) => state.searchError);
  const again = useConsole((state) => state.searchAgain);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  if (question === null) return <StartPanel onTake={onTake} />;

  const isPresent = results !== null && isSameQuestion(results.question, question);
  const isOld = error !== null || ((hasProblems || !relayRuns) && !isPresent);
  const failure = error !== null && (
    <div className={styles.failed}>
      <LoadFailed error={error} busy={load === 'asking'} onRetry={again} />
    </div>
  );
  const isBare = results === null || (results.rows.length === 0 && (isOld || !isPresent));
  if (isBare && hasProblems && error === null) {
    return (
      <Panel>
        <div className={styles.help}>
          <OperatorHelp onTake={onTake} />
        </div>
      </Panel>
    );
  }
  if (isBare) {
    return (
      <Panel>
        {failure}
        {error === null && (
          <Empty busy={relayRuns} title={relayRuns ? t('search.searching') : t('relay.stoppedTitle')} />
        )}
      </Panel>
    );
  }
  if (results.rows.length === 0) {
    return (
      <NothingFound
        text={question.text}
        ofCustomer={question.contactNo !== null}
        notIndexed={results.notIndexed}
        onChange={onSearch}
        onAllCustomers={() => onSearch(question.text, null)}
      />
    );
  }
  return (
    <div className={styles.body}>
      {failure}
      {isOld && (
        <p className={styles.note}>
          {t(isPresent ? 'search.shownOld' : 'search.shownAre', { time: format.timeOfDay(results.at) })}
        </p>
      )}
      <ResultList results={results} messageId={messageId} isOld={isOld} onNearEnd={onNearEnd} />
      {/* What is chosen is done with what the list shows; one that is not the present search's only shows. */}
      {!isOld && <ChoiceBar results={results} act={act} />}
    </div>
  );
}
