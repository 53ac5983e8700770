import type { ExportProgress } from '#shared/domain/message-export.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { describeExport } from './describe-task.ts';
import { ProgressBar } from './ProgressBar.tsx';
import styles from './Work.module.css';

/** One export: how far it is, and what can be done with it. */
export function ExportLine({ progress }: { readonly progress: ExportProgress }) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const { id, fileName, state, rows, expected, sizeBytes, code } = progress;
  const cancel = useAction(() => client.invoke('export.cancel', { id }));
  const show = useAction(() => client.invoke('export.show', { id }));
  const failed = [cancel.state, show.state].find((one) => one.kind === 'failed');
  const view = describeExport(progress);
  const isRunning = state === 'running';
  const size = format.bytes(sizeBytes);
  const told = { rows: format.number(rows), size, expected: format.number(Math.max(expected?.count ?? 0, rows)) };
  return (
    <>
      <div className={styles.title}>
        <strong>
          <SafeText text={fileName} maxLength={120} />
        </strong>
        <small title={format.full(progress.startedAt)}>{format.moment(progress.startedAt, now)}</small>
      </div>
      <div className={styles.counts}>
        <StateBadge tone={view.tone} sign={view.sign} size="small">
          {t(`exporting.state.${state}`)}
        </StateBadge>
        {(isRunning || state === 'done') && (
          <span>
            {!isRunning || expected === null
              ? t('exporting.rows', told)
              : t(expected.isMore ? 'exporting.rowsOfMore' : 'exporting.rowsOf', told)}
          </span>
        )}
        {!progress.isMasked && <span className={styles.unmasked}>{t('exporting.unmasked')}</span>}
      </div>
      {isRunning && (
        <ProgressBar
          label={fileName}
          {...(expected === null || expected.isMore || expected.count === 0 ? {} : { share: rows / expected.count })}
        />
      )}
      {code !== null && <ErrorNote error={{ code, value: null, platformCode: null }} />}
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
      {(isRunning || state === 'done') && (
        <div className={styles.tools}>
          {isRunning ? (
            <Button
              size="small"
              busy={cancel.state.kind === 'running'}
              title={t('exporting.callOffHelp')}
              aria-label={t('app.labelled', { label: t('exporting.callOff'), value: fileName })}
              onClick={() => cancel.start()}
            >
              {t('exporting.callOff')}
            </Button>
          ) : (
            <Button
              size="small"
              aria-label={t('app.labelled', { label: t('exporting.show'), value: fileName })}
              onClick={() => show.start()}
            >
              {t('exporting.show')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}
