import { useState } from 'react';
import type { Maintenance } from '#shared/domain/operations.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { periodWords } from '#renderer/lib/period-words.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeBlock } from '#renderer/ui/SafeText.tsx';
import styles from './HandOverLists.module.css';
import { PlanMaintenance } from './PlanMaintenance.tsx';

/** Names written out before the rest is counted. */
const shownNames = 3;

function Line({ maintenance, onChanged }: { readonly maintenance: Maintenance; readonly onChanged: () => void }) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const channels = useConsole((state) => state.channels);
  const end = useAction(async () => {
    await client.invoke('maintenance.end', { id: maintenance.id });
    onChanged();
  });
  const running = maintenance.from <= now;
  const names = maintenance.channelIds.slice(0, shownNames).map((id) => isolated(channels[id]?.name ?? id));
  const rest = maintenance.channelIds.length - names.length;
  const who = rest > 0 ? t('handOver.channelsMore', { names: names.join(', '), count: rest }) : names.join(', ');
  const label = running ? t('handOver.end') : t('handOver.remove');
  const period = periodWords(format, maintenance.from, maintenance.until, now);
  return (
    <li className={styles.plain}>
      <div className={styles.words}>
        <p>
          <strong>{who}</strong>
        </p>
        <p>
          {running
            ? t('handOver.maintenanceNow', { time: format.moment(maintenance.until, now) })
            : t('handOver.maintenanceLater', period)}
        </p>
        {maintenance.note !== '' && <SafeBlock text={maintenance.note} />}
        <p className={styles.dim}>{t('handOver.maintenanceBy', { name: maintenance.by })}</p>
        {end.state.kind === 'failed' && <ErrorNote error={end.state.error} />}
      </div>
      <div data-print="off">
        <Button
          size="small"
          busy={end.state.kind === 'running'}
          aria-label={t('handOver.endOf', { label, names: who })}
          onClick={() => end.start()}
        >
          {label}
        </Button>
      </div>
    </li>
  );
}

interface MaintenancePanelProps {
  readonly maintenance: readonly Maintenance[];
  readonly onChanged: () => void;
}

/** Maintenance that goes on or is planned, and the way to plan more. */
export function MaintenancePanel({ maintenance, onChanged }: MaintenancePanelProps) {
  const { t } = useTexts();
  const now = useNow();
  const [planning, setPlanning] = useState(false);
  const ahead = maintenance
    .filter((one) => one.endedAt === null && one.until > now)
    .sort((a, b) => a.from - b.from || a.id.localeCompare(b.id));
  return (
    <Panel
      title={t('handOver.maintenance')}
      flush
      note={
        <span data-print="off">
          <Button size="small" onClick={() => setPlanning(true)}>
            {t('handOver.plan')}
          </Button>
        </span>
      }
    >
      {ahead.length === 0 ? (
        <p className={styles.empty}>{t('handOver.noMaintenance')}</p>
      ) : (
        <ul>
          {ahead.map((one) => (
            <Line key={one.id} maintenance={one} onChanged={onChanged} />
          ))}
        </ul>
      )}
      {planning && (
        <PlanMaintenance
          onClose={() => setPlanning(false)}
          onPlanned={() => {
            setPlanning(false);
            onChanged();
          }}
        />
      )}
    </Panel>
  );
}
