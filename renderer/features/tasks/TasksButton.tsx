import { tasksHref } from '#renderer/lib/message-search-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import styles from './TasksButton.module.css';

/** The way to the tasks, with how many of them and of the exports are under way. */
export function TasksButton() {
  const { t, format } = useTexts();
  const running = useConsole(
    ({ tasks, exports }) =>
      Object.values(tasks).filter(({ endedAt }) => endedAt === null).length +
      Object.values(exports).filter(({ endedAt }) => endedAt === null).length,
  );
  return (
    <a href={tasksHref()} className={styles.link}>
      {t('task.button')}
      {running > 0 && (
        <span className={styles.count}>
          <span aria-hidden="true">{format.number(running)}</span>
          <span className="visually-hidden">{t('task.buttonRunning', { count: running })}</span>
        </span>
      )}
    </a>
  );
}
