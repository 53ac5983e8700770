import { useState } from 'react';
import type { AlertSinkName, AlertTestResult } from '#shared/domain/alerts.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './SinkTest.module.css';

interface SinkTestProps {
  readonly sink: AlertSinkName;
  /** Something typed is not stored yet; the test would not use it. */
  readonly dirty: boolean;
  readonly onTested: () => void;
}

/** Sends a test with the stored settings and shows what the other side said. */
export function SinkTest({ sink, dirty, onTested }: SinkTestProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const [result, setResult] = useState<AlertTestResult | null>(null);
  const test = useAction(async () => {
    setResult(null);
    setResult(await client.invoke('alerts.test', { sink }));
    onTested();
  });
  const running = test.state.kind === 'running';
  const detail = result?.detail ?? null;
  return (
    <div className={styles.test}>
      <div className={styles.line}>
        <Button busy={running} disabled={dirty} onClick={() => test.start()}>
          {running ? t('alerts.test.running') : t('alerts.test.run')}
        </Button>
        {dirty && <span className={styles.hint}>{t('alerts.test.saveFirst')}</span>}
        <span role="status" className={styles.ok}>
          {result?.ok === true &&
            (detail === null
              ? t('alerts.test.okNoDetail', { duration: format.duration(result.durationMs) })
              : t('alerts.test.ok', { detail: isolated(detail), duration: format.duration(result.durationMs) }))}
        </span>
      </div>
      {result?.ok === false && (
        <div className={styles.said}>
          <ErrorNote error={{ code: result.code ?? 'ALERT_UNREACHABLE', value: detail, platformCode: null }} />
        </div>
      )}
      {test.state.kind === 'failed' && (
        <div className={styles.said}>
          <ErrorNote error={test.state.error} />
        </div>
      )}
    </div>
  );
}
