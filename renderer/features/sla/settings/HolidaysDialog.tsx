import { useMemo, useRef, useState } from 'react';
import type { SlaProblem } from '#shared/domain/sla.ts';
import type { OfficeCalendar, OfficeException } from '#shared/domain/sla-settings.ts';
import { largestICalendarBytes, readICalendar } from '#shared/sla/icalendar.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { CandidateList } from './CandidateList.tsx';
import { candidates, setDays, yearsOf, type HolidaySource } from './holiday-candidates.ts';
import styles from './HolidaysDialog.module.css';
import { useProblemWords } from './problem-words.ts';

interface HolidaysDialogProps {
  readonly calendar: OfficeCalendar;
  readonly onClose: () => void;
  readonly onTake: (taken: readonly OfficeException[]) => void;
}

interface ChosenFile {
  readonly name: string;
  /** Null: it could not be read from the disk. */
  readonly text: string | null;
  readonly tooLarge: boolean;
}

const sources: readonly HolidaySource[] = ['nl', 'cn', 'file'];
const tooLarge: SlaProblem = { path: [], code: 'ICAL_TOO_LARGE', value: null };

/** Holidays of a set or a file, looked through before they are taken over. */
export function HolidaysDialog({ calendar, onClose, onTake }: HolidaysDialogProps) {
  const { t, language } = useTexts();
  const words = useProblemWords();
  const picker = useRef<HTMLInputElement>(null);
  const [source, setSource] = useState<HolidaySource>(language === 'zh' ? 'cn' : 'nl');
  const [thisYear] = useState(() => new Date().getFullYear());
  const years = yearsOf(source, thisYear);
  const [wanted, setWanted] = useState({ from: thisYear, until: thisYear + 1 });
  const [file, setFile] = useState<ChosenFile | null>(null);
  /** What was ticked otherwise than it began, by date. */
  const [turned, setTurned] = useState<Readonly<Record<string, boolean>>>({});
  const within = (year: number): number => Math.min(Math.max(year, years[0] ?? year), years.at(-1) ?? year);
  const from = within(wanted.from);
  const until = Math.max(from, within(wanted.until));
  const read = useMemo(() => {
    if (source !== 'file') return { exceptions: setDays(source, { from, until }, calendar), problems: [] };
    if (file?.tooLarge === true) return { exceptions: [], problems: [tooLarge] };
    if (file === null || file.text === null) return { exceptions: [], problems: [] };
    return readICalendar(file.text, { from, until }, calendar.timeZone);
  }, [source, file, from, until, calendar]);
  const found = useMemo(() => candidates(read.exceptions, calendar), [read, calendar]);
  const isTicked = (date: string, begins: boolean): boolean => turned[date] ?? begins;
  const taken = found.filter(({ day, known }) => isTicked(day.date, known === null)).map(({ day }) => day);
  const choose = async (chosen: File): Promise<void> => {
    setTurned({});
    if (chosen.size > largestICalendarBytes) {
      setFile({ name: chosen.name, text: null, tooLarge: true });
      return;
    }
    const text = await chosen.text().catch(() => null);
    setFile({ name: chosen.name, text, tooLarge: false });
  };
  const yearOptions = years.map((year) => ({ value: String(year), label: String(year) }));
  const pickYear = (part: 'from' | 'until') => (text: string) =>
    setWanted((before) => {
      const next = { ...before, from, until, [part]: Number(text) };
      return part === 'from' && next.until < next.from ? { ...next, until: next.from } : next;
    });
  return (
    <Dialog
      open
      wide
      title={t('slaSettings.holidays.title', { name: calendar.name })}
      closeLabel={t('action.close')}
      onClose={onClose}
    >
      <DialogBody>
        <Segmented<HolidaySource>
          wide
          label={t('slaSettings.holidays.source')}
          value={source}
          options={sources.map((value) => ({ value, label: t(`slaSettings.holidays.${value}`) }))}
          onChange={(next) => {
            setSource(next);
            setTurned({});
          }}
        />
        <p className={styles.help}>{t(`slaSettings.holidays.${source}Help`)}</p>
        <div className={styles.tools}>
          {source === 'file' && (
            <div className={styles.file}>
              <input
                ref={picker}
                type="file"
                accept=".ics,text/calendar"
                className="visually-hidden"
                tabIndex={-1}
                aria-label={t('slaSettings.holidays.file')}
                onChange={(event) => {
                  const chosen = event.currentTarget.files?.[0];
                  if (chosen !== undefined) void choose(chosen);
                  // The same file again, after it was changed, is a choice too.
                  event.currentTarget.value = '';
                }}
              />
              <Button onClick={() => picker.current?.click()}>{t('slaSettings.holidays.choose')}</Button>
              {file !== null && <SafeText text={file.name} maxLength={80} />}
            </div>
          )}
          <Choice
            label={t('slaSettings.holidays.firstYear')}
            value={String(from)}
            options={yearOptions}
            onChange={pickYear('from')}
          />
          <Choice
            label={t('slaSettings.holidays.lastYear')}
            value={String(until)}
            options={yearOptions.filter(({ value }) => Number(value) >= from)}
            onChange={pickYear('until')}
          />
        </div>
        {file !== null && source === 'file' && file.text === null && !file.tooLarge && (
          <p role="alert" className={styles.wrong}>
            {t('slaSettings.holidays.unreadable')}
          </p>
        )}
        {read.problems.length > 0 && (
          <ul className={styles.problems} role="status" aria-label={t('slaSettings.holidays.line')}>
            {read.problems.map((problem, index) => (
              <li key={index}>{words({ path: [], form: null, code: problem.code, value: problem.value })}</li>
            ))}
          </ul>
        )}
        {(source !== 'file' || file?.text != null) && (
          <CandidateList
            found={found}
            isTicked={isTicked}
            onTick={(dates, on) =>
              setTurned((before) => ({ ...before, ...Object.fromEntries(dates.map((date) => [date, on])) }))
            }
          />
        )}
        <DialogAnswers>
          <Button onClick={onClose}>{t('slaSettings.holidays.cancel')}</Button>
          <Button look="primary" disabled={taken.length === 0} onClick={() => onTake(taken)}>
            {t('slaSettings.holidays.take', { count: taken.length })}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
