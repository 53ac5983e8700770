import { useState } from 'react';
import { toLocalInput } from '#renderer/lib/local-time.ts';
import { presetOf, rangeOf, searchZone, timePresets, withPreset } from '#renderer/lib/message-search-time.ts';
import { withTime } from '#renderer/lib/message-search-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Flyout } from '#renderer/ui/Flyout.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './TimeFilter.module.css';

interface TimeFilterProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** As a date-and-time field wants it. */
const toField = (at: number | null): string => (at === null ? '' : toLocalInput(at).slice(0, 16));
/** As it is typed: midnight is the day alone. */
const fromField = (value: string): string => (value.endsWith('T00:00') ? value.slice(0, 10) : value.slice(0, 16));

/** From one moment to another; either may be left open. */
function OwnTime({ text, onDone }: { readonly text: string; readonly onDone: (text: string) => void }) {
  const { t } = useTexts();
  const now = useNow();
  const [time] = useState(() => rangeOf(text, searchZone(), now));
  const [from, setFrom] = useState(toField(time.from));
  const [until, setUntil] = useState(toField(time.until));
  const wrong = from !== '' && until !== '' && until <= from;
  const use = (): void =>
    onDone(
      withTime(text, {
        ...(from === '' ? {} : { after: fromField(from) }),
        ...(until === '' ? {} : { before: fromField(until) }),
      }),
    );
  return (
    <form
      className={styles.own}
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) use();
      }}
    >
      <TextField kind="datetime-local" label={t('search.from')} value={from} onChange={setFrom} />
      <TextField
        kind="datetime-local"
        label={t('search.until')}
        value={until}
        onChange={setUntil}
        help={t('search.zone', { zone: searchZone() })}
        problem={wrong ? t('search.timeOrder') : null}
      />
      <div>
        <Button submit look="primary" disabled={wrong || (from === '' && until === '')}>
          {t('search.useTime')}
        </Button>
      </div>
    </form>
  );
}

/** The time looked at: always said, never silently narrowed. */
export function TimeFilter({ text, onChange }: TimeFilterProps) {
  const { t } = useTexts();
  const preset = presetOf(text);
  const label = preset === null ? t('search.ownTime') : t(`search.preset.${preset}`);
  return (
    <Flyout label={label} describedAs={t('search.time')} chosen={preset !== 'all'}>
      {(close) => (
        <div className={styles.panel}>
          <div role="group" aria-label={t('search.time')} className={styles.presets}>
            {timePresets.map((one) => (
              <Button
                key={one}
                size="small"
                aria-pressed={one === preset}
                onClick={() => {
                  onChange(withPreset(text, one));
                  close();
                }}
              >
                {t(`search.preset.${one}`)}
              </Button>
            ))}
          </div>
          <OwnTime
            text={text}
            onDone={(next) => {
              onChange(next);
              close();
            }}
          />
        </div>
      )}
    </Flyout>
  );
}
