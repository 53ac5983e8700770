import { useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ControlAction } from '#shared/domain/operations.ts';
import { useClient } from '../lib/client-context.tsx';
import { fromLocalInput, toLocalInput } from '../lib/local-time.ts';
import { pauseEnds } from '../lib/pause-ends.ts';
import { useAction } from '../lib/use-action.ts';
import { useNow } from '../lib/use-now.ts';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';
import styles from './ControlDialog.module.css';
import { Dialog } from './Dialog.tsx';
import { DialogAnswers, DialogBody } from './DialogParts.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { SafeText } from './SafeText.tsx';
import { Segmented } from './Segmented.tsx';
import { TextField } from './TextField.tsx';

const minute = 60_000;
/** Names written out; a longer list is counted. */
const namedAtMost = 8;

export type ChannelAct = ControlAction | 'reconnect';

interface ControlDialogProps {
  readonly act: ChannelAct;
  readonly channels: readonly Pick<ChannelSnapshot, 'id' | 'name'>[];
  readonly onClose: () => void;
  /** It was done; for pause, stop and start with the channels as they are now. */
  readonly onDone: (snapshots: readonly ChannelSnapshot[]) => void;
}

/** Says what will happen to the messages of which channels, before it happens. */
export function ControlDialog({ act, channels, onClose, onDone }: ControlDialogProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const [opened] = useState(now);
  const ends = pauseEnds(opened);
  const [end, setEnd] = useState<string>(ends[0].key);
  const [own, setOwn] = useState(() => toLocalInput(opened + 2 * 60 * minute));
  const chosen = ends.find((one) => one.key === end);
  const until = act !== 'pause' ? null : chosen === undefined ? fromLocalInput(own) : chosen.at(now);
  const wrong = act === 'pause' && (until === null || until <= now);
  const run = useAction(async () => {
    const channelIds = channels.map((one) => one.id);
    if (act === 'reconnect') {
      await client.invoke('reconnect.start', { channelIds });
      onDone([]);
    } else {
      onDone(await client.invoke('channels.control', { channelIds, action: act, until }));
    }
  });
  const rest = channels.length - namedAtMost;
  return (
    <Dialog
      open
      title={t(`control.${act}.title`, { count: channels.length })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <ul className={styles.names} aria-label={t('control.channels')}>
          {channels.slice(0, namedAtMost).map((one) => (
            <li key={one.id}>
              <SafeText text={one.name} />
            </li>
          ))}
          {rest > 0 && <li>{t('control.more', { count: rest })}</li>}
        </ul>
        <p>{t(`control.${act}.help`)}</p>
        {act === 'pause' && (
          <>
            <Segmented
              label={t('control.until')}
              value={end}
              options={[
                ...ends.map((one) => ({
                  value: one.key,
                  label:
                    one.lengthMs === null
                      ? t('control.untilTime', { time: format.moment(one.at(opened), opened) })
                      : t('control.minutes', { duration: format.duration(one.lengthMs) }),
                })),
                { value: 'own', label: t('control.own') },
              ]}
              onChange={setEnd}
            />
            {end === 'own' && (
              <TextField
                kind="datetime-local"
                label={t('control.ownLabel')}
                value={own}
                onChange={setOwn}
                problem={wrong ? t('control.ownWrong') : null}
              />
            )}
          </>
        )}
        {run.state.kind === 'failed' && <ErrorNote error={run.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('control.cancel')}</Button>
          <Button
            look={act === 'stop' ? 'plain' : 'primary'}
            busy={run.state.kind === 'running'}
            disabled={wrong}
            onClick={() => run.start()}
          >
            {act === 'reconnect' ? t('control.reconnect.button') : t(`control.${act}.confirm`)}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
