import { useMemo } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import styles from './CandidateList.module.css';
import type { Candidate } from './holiday-candidates.ts';

interface CandidateListProps {
  readonly found: readonly Candidate[];
  readonly isTicked: (date: string, begins: boolean) => boolean;
  readonly onTick: (dates: readonly string[], on: boolean) => void;
}

/** The days that were found, each to be taken over or not. Those already entered begin unticked. */
export function CandidateList({ found, isTicked, onTick }: CandidateListProps) {
  const { t, language } = useTexts();
  const dates = useMemo(() => dateWords(language), [language]);
  if (found.length === 0) return <p className={styles.none}>{t('slaSettings.holidays.none')}</p>;
  const all = found.map(({ day }) => day.date);
  return (
    <fieldset className={styles.list}>
      <legend>{t('slaSettings.holidays.review')}</legend>
      <div className={styles.all}>
        <Button size="small" onClick={() => onTick(all, true)}>
          {t('slaSettings.holidays.all')}
        </Button>
        <Button size="small" onClick={() => onTick(all, false)}>
          {t('slaSettings.holidays.noneChosen')}
        </Button>
      </div>
      <ul>
        {found.map(({ day, known, same }) => (
          <li key={day.date}>
            <label className={styles.line}>
              <input
                type="checkbox"
                checked={isTicked(day.date, known === null)}
                onChange={(event) => onTick([day.date], event.currentTarget.checked)}
              />
              <span className={styles.date}>
                {dates.day(day.date)} {day.date.slice(0, 4)}
              </span>
              <span className={styles.name}>
                <SafeText text={day.name} maxLength={120} />
              </span>
              <span className={styles.hours}>
                {day.spans.length === 0
                  ? t('slaSettings.closed')
                  : day.spans.map(({ from, until }) => `${from}–${until}`).join(', ')}
              </span>
              <span className={styles.known}>
                {known === null
                  ? ''
                  : same
                    ? t('slaSettings.holidays.already')
                    : t('slaSettings.holidays.replaces', { name: known.name === '' ? known.date : known.name })}
              </span>
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
