import { useEffect, type ReactNode } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { TasksRoute } from '#renderer/lib/message-search-routes.ts';
import { goTo, hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ExportList } from './ExportList.tsx';
import { TaskList } from './TaskList.tsx';
import { TaskResults } from './TaskResults.tsx';
import styles from './TasksPage.module.css';

interface TasksPageProps {
  readonly route: TasksRoute;
  /** The story of one message, beside the results. */
  readonly story: (id: MessageId, onClose: () => void) => ReactNode;
}

/** Without a text: what was searched for last. */
const searchHref = hrefOf({ page: 'messages', text: null, contactNo: null, messageId: null });

/** What is and was done with many messages, the exports, and what became of each message. */
export function TasksPage({ route, story }: TasksPageProps) {
  const { t } = useTexts();
  const { taskId, messageId } = route;
  const task = useConsole((state) => (taskId === null ? null : (state.tasks[taskId] ?? null)));
  const known = useConsole((state) => state.tasksKnown);
  const hasTasks = useConsole((state) => Object.keys(state.tasks).length > 0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented || messageId === null) return;
      if (event.target instanceof Element && event.target.closest('[role=dialog]') !== null) return;
      goTo({ ...route, messageId: null });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [messageId, route]);
  const close = (): void => {
    // The keyboard goes back to the row the story belongs to, if that is still in view.
    if (messageId !== null) document.querySelector<HTMLElement>(`[data-message="${CSS.escape(messageId)}"]`)?.focus();
    goTo({ ...route, messageId: null });
  };
  return (
    <div className={styles.page}>
      <div className={styles.top}>
        <ButtonLink size="small" href={searchHref}>
          <Icon name="back" size={13} />
          {t('task.back')}
        </ButtonLink>
        <h2>{t('task.page')}</h2>
      </div>
      <div className={styles.stage} data-open={messageId !== null || undefined}>
        <div className={styles.list} data-alone={(taskId === null && !hasTasks) || undefined}>
          <ExportList />
          <TaskList taskId={taskId} />
        </div>
        {task !== null ? (
          <TaskResults key={task.id} task={task} messageId={messageId} />
        ) : (
          (hasTasks || taskId !== null) && (
            <div className={styles.none}>
              <Empty title={taskId !== null && known ? t('task.unknown') : t('task.choose')} />
            </div>
          )
        )}
        {messageId !== null && story(messageId, close)}
      </div>
    </div>
  );
}
