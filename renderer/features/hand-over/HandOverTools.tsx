import { useState } from 'react';
import type { ShiftHandOver } from '#shared/contract/operations-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { fromLocalInput, toLocalInput } from '#renderer/lib/local-time.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { handOverText } from './hand-over-text.ts';
import styles from './HandOverTools.module.css';
import { beganBefore, shiftChoices, type ShiftChoice } from './shift-start.ts';

interface HandOverToolsProps {
  readonly since: number;
  readonly onSince: (since: number) => void;
  readonly handOver: ShiftHandOver | null;
}

/** When the shift began, and the ways to take the hand-over along. */
export function HandOverTools({ since, onSince, handOver }: HandOverToolsProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const channels = useChannels();
  const [choice, setChoice] = useState<ShiftChoice>('8');
  const copy = useAction(async () => {
    if (handOver === null) return;
    await client.invoke('app.copyText', { text: handOverText({ ...handOver, channels: [...channels] }, t, format) });
  });
  const choose = (next: ShiftChoice): void => {
    setChoice(next);
    if (next !== 'other') onSince(beganBefore(Number(next), Date.now()));
  };
  return (
    <div className={styles.tools} data-print="off">
      <span className={styles.label} aria-hidden="true">
        {t('handOver.shift')}
      </span>
      <Segmented<ShiftChoice>
        label={t('handOver.shift')}
        value={choice}
        options={[
          ...shiftChoices.map((value) => ({ value, label: t('handOver.hours', { count: Number(value) }) })),
          { value: 'other', label: t('handOver.other') },
        ]}
        onChange={choose}
      />
      {choice === 'other' && (
        <div className={styles.since}>
          <TextField
            kind="datetime-local"
            label={t('handOver.sinceLabel')}
            value={toLocalInput(since)}
            onChange={(text) => {
              const at = fromLocalInput(text);
              if (at !== null && at > 0) onSince(at);
            }}
          />
        </div>
      )}
      <div className={styles.take}>
        {handOver !== null && (
          <span className={styles.label}>{t('handOver.asOf', { time: format.timeOfDay(handOver.at) })}</span>
        )}
        <span role="status">{copy.state.kind === 'done' ? t('action.copied') : ''}</span>
        <Button busy={copy.state.kind === 'running'} disabled={handOver === null} onClick={() => copy.start()}>
          {t('handOver.copy')}
        </Button>
        <Button disabled={handOver === null} onClick={() => window.print()}>
          <Icon name="print" size={15} />
          {t('handOver.print')}
        </Button>
      </div>
      {copy.state.kind === 'failed' && <ErrorNote error={copy.state.error} />}
    </div>
  );
}
