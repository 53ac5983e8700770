import { useConsole } from '#renderer/store/console-store.ts';
import { AnswerPanel } from './AnswerPanel.tsx';
import { ChannelsPanel } from './ChannelsPanel.tsx';
import { ChartPanel } from './ChartPanel.tsx';
import { LedgerPanel } from './LedgerPanel.tsx';
import styles from './OverviewPage.module.css';
import { SandboxPanel } from './SandboxPanel.tsx';
import { SlaPanel } from './SlaPanel.tsx';

export function OverviewPage() {
  const overview = useConsole((state) => state.overview);
  const sandboxKind = useConsole((state) => state.sandbox?.kind ?? 'off');
  const hasSla = useConsole((state) => state.slaSummary !== null);
  return (
    <div className={styles.page} data-sla={hasSla || undefined} data-sandbox={sandboxKind !== 'off' || undefined}>
      <ChannelsPanel className={styles.channels} />
      {overview !== null && (
        <>
          <ChartPanel className={styles.chart} overview={overview} />
          <div className={styles.side}>
            {hasSla && <SlaPanel className={styles.sla} />}
            <LedgerPanel className={styles.ledger} overview={overview} />
            <AnswerPanel className={styles.answer} overview={overview} />
            {sandboxKind !== 'off' && <SandboxPanel className={styles.sandbox} />}
          </div>
        </>
      )}
    </div>
  );
}
