import { useState } from 'react';
import type { OfficeCalendar } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './CalendarEditor.module.css';
import { ExceptionsEditor } from './ExceptionsEditor.tsx';
import { HolidaysDialog } from './HolidaysDialog.tsx';
import { mergedExceptions } from './office-time.ts';
import { useProblem } from './settings-form.tsx';
import { WeekEditor } from './WeekEditor.tsx';
import { ZoneField } from './ZoneField.tsx';

interface CalendarEditorProps {
  readonly index: number;
  readonly calendar: OfficeCalendar;
  readonly onChange: (calendar: OfficeCalendar) => void;
  /** Null: there is no room for another. */
  readonly onCopy: (() => void) | null;
  /** Null: it is used. */
  readonly onRemove: (() => void) | null;
}

/** One calendar: its name, zone, week, and the days that are not like their weekday. */
export function CalendarEditor({ index, calendar, onChange, onCopy, onRemove }: CalendarEditorProps) {
  const { t } = useTexts();
  const [adding, setAdding] = useState(false);
  const path = ['calendars', index] as const;
  const nameProblem = useProblem([...path, 'name']);
  const idProblem = useProblem([...path, 'id']);
  const change = (part: Partial<OfficeCalendar>): void => onChange({ ...calendar, ...part });
  return (
    <div className={styles.editor}>
      <Panel
        title={calendar.name === '' ? calendar.id : calendar.name}
        note={
          <span className={styles.acts}>
            {onCopy !== null && (
              <Button size="small" onClick={onCopy}>
                {t('slaSettings.copyCalendar')}
              </Button>
            )}
            <Button
              size="small"
              look="quiet"
              disabled={onRemove === null}
              title={onRemove === null ? t('slaSettings.usedCannotRemove') : undefined}
              onClick={() => onRemove?.()}
            >
              {t('slaSettings.removeCalendar')}
            </Button>
          </span>
        }
      >
        <div className={styles.names}>
          <TextField
            label={t('slaSettings.name')}
            value={calendar.name}
            onChange={(name) => change({ name })}
            problem={nameProblem ?? idProblem}
            maxLength={100}
          />
          <ZoneField path={path} value={calendar.timeZone} onChange={(timeZone) => change({ timeZone })} />
        </div>
        <WeekEditor path={path} week={calendar.week} onChange={(week) => change({ week })} />
      </Panel>
      <ExceptionsEditor
        path={path}
        exceptions={calendar.exceptions}
        onChange={(exceptions) => change({ exceptions })}
        onAddHolidays={() => setAdding(true)}
      />
      {adding && (
        <HolidaysDialog
          calendar={calendar}
          onClose={() => setAdding(false)}
          onTake={(taken) => {
            change({ exceptions: mergedExceptions(calendar.exceptions, taken) });
            setAdding(false);
          }}
        />
      )}
    </div>
  );
}
