import { useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelControl, ControlAction } from '#shared/domain/operations.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ControlDialog } from '#renderer/ui/ControlDialog.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './SidePanels.module.css';

interface SwitchPanelProps {
  readonly channel: ChannelSnapshot;
  readonly control: ChannelControl;
  readonly onChanged: () => void;
}

const offered: Readonly<Record<ChannelControl['mode'], readonly ControlAction[]>> = {
  running: ['pause', 'stop'],
  paused: ['start', 'pause', 'stop'],
  stopped: ['start'],
};

/** Pause with an end, stop, start: each asks first and says what happens to messages. */
export function SwitchPanel({ channel, control, onChanged }: SwitchPanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const visible = useRelayVisible();
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const [act, setAct] = useState<ControlAction | null>(null);
  const words =
    control.mode === 'paused' && control.until !== null
      ? t('switchPanel.pausedUntil', { time: format.moment(control.until, now) })
      : t(`switchPanel.${control.mode}`);
  return (
    <Panel title={t('switchPanel.heading')}>
      <div className={styles.stack}>
        <div>
          <p>{words}</p>
          {control.code === 'CHANNEL_REMOVED_IN_CXONE' && <p>{t('switchPanel.removed')}</p>}
          {control.mode !== 'running' && control.by !== null && control.at !== null && (
            <p className={styles.small}>
              {t('switchPanel.setBy', { name: control.by, age: format.age(control.at, now) })}
            </p>
          )}
        </div>
        <div className={styles.buttons}>
          {offered[control.mode].map((one) => (
            <Button key={one} size="small" disabled={!visible} onClick={() => setAct(one)}>
              {t(`control.${one}.button`)}
            </Button>
          ))}
        </div>
      </div>
      {act !== null && (
        <ControlDialog
          act={act}
          channels={[channel]}
          onClose={() => setAct(null)}
          onDone={(snapshots) => {
            channelsChanged(snapshots);
            setAct(null);
            onChanged();
          }}
        />
      )}
    </Panel>
  );
}
