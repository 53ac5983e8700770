import { useState } from 'react';
import type { MessageTask, TaskPlan, TaskSource } from '#shared/domain/message-task.ts';
import type { MessageAction } from '#shared/domain/message.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isolated } from '#renderer/lib/safe-text.ts';
import { tasksHref } from '#renderer/lib/message-search-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import styles from './ActDialog.module.css';
import { taskName } from './describe-task.ts';
import { PlanWords } from './PlanWords.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { TaskProgress } from './TaskProgress.tsx';
import { useTaskPlan } from './use-task-plan.ts';

interface ActDialogProps {
  readonly source: TaskSource;
  readonly action: MessageAction;
  readonly onClose: () => void;
  readonly onStarted: () => void;
}

/** Whose messages: the channel by its name, several by their number. */
function whereOf(t: Texts['t'], { channels }: TaskPlan, names: Readonly<Record<string, { readonly name: string }>>) {
  const [only, ...others] = channels;
  return only === undefined || others.length > 0
    ? t('task.channels', { count: channels.length })
    : isolated(names[only.channelId]?.name ?? only.channelId);
}

/** What stands in the dialog while it is counted, and how far that is. */
function Counting({ plan }: { readonly plan: TaskPlan | null }) {
  const { t, format } = useTexts();
  return (
    <div role="status">
      <p>{t('task.counting', { number: format.number(plan?.total ?? 0) })}</p>
      <ProgressBar label={t('task.counting', { number: '' })} />
      <p className={styles.dim}>{t('task.countingHelp')}</p>
    </div>
  );
}

/** An act that has begun, as it goes on. */
function Began({ task, onClose }: { readonly task: MessageTask; readonly onClose: () => void }) {
  const { t } = useTexts();
  const present = useConsole((state) => state.tasks[task.id] ?? task);
  return (
    <>
      <TaskProgress task={present} />
      {present.endedAt === null && <p className={styles.dim}>{t('task.began')}</p>}
      <DialogAnswers>
        <ButtonLink href={tasksHref(task.id)}>{t('task.open')}</ButtonLink>
        <Button look="primary" onClick={onClose}>
          {t('task.close')}
        </Button>
      </DialogAnswers>
    </>
  );
}

/** Counts first, says what would happen, and only then does it. */
export function ActDialog({ source, action, onClose, onStarted }: ActDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const channels = useConsole((state) => state.channels);
  const taskChanged = useConsole((state) => state.taskChanged);
  const { plan, error, again } = useTaskPlan(source, action);
  const [accepted, setAccepted] = useState(false);
  const [task, setTask] = useState<MessageTask | null>(null);
  const [triedPlan, setTriedPlan] = useState<string | null>(null);
  const start = useAction(async (planId: string, acceptTwice: boolean) => {
    setTriedPlan(planId);
    const begun = await client.invoke('task.start', { planId, acceptTwice });
    taskChanged(begun);
    setTask(begun);
    onStarted();
  });
  const counted = plan?.isCounted === true ? plan : null;
  const asksTwice = (counted?.mayArriveTwice ?? 0) > 0;
  const mayStart = counted !== null && counted.possible > 0 && (!asksTwice || accepted);
  const failed = error ?? (start.state.kind === 'failed' && triedPlan === plan?.id ? start.state.error : null);
  // Another answer to the same count would be the same: only a new count helps.
  const isSpent = failed !== null && (error !== null || failed.code === 'TASK_PLAN_OLD');
  const countAgain = (): void => {
    setAccepted(false);
    again();
  };
  return (
    <Dialog
      open
      wide
      title={task === null ? t(`task.act.${action}.title`) : taskName(t, task)}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        {task !== null ? (
          <Began task={task} onClose={onClose} />
        ) : (
          <>
            <p>{t(`task.act.${action}.help`)}</p>
            {counted === null && error === null && <Counting plan={plan} />}
            {counted !== null && <PlanWords plan={counted} />}
            {counted !== null && asksTwice && (
              <div className={styles.twice}>
                <p>{t('task.twice', { count: counted.mayArriveTwice })}</p>
                <Toggle label={t('task.acceptTwice')} checked={accepted} onChange={setAccepted} />
              </div>
            )}
            {failed !== null && <ErrorNote error={failed} />}
            <DialogAnswers>
              <Button onClick={onClose}>{t(counted?.possible === 0 ? 'task.close' : 'task.cancel')}</Button>
              {isSpent && (
                <Button look="primary" onClick={countAgain}>
                  {t('task.countAgain')}
                </Button>
              )}
              {counted !== null && counted.possible > 0 && !isSpent && (
                <Button
                  look="primary"
                  busy={start.state.kind === 'running'}
                  disabled={!mayStart}
                  title={mayStart ? undefined : t('task.tick')}
                  onClick={() => start.start(counted.id, accepted)}
                >
                  {t(`task.act.${action}.button`, {
                    count: counted.possible,
                    where: whereOf(t, counted, channels),
                  })}
                </Button>
              )}
            </DialogAnswers>
          </>
        )}
      </DialogBody>
    </Dialog>
  );
}
