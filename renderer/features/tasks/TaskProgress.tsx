import type { MessageTask } from '#shared/domain/message-task.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { describeTask, doneOf, taskName } from './describe-task.ts';
import { ProgressBar } from './ProgressBar.tsx';
import styles from './Work.module.css';

/** How far a task has come, and how it went so far. */
export function TaskProgress({ task }: { readonly task: MessageTask }) {
  const { t, format } = useTexts();
  const { state, total, succeeded, skipped, failed, code } = task;
  const done = doneOf(task);
  const view = describeTask(task);
  return (
    <div>
      <div className={styles.counts}>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          {t(`task.state.${state}`)}
        </StateBadge>
        <span>{t('task.progress', { done: format.number(done), total: format.number(total) })}</span>
        {done > succeeded && <span>{t('task.succeeded', { number: format.number(succeeded) })}</span>}
        {skipped > 0 && <span className={styles.skipped}>{t('task.skipped', { number: format.number(skipped) })}</span>}
        {failed > 0 && <span className={styles.failed}>{t('task.failed', { number: format.number(failed) })}</span>}
      </div>
      {task.endedAt === null && (
        <ProgressBar
          label={taskName(t, task)}
          share={total === 0 ? 0 : done / total}
          tone={state === 'running' ? 'plain' : 'idle'}
        />
      )}
      {(state === 'held' || state === 'stopped') && <p className={styles.dim}>{t(`task.${state}Help`)}</p>}
      {code !== null && <ErrorNote error={{ code, value: null, platformCode: null }} />}
    </div>
  );
}
