import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { searchCap } from '#renderer/store/message-search-slice.ts';
import { Button } from '#renderer/ui/Button.tsx';
import styles from './EndLine.module.css';

interface EndLineProps {
  readonly end: 'oldest' | 'full' | 'more';
  readonly onRetry: () => void;
}

/** What stands behind the last row: that it is the last, that more come, or why they do not. */
export function EndLine({ end, onRetry }: EndLineProps) {
  const { t, format, language } = useTexts();
  const older = useConsole((state) => state.searchOlder);
  const again = useConsole((state) => state.searchAgain);
  const forgive = useConsole((state) => state.searchOlderForgiven);
  if (typeof older === 'object') {
    const isOver = older.error.code === 'SEARCH_CURSOR_OLD';
    const retry = (): void => {
      forgive();
      onRetry();
    };
    return (
      <div role="cell" className={styles.end} data-failed="">
        <span>{sentenceFor(language, older.error.code, older.error.value).title}</span>
        <Button size="small" onClick={isOver ? again : retry}>
          {isOver ? t('search.again') : t('action.retry')}
        </Button>
      </div>
    );
  }
  return (
    <div role="cell" className={styles.end}>
      {end === 'oldest' && t('search.end')}
      {end === 'full' && t('search.full', { number: format.number(searchCap) })}
      {end === 'more' && t('search.moreToCome')}
    </div>
  );
}
