import { taskUndoMs, type MessageTask } from '#shared/domain/message-task.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { tasksHref } from '#renderer/lib/message-search-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { taskName } from './describe-task.ts';
import styles from './Work.module.css';

type Act = 'hold' | 'resume' | 'cancel' | 'undo';

function actsOf({ state, endedAt, undoable }: MessageTask): readonly Act[] {
  if (endedAt !== null) return undoable > 0 ? ['undo'] : [];
  return state === 'running' ? ['hold', 'cancel'] : ['resume', 'cancel'];
}

/** Hold, resume, call off, take back: what the task's state allows. */
export function TaskControls({ task }: { readonly task: MessageTask }) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const taskChanged = useConsole((state) => state.taskChanged);
  const { state, start } = useAction(async (act: Act) => {
    const after = await client.invoke('task.act', { id: task.id, act });
    taskChanged(after);
    // Taking back is a task of its own; that one is looked at now.
    if (act === 'undo' && after.id !== task.id) window.location.hash = tasksHref(after.id);
  });
  const words: Readonly<Record<Act, string>> = {
    hold: t('task.hold'),
    resume: t('task.resume'),
    cancel: t('task.callOff'),
    undo: t('task.undo', { count: task.undoable }),
  };
  const acts = actsOf(task);
  if (acts.length === 0 && state.kind !== 'failed') return null;
  return (
    <>
      <div className={styles.tools}>
        {acts.map((act) => (
          <Button
            key={act}
            size="small"
            busy={state.kind === 'running'}
            title={act === 'cancel' ? t('task.callOffHelp') : undefined}
            aria-label={t('app.labelled', { label: words[act], value: taskName(t, task) })}
            onClick={() => start(act)}
          >
            {words[act]}
          </Button>
        ))}
        {acts.includes('undo') && task.endedAt !== null && (
          <small className={styles.dim}>
            {t('task.undoUntil', { time: format.soon(task.endedAt + taskUndoMs, now) })}
          </small>
        )}
      </div>
      {state.kind === 'failed' && <ErrorNote error={state.error} />}
    </>
  );
}
