import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { openIncidents } from '#renderer/lib/incidents/order-incidents.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { DonePanel } from './DonePanel.tsx';
import { GapsPanel } from './GapsPanel.tsx';
import styles from './HandOverPage.module.css';
import { HandOverTools } from './HandOverTools.tsx';
import { IncidentsPanel } from './IncidentsPanel.tsx';
import { MaintenancePanel } from './MaintenancePanel.tsx';
import { NotesPanel } from './NotesPanel.tsx';
import { beganBefore } from './shift-start.ts';
import { WaitingPanel } from './WaitingPanel.tsx';
import { WatchesPanel } from './WatchesPanel.tsx';

/** Asked again this often while the page is open, milliseconds; sooner when an operator did something. */
const renewMs = 30_000;

/** What one shift hands to the next: on screen, on paper and as text. */
export function HandOverPage() {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const [since, setSince] = useState(() => beganBefore(8, Date.now()));
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const lastAct = useConsole((state) => state.auditTail[0]?.id ?? '');
  const openCount = useConsole((state) => openIncidents(Object.values(state.incidents)).length);
  const handOver = useAnswer(String(since), () => client.invoke('shift.handOver', { since }), {
    version: `${lastAct}/${openCount}/${Math.floor(now / renewMs)}`,
    enabled: relayRuns,
  });
  const shown = handOver.value;
  return (
    <div className={styles.page}>
      <div className={styles.printHead}>
        <h1>{t('handOver.printedTitle')}</h1>
        <p>
          {t('handOver.period', { from: format.full(since) })} · {format.full(shown?.at ?? now)}
        </p>
      </div>
      <HandOverTools since={since} onSince={setSince} handOver={shown} />
      {handOver.error !== null && <LoadFailed error={handOver.error} busy={handOver.asking} onRetry={handOver.ask} />}
      {shown === null ? (
        handOver.error === null && <Empty busy title={t('handOver.loading')} />
      ) : (
        <div className={styles.columns}>
          <div className={styles.column}>
            <IncidentsPanel
              title={t('handOver.open')}
              empty={t('handOver.noneOpen')}
              incidents={openIncidents(shown.open)}
            />
            <WaitingPanel />
            <NotesPanel notes={shown.notes} onNoted={handOver.ask} />
            <DonePanel lines={shown.done} />
            <IncidentsPanel title={t('handOver.closed')} empty={t('handOver.noneClosed')} incidents={shown.closed} />
          </div>
          <div className={styles.column}>
            <MaintenancePanel maintenance={shown.maintenance} onChanged={handOver.ask} />
            <WatchesPanel watches={shown.watches} />
            <GapsPanel gaps={shown.gaps} />
          </div>
        </div>
      )}
    </div>
  );
}
