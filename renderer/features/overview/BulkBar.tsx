import { useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ControlDialog, type ChannelAct } from '#renderer/ui/ControlDialog.tsx';
import styles from './BulkBar.module.css';

const acts: readonly ChannelAct[] = ['reconnect', 'pause', 'stop', 'start'];

interface BulkBarProps {
  readonly chosen: readonly ChannelSnapshot[];
  readonly onClear: () => void;
}

/** What can be done with the chosen channels together; each asks once, with their names. */
export function BulkBar({ chosen, onClear }: BulkBarProps) {
  const { t } = useTexts();
  const visible = useRelayVisible();
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const [act, setAct] = useState<ChannelAct | null>(null);
  return (
    <section className={styles.bar} aria-label={t('overview.bulk')}>
      <span role="status" className={styles.count}>
        {t('overview.selected', { count: chosen.length })}
      </span>
      {acts.map((one) => (
        <Button key={one} size="small" disabled={!visible} onClick={() => setAct(one)}>
          {one === 'reconnect' ? `${t('control.reconnect.button')}…` : t(`control.${one}.button`)}
        </Button>
      ))}
      <Button size="small" look="quiet" onClick={onClear}>
        {t('overview.selectNone')}
      </Button>
      {act !== null && (
        <ControlDialog
          act={act}
          channels={chosen}
          onClose={() => setAct(null)}
          onDone={(snapshots) => {
            channelsChanged(snapshots);
            setAct(null);
            onClear();
          }}
        />
      )}
    </section>
  );
}
