import { useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { TestFollower } from '#shared/domain/operations.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { needsAttention } from '#renderer/lib/describe/attention.ts';
import { isUnderWay, phaseLook, runSteps, shownPhase } from '#renderer/lib/describe/describe-reconnect.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { CatchUpProgress } from './CatchUpProgress.tsx';
import { Guide } from './Guide.tsx';
import { Ladder } from './Ladder.tsx';
import { ReceiptDialog } from './ReceiptDialog.tsx';
import styles from './ReconnectPanel.module.css';
import { RunProofs } from './RunProofs.tsx';
import { TestMessage } from './TestMessage.tsx';

interface ReconnectPanelProps {
  readonly channel: ChannelSnapshot;
  readonly run: ReconnectRun | null;
  readonly followers: readonly TestFollower[];
  readonly onChanged: () => void;
}

function Steps({ run }: { readonly run: ReconnectRun }) {
  const { t } = useTexts();
  return (
    <ol className={styles.steps}>
      {runSteps(run).map(({ step, state }, index) => (
        <li key={step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span aria-hidden="true">{state === 'done' ? '✓' : state === 'failed' ? '–' : index + 1}</span>
          {t(`reconnect.step.${step}`)}
          <span className="visually-hidden"> ({t(`reconnect.stepState.${state}`)})</span>
        </li>
      ))}
    </ol>
  );
}

function Ended({ run }: { readonly run: ReconnectRun }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const { phase } = run;
  const end = phase === 'done' || phase === 'paused' || phase === 'cancelled' ? phase : 'failed';
  return (
    <div className={styles.ended}>
      <p>{t(`reconnect.ended.${end}`)}</p>
      {run.receiptId !== null && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('reconnect.showReceipt')}
        </Button>
      )}
      {open && run.receiptId !== null && <ReceiptDialog id={run.receiptId} onClose={() => setOpen(false)} />}
    </div>
  );
}

/** What a reconnect does and where it stands: ladder, guide, proofs, test message, catch-up, receipt. */
export function ReconnectPanel({ channel, run, followers, onChanged }: ReconnectPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const runChanged = useConsole((state) => state.runChanged);
  const act = useAction(async (what: 'start' | 'continue' | 'cancel') => {
    if (what === 'start') {
      for (const one of await client.invoke('reconnect.start', { channelIds: [channel.id] })) runChanged(one);
    } else if (run !== null) runChanged(await client.invoke(`reconnect.${what}`, { runId: run.id }));
    onChanged();
  });
  const visible = useRelayVisible();
  const underWay: boolean = isUnderWay(run);
  const busy = act.state.kind === 'running';
  const failing = needsAttention(channel);
  // The relay goes on by itself with a passing fault: then nobody is waited for.
  const mustAct = channel.state.operatorMustAct || !failing;
  const phase = run === null ? null : shownPhase(run, mustAct);
  const startButton = (
    <Button busy={busy} disabled={!visible} onClick={() => act.start('start')}>
      {busy ? t('reconnect.starting') : run === null ? t('reconnect.start') : t('reconnect.again')}
    </Button>
  );
  return (
    <Panel
      title={t('reconnect.heading')}
      note={
        run !== null ? (
          <span className={styles.note}>
            {t('reconnect.startedBy', { name: run.by, age: format.age(run.startedAt, now) })}
            {underWay && (
              <Button size="small" look="quiet" disabled={!visible} onClick={() => act.start('cancel')}>
                {t('reconnect.cancel')}
              </Button>
            )}
          </span>
        ) : undefined
      }
    >
      <div className={styles.body}>
        {run === null || phase === null ? (
          <div className={styles.idle}>
            <p>{t(failing ? 'reconnect.idle' : 'reconnect.idleWorks')}</p>
            {/* While it fails, the head of the page has that button. */}
            {!failing && startButton}
          </div>
        ) : (
          <>
            <div className={styles.phase}>
              <div role="status">
                <StateBadge {...phaseLook(phase)}>{t(`reconnect.phase.${phase}`)}</StateBadge>
              </div>
              <Steps run={run} />
            </div>
            {!underWay && <Ended run={run} />}
            {run.phase === 'asking' && (
              <Guide run={run} mustAct={mustAct} busy={busy} onGoOn={() => act.start('continue')} />
            )}
            <Ladder run={run} />
            {run.phase !== 'laddering' && run.phase !== 'asking' && <RunProofs run={run} />}
            {(underWay || run.test !== null) && run.phase !== 'laddering' && (
              <TestMessage run={run} followers={followers} />
            )}
            {run.catchUp !== null && <CatchUpProgress catchUp={run.catchUp} />}
            {!underWay && !failing && <div>{startButton}</div>}
          </>
        )}
        {act.state.kind === 'failed' && <ErrorNote error={act.state.error} />}
      </div>
    </Panel>
  );
}
