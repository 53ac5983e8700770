import { useState } from 'react';
import type { CountCheck } from '#shared/domain/overview.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import styles from './LedgerCheck.module.css';

/** Counts every message in the database anew, for whoever does not take the running sum on trust. */
export function LedgerCheck() {
  const { t, format } = useTexts();
  const client = useClient();
  const [check, setCheck] = useState<CountCheck | null>(null);
  const count = useAction(async () => setCheck(await client.invoke('store.verifyCounts', null)));
  const running = count.state.kind === 'running';
  return (
    <div className={styles.check}>
      {count.state.kind === 'failed' && <ErrorNote error={count.state.error} />}
      {check !== null && !running && (
        <p role="status" data-tone={check.agrees ? 'ok' : 'bad'}>
          {t(check.agrees ? 'overview.recountAgrees' : 'overview.recountDiffers', {
            number: format.number(check.counted.accepted),
            kept: format.number(check.kept.accepted),
            time: format.timeOfDay(check.at),
          })}
        </p>
      )}
      <Button look="quiet" size="small" busy={running} onClick={() => count.start()}>
        {running ? t('overview.recounting') : t('overview.recount')}
      </Button>
    </div>
  );
}
