import { useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { fromLocalInput, toLocalInput } from '#renderer/lib/local-time.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './PlanMaintenance.module.css';
import { planProblem } from './plan-problem.ts';

const hour = 3_600_000;

interface PlanMaintenanceProps {
  readonly onClose: () => void;
  readonly onPlanned: () => void;
}

/** Which channels, from when to when, and why. Says first what it means. */
export function PlanMaintenance({ onClose, onPlanned }: PlanMaintenanceProps) {
  const { t } = useTexts();
  const client = useClient();
  const channels = useChannels();
  const now = useNow();
  const [chosen, setChosen] = useState<ReadonlySet<ChannelId>>(new Set());
  const [from, setFrom] = useState(() => toLocalInput(Date.now()));
  const [until, setUntil] = useState(() => toLocalInput(Date.now() + hour));
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const times = { from: fromLocalInput(from), until: fromLocalInput(until) };
  const problem = tried ? planProblem({ ...times, channels: chosen.size }, now) : null;
  const plan = useAction(async () => {
    if (times.from === null || times.until === null) return;
    await client.invoke('maintenance.plan', {
      channelIds: [...chosen],
      from: times.from,
      until: times.until,
      note: note.trim(),
    });
    onPlanned();
  });
  const toggle = (id: ChannelId, on: boolean): void => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const byName = [...channels].sort((a, b) => a.name.localeCompare(b.name));
  return (
    <Dialog open title={t('handOver.planTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (planProblem({ ...times, channels: chosen.size }, Date.now()) === null) plan.start();
        }}
      >
        <DialogBody>
          <p className={styles.help}>{t('handOver.planHelp')}</p>
          <fieldset className={styles.channels}>
            <legend>{t('handOver.planChannels')}</legend>
            <div className={styles.all}>
              <Button size="small" onClick={() => setChosen(new Set(channels.map(({ id }) => id)))}>
                {t('handOver.planAll')}
              </Button>
              <Button size="small" onClick={() => setChosen(new Set())}>
                {t('handOver.planNone')}
              </Button>
            </div>
            <div className={styles.list}>
              {byName.map((channel) => (
                <label key={channel.id}>
                  <input
                    type="checkbox"
                    checked={chosen.has(channel.id)}
                    onChange={(event) => toggle(channel.id, event.currentTarget.checked)}
                  />
                  <SafeText text={channel.name} maxLength={120} />
                </label>
              ))}
            </div>
            {problem === 'channels' && <p className={styles.wrong}>{t('handOver.planNoChannel')}</p>}
          </fieldset>
          <div className={styles.times}>
            <TextField kind="datetime-local" label={t('handOver.planFrom')} value={from} onChange={setFrom} />
            <TextField
              kind="datetime-local"
              label={t('handOver.planUntil')}
              value={until}
              onChange={setUntil}
              problem={
                problem === 'times' ? t('handOver.planNoTime') : problem === 'order' ? t('handOver.planOrder') : null
              }
            />
          </div>
          <TextField label={t('handOver.planNote')} value={note} onChange={setNote} maxLength={500} />
          {plan.state.kind === 'failed' && <ErrorNote error={plan.state.error} />}
          <DialogAnswers>
            <Button onClick={onClose}>{t('handOver.planCancel')}</Button>
            <Button look="primary" submit busy={plan.state.kind === 'running'}>
              {t('handOver.planSave')}
            </Button>
          </DialogAnswers>
        </DialogBody>
      </form>
    </Dialog>
  );
}
