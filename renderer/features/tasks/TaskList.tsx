import { useMemo } from 'react';
import type { MessageTask } from '#shared/domain/message-task.ts';
import { tasksHref } from '#renderer/lib/message-search-routes.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { taskName } from './describe-task.ts';
import { TaskControls } from './TaskControls.tsx';
import { TaskProgress } from './TaskProgress.tsx';
import styles from './Work.module.css';

function TaskLine({ task, isOpen }: { readonly task: MessageTask; readonly isOpen: boolean }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <li className={styles.line} data-open={isOpen || undefined}>
      <div className={styles.title}>
        <a href={tasksHref(task.id)} aria-current={isOpen || undefined}>
          {taskName(t, task)}
        </a>
        <small title={format.full(task.at)}>
          {t('task.by', { time: format.moment(task.at, now), name: isolated(task.by) })}
          {task.undoes !== null && ` · ${t('task.undoes')}`}
        </small>
      </div>
      <TaskProgress task={task} />
      <TaskControls task={task} />
    </li>
  );
}

/** Acts upon many messages: what is under way first, then the newest. */
export function TaskList({ taskId }: { readonly taskId: string | null }) {
  const { t } = useTexts();
  const tasks = useConsole((state) => state.tasks);
  const known = useConsole((state) => state.tasksKnown);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const sorted = useMemo(
    () =>
      Object.values(tasks).sort(
        (a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || b.at - a.at || (a.id < b.id ? 1 : -1),
      ),
    [tasks],
  );
  return (
    <Panel title={t('task.list')} note={t('task.listNote')} flush>
      {sorted.length === 0 ? (
        known ? (
          <Empty title={t('task.none')} help={t('task.noneHelp')} />
        ) : (
          <Empty busy={relayRuns} title={relayRuns ? t('task.loading') : t('relay.stoppedTitle')} />
        )
      ) : (
        <ul>
          {sorted.map((task) => (
            <TaskLine key={task.id} task={task} isOpen={task.id === taskId} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
