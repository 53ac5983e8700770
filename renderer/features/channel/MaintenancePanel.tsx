import { useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { Maintenance } from '#shared/domain/operations.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { fromLocalInput, toLocalInput } from '#renderer/lib/local-time.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './SidePanels.module.css';

const hour = 3_600_000;

interface PlanProps {
  readonly channel: ChannelSnapshot;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

function PlanDialog({ channel, onClose, onDone }: PlanProps) {
  const { t } = useTexts();
  const client = useClient();
  const now = useNow();
  const [from, setFrom] = useState(() => toLocalInput(now));
  const [until, setUntil] = useState(() => toLocalInput(now + 2 * hour));
  const [note, setNote] = useState('');
  const start = fromLocalInput(from);
  const end = fromLocalInput(until);
  const problem =
    start === null || end === null
      ? t('maintenance.noTime')
      : end <= start || end <= now
        ? t('maintenance.order')
        : null;
  const plan = useAction(async () => {
    if (start === null || end === null) return;
    await client.invoke('maintenance.plan', { channelIds: [channel.id], from: start, until: end, note });
    onDone();
  });
  return (
    <Dialog open title={t('maintenance.title')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <p>{t('maintenance.help')}</p>
        <TextField kind="datetime-local" label={t('maintenance.from')} value={from} onChange={setFrom} />
        <TextField
          kind="datetime-local"
          label={t('maintenance.until')}
          value={until}
          onChange={setUntil}
          problem={problem}
        />
        <TextField label={t('maintenance.note')} value={note} onChange={setNote} maxLength={500} />
        {plan.state.kind === 'failed' && <ErrorNote error={plan.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('control.cancel')}</Button>
          <Button
            look="primary"
            busy={plan.state.kind === 'running'}
            disabled={problem !== null}
            onClick={() => plan.start()}
          >
            {t('maintenance.save')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}

interface MaintenancePanelProps {
  readonly channel: ChannelSnapshot;
  readonly maintenance: readonly Maintenance[];
  readonly onChanged: () => void;
}

/** What is planned for this channel, to end or to add to. */
export function MaintenancePanel({ channel, maintenance, onChanged }: MaintenancePanelProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const [planning, setPlanning] = useState(false);
  const end = useAction(async (id: string) => {
    await client.invoke('maintenance.end', { id });
    onChanged();
  });
  const ahead = maintenance.filter((one) => one.endedAt === null && one.until > now).sort((a, b) => a.from - b.from);
  return (
    <Panel
      title={t('maintenance.heading')}
      note={
        <Button size="small" onClick={() => setPlanning(true)}>
          {t('maintenance.plan')}
        </Button>
      }
    >
      {ahead.length === 0 ? (
        <p className={styles.dim}>{t('maintenance.none')}</p>
      ) : (
        <ul className={styles.list}>
          {ahead.map((one) => (
            <li key={one.id} className={styles.between}>
              <div className={styles.names}>
                <span>
                  {one.from <= now
                    ? t('maintenance.now', { time: format.moment(one.until, now) })
                    : t('maintenance.later', periodWords(format, one.from, one.until, now))}
                </span>
                {one.note !== '' && <SafeText text={one.note} className={styles.small} />}
                <span className={styles.small}>
                  {t('maintenance.by', { name: one.by })}
                  {one.channelIds.length > 1 && `, ${t('maintenance.also', { count: one.channelIds.length - 1 })}`}
                </span>
              </div>
              <Button size="small" busy={end.state.kind === 'running'} onClick={() => end.start(one.id)}>
                {one.from <= now ? t('maintenance.end') : t('maintenance.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {end.state.kind === 'failed' && <ErrorNote error={end.state.error} />}
      {planning && (
        <PlanDialog
          channel={channel}
          onClose={() => setPlanning(false)}
          onDone={() => {
            setPlanning(false);
            onChanged();
          }}
        />
      )}
    </Panel>
  );
}
