import type { ExportProgress } from '#shared/domain/message-export.ts';
import type { MessageTask } from '#shared/domain/message-task.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { tasksHref } from '#renderer/lib/message-search-routes.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { staysMs } from './raised-words.ts';
import styles from './RaisedNotices.module.css';

interface WorkWords {
  readonly id: string;
  readonly title: string;
  readonly what: string | null;
  readonly isGood: boolean;
  readonly endedAt: number;
  readonly href: string;
}

function taskWords({ t, format }: Texts, task: MessageTask): WorkWords {
  const { id, action, total, state, succeeded, skipped, failed } = task;
  const outcome = state === 'failed' || state === 'cancelled' ? state : 'done';
  return {
    id,
    title: t(`task.ended.${outcome}`, { name: t(`task.act.${action}.name`, { count: total }) }),
    what: t('task.endedWords', {
      succeeded: format.number(succeeded),
      skipped: format.number(skipped),
      failed: format.number(failed),
    }),
    isGood: outcome !== 'failed' && failed === 0,
    endedAt: task.endedAt ?? 0,
    href: tasksHref(id),
  };
}

function exportWords({ t, format, language }: Texts, progress: ExportProgress): WorkWords {
  const { id, fileName, state, rows, sizeBytes, code } = progress;
  const isGood = state === 'done';
  return {
    id,
    title: t(isGood ? 'exporting.ended.done' : 'exporting.ended.failed', { name: isolated(fileName) }),
    what: isGood
      ? t('exporting.rows', { rows: format.number(rows), size: format.bytes(sizeBytes) })
      : code === null
        ? null
        : sentenceFor(language, code, null).title,
    isGood,
    endedAt: progress.endedAt ?? 0,
    href: tasksHref(),
  };
}

const severityOf = ({ isGood }: WorkWords): 'info' | 'warning' => (isGood ? 'info' : 'warning');

/** What this person had begun and what ended just now, as words. Another's tasks end without a word here. */
export function useEndedWork(): readonly WorkWords[] {
  const texts = useTexts();
  const now = useNow();
  const ended = useConsole((state) => state.workEnded);
  const tasks = useConsole((state) => state.tasks);
  const exports = useConsole((state) => state.exports);
  const operator = useConsole((state) => state.appInfo?.operator ?? null);
  const words = ended.flatMap(({ kind, id }) => {
    if (kind === 'export') {
      const progress = exports[id];
      return progress === undefined ? [] : [exportWords(texts, progress)];
    }
    const task = tasks[id];
    return task === undefined || task.by !== operator ? [] : [taskWords(texts, task)];
  });
  return words.filter((one) => now - one.endedAt < staysMs({ severity: severityOf(one) }));
}

/** One piece of work that ended, with the way to what became of it. */
export function WorkNotice({ words }: { readonly words: WorkWords }) {
  const { t } = useTexts();
  const seen = useConsole((state) => state.workSeen);
  const hide = (): void => seen(words.id);
  return (
    <div className={styles.notice} data-severity={severityOf(words)}>
      <div className={styles.words}>
        <strong>{words.title}</strong>
        {words.what !== null && <p className={styles.what}>{words.what}</p>}
        <p className={styles.links}>
          <a href={words.href} onClick={hide}>
            {t('task.endedOpen')}
          </a>
        </p>
      </div>
      <button
        type="button"
        className={styles.hide}
        onClick={hide}
        aria-label={t('raised.hide', { title: words.title })}
      >
        <Icon name="close" size={13} />
      </button>
    </div>
  );
}
