import { useState } from 'react';
import type { DeskCase, DeskProbeResult } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Lead, Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { casePath, useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { useAct } from './use-act.ts';

/** For trainers: a call that nobody published, and what the relay says to it. */
export function ProbeBox({ open }: { readonly open: DeskCase }) {
  const { t } = usePageTexts();
  const call = useDeskCall();
  const { busy, problem, run } = useAct();
  const [action, setAction] = useState<'hide' | 'delete'>('hide');
  const [result, setResult] = useState<DeskProbeResult | null>(null);
  const messageId = open.messages.at(-1)?.id;
  return (
    <details className={styles.details}>
      <summary>{t('agent.probe')}</summary>
      <Lead>{t('agent.probeHelp')}</Lead>
      {messageId === undefined ? (
        <p>{t('agent.probeNone')}</p>
      ) : (
        <div className={styles.fields}>
          <Choice
            label={t('agent.probeAction')}
            value={action}
            options={[
              { value: 'hide', label: t('agent.probeHide') },
              { value: 'delete', label: t('agent.probeDelete') },
            ]}
            onChange={setAction}
          />
          <Button
            busy={busy}
            onClick={() =>
              run(async () => setResult(await call('POST', casePath(open.number, '/probe'), { action, messageId })))
            }
          >
            {t('agent.probeSend')}
          </Button>
        </div>
      )}
      <Problem text={problem} />
      {result !== null && (
        <div role="status">
          <p>
            {t('agent.probeAnswer', {
              method: result.method,
              path: result.path,
              status: result.status ?? t('agent.probeSilent'),
            })}
          </p>
          {result.body !== '' && <pre className={styles.body}>{result.body}</pre>}
        </div>
      )}
    </details>
  );
}
