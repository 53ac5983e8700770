import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './StartProblems.module.css';

/** What went wrong at start and was survived, until the operator puts it away. */
export function StartProblems() {
  const { t } = useTexts();
  const problems = useConsole((state) => state.problems);
  const problemsDismissed = useConsole((state) => state.problemsDismissed);
  if (problems.length === 0) return null;
  return (
    <section aria-label={t('attention.started')} className={styles.problems}>
      <div className={styles.list}>
        {problems.map((problem) => (
          <ErrorNote key={problem.code} error={{ ...problem, platformCode: null }} />
        ))}
      </div>
      <Button size="small" onClick={problemsDismissed}>
        {t('action.dismiss')}
      </Button>
    </section>
  );
}
