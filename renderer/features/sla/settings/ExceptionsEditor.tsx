import { useId, useMemo, useState } from 'react';
import type { OfficeException } from '#shared/domain/sla-settings.ts';
import { dayNoOf } from '#shared/sla/zone-time.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { dateWords, type DateWords } from '#renderer/lib/sla/date-words.ts';
import { CompactField, FieldWrong } from './CompactField.tsx';
import { replaced, without } from './draft.ts';
import { problemAt, type FieldPath } from './draft-settings.ts';
import styles from './ExceptionsEditor.module.css';
import { useProblem, useSettingsForm } from './settings-form.tsx';
import { SpanList } from './SpanList.tsx';

interface ExceptionsEditorProps {
  /** Of the calendar. */
  readonly path: FieldPath;
  readonly exceptions: readonly OfficeException[];
  readonly onChange: (exceptions: OfficeException[]) => void;
  readonly onAddHolidays: () => void;
}

interface LineProps {
  readonly path: FieldPath;
  readonly number: number;
  readonly exception: OfficeException;
  readonly dates: DateWords;
  readonly onChange: (exception: OfficeException) => void;
  readonly onRemove: () => void;
}

/** As many as a calendar holds; more than some are looked at by year. */
const most = 2_000;
const shownAtOnce = 60;

function ExceptionLine({ path, number, exception, dates, onChange, onRemove }: LineProps) {
  const { t } = useTexts();
  const id = useId();
  const problem = useProblem([...path, 'date']);
  const day = exception.date === '' ? t('slaSettings.someDay') : dates.day(exception.date);
  return (
    <li className={styles.line}>
      <CompactField
        width="date"
        label={t('slaSettings.exceptionDate', { number: String(number) })}
        placeholder="2026-12-25"
        maxLength={10}
        value={exception.date}
        wrong={problem !== null}
        describedBy={problem === null ? undefined : id}
        onChange={(date) => onChange({ ...exception, date: date.trim() })}
      />
      <span className={styles.weekday}>{dayNoOf(exception.date) === null ? '' : dates.day(exception.date)}</span>
      <CompactField
        label={t('slaSettings.exceptionNameOf', { day })}
        placeholder={t('slaSettings.exceptionName')}
        value={exception.name}
        maxLength={200}
        onChange={(name) => onChange({ ...exception, name })}
      />
      <SpanList
        path={[...path, 'spans']}
        day={day}
        spans={exception.spans}
        onChange={(spans) => onChange({ ...exception, spans })}
      />
      <Button look="quiet" size="small" aria-label={t('slaSettings.removeException', { day })} onClick={onRemove}>
        <Icon name="close" size={12} />
      </Button>
      <FieldWrong id={id} problem={problem} />
    </li>
  );
}

/** Days that are not like their weekday: holidays, make-up working days, shorter hours. */
export function ExceptionsEditor({ path, exceptions, onChange, onAddHolidays }: ExceptionsEditorProps) {
  const { t, format, language } = useTexts();
  const { problems } = useSettingsForm();
  const dates = useMemo(() => dateWords(language), [language]);
  const years = useMemo(
    () => [...new Set(exceptions.map(({ date }) => date.slice(0, 4)).filter((year) => year !== ''))].sort(),
    [exceptions],
  );
  const [chosen, setChosen] = useState<string | null>(null);
  const thisYear = String(new Date().getFullYear());
  const usual = exceptions.length <= shownAtOnce ? 'all' : years.includes(thisYear) ? thisYear : (years[0] ?? 'all');
  const year = chosen !== null && (chosen === 'all' || years.includes(chosen)) ? chosen : usual;
  // A day without a date yet, or with something wrong, is shown whatever the year.
  const shown = exceptions
    .map((exception, index) => ({ exception, index }))
    .filter(
      ({ exception, index }) =>
        year === 'all' ||
        exception.date === '' ||
        exception.date.startsWith(year) ||
        problemAt(problems, [...path, 'exceptions', index], 'below') !== null,
    );
  return (
    <Panel
      title={t('slaSettings.exceptions')}
      note={
        <span className={styles.acts}>
          <Button
            size="small"
            disabled={exceptions.length >= most}
            onClick={() => onChange([...exceptions, { date: '', name: '', spans: [] }])}
          >
            {t('slaSettings.addException')}
          </Button>
          <Button size="small" onClick={onAddHolidays}>
            {t('slaSettings.addHolidays')}
          </Button>
        </span>
      }
    >
      <p className={styles.help}>{t('slaSettings.exceptionsHelp')}</p>
      {exceptions.length === 0 && <p className={styles.none}>{t('slaSettings.noExceptions')}</p>}
      {years.length > 1 && (
        <div className={styles.years}>
          <Choice
            labelHidden
            label={t('slaSettings.year')}
            value={year}
            options={[
              { value: 'all', label: t('slaSettings.allYears') },
              ...years.map((value) => ({ value, label: value })),
            ]}
            onChange={setChosen}
          />
          <span className={styles.help}>
            {t('slaSettings.shown', { shown: format.number(shown.length), all: format.number(exceptions.length) })}
          </span>
        </div>
      )}
      <ul className={styles.list}>
        {shown.map(({ exception, index }) => (
          <ExceptionLine
            key={index}
            path={[...path, 'exceptions', index]}
            number={index + 1}
            exception={exception}
            dates={dates}
            onChange={(next) => onChange(replaced(exceptions, index, next))}
            onRemove={() => onChange(without(exceptions, index))}
          />
        ))}
      </ul>
    </Panel>
  );
}
