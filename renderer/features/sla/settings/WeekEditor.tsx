import { useId, useMemo } from 'react';
import type { OfficeSpan } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import { FieldWrong } from './CompactField.tsx';
import { replaced } from './draft.ts';
import type { FieldPath } from './draft-settings.ts';
import { spanMinutes } from './office-time.ts';
import { useProblem } from './settings-form.tsx';
import { SpanList } from './SpanList.tsx';
import styles from './WeekEditor.module.css';

interface WeekEditorProps {
  /** Of the calendar. */
  readonly path: FieldPath;
  readonly week: readonly (readonly OfficeSpan[])[];
  readonly onChange: (week: OfficeSpan[][]) => void;
}

const minuteMs = 60_000;
const workdays = 5;

/** The hours of each weekday, as many spans as there are. */
export function WeekEditor({ path, week, onChange }: WeekEditorProps) {
  const { t, format, language } = useTexts();
  const id = useId();
  const dates = useMemo(() => dateWords(language), [language]);
  const problem = useProblem([...path, 'week']);
  const days = week.map((spans) => [...spans]);
  const minutes = week.flat().reduce((sum, span) => sum + spanMinutes(span), 0);
  const hours = t('time.hours', { value: format.number(Math.round((minutes / 60) * 100) / 100) });
  return (
    <div role="group" aria-label={t('slaSettings.week')} aria-describedby={problem === null ? undefined : id}>
      <div className={styles.head}>
        <h3>{t('slaSettings.week')}</h3>
        <span className={styles.sum}>{minutes * minuteMs > 0 && t('slaSettings.perWeek', { hours })}</span>
      </div>
      <FieldWrong id={id} problem={problem} />
      <ul className={styles.days}>
        {days.map((spans, day) => (
          <li key={day} className={styles.day}>
            <span className={styles.name}>{dates.weekday(day)}</span>
            <SpanList
              path={[...path, 'week', day]}
              day={dates.weekday(day)}
              spans={spans}
              onChange={(next) => onChange(replaced(days, day, next))}
            />
            {day === 0 && spans.length > 0 && (
              <Button
                look="quiet"
                size="small"
                aria-label={t('slaSettings.copyDayFor', { day: dates.weekday(day) })}
                onClick={() =>
                  onChange(days.map((one, at) => (at < workdays ? spans.map((span) => ({ ...span })) : one)))
                }
              >
                {t('slaSettings.copyDay')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
