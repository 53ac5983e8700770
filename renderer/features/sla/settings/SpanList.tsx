import { useId } from 'react';
import type { OfficeSpan } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { CompactField, FieldWrong } from './CompactField.tsx';
import { replaced, without } from './draft.ts';
import type { FieldPath } from './draft-settings.ts';
import { nextSpan, runsOvernight, tidyTime } from './office-time.ts';
import { useProblem } from './settings-form.tsx';
import styles from './SpanList.module.css';

interface SpanListProps {
  /** Of the list; each span lies at its number below. */
  readonly path: FieldPath;
  /** The day in words: part of each field's name. */
  readonly day: string;
  readonly spans: readonly OfficeSpan[];
  readonly onChange: (spans: OfficeSpan[]) => void;
}

/** As many as a day holds. */
const most = 12;

interface SpanLineProps {
  readonly path: FieldPath;
  readonly day: string;
  readonly number: number;
  readonly span: OfficeSpan;
  readonly onChange: (span: OfficeSpan) => void;
  readonly onRemove: () => void;
}

function SpanLine({ path, day, number, span, onChange, onRemove }: SpanLineProps) {
  const { t } = useTexts();
  const id = useId();
  const problem = useProblem(path, 'below');
  const shared = {
    width: 'time',
    placeholder: '09:00',
    maxLength: 5,
    wrong: problem !== null,
    describedBy: problem === null ? undefined : id,
  } as const;
  return (
    <li className={styles.span}>
      <CompactField
        {...shared}
        label={t('slaSettings.from', { day, number: String(number) })}
        value={span.from}
        onChange={(from) => onChange({ ...span, from })}
        onLeave={(from) => onChange({ ...span, from: tidyTime(from) })}
      />
      <span aria-hidden="true">–</span>
      <CompactField
        {...shared}
        label={t('slaSettings.until', { day, number: String(number) })}
        value={span.until}
        onChange={(until) => onChange({ ...span, until })}
        onLeave={(until) => onChange({ ...span, until: tidyTime(until) })}
      />
      <Button
        look="quiet"
        size="small"
        aria-label={t('slaSettings.removeHours', { from: span.from, until: span.until, day })}
        onClick={onRemove}
      >
        <Icon name="close" size={12} />
      </Button>
      {runsOvernight(span) && (
        <span className={styles.overnight}>{t('slaSettings.overnightShort', { time: span.until })}</span>
      )}
      <FieldWrong id={id} problem={problem} />
    </li>
  );
}

/** The hours of one day; none: it is closed. */
export function SpanList({ path, day, spans, onChange }: SpanListProps) {
  const { t } = useTexts();
  return (
    <div className={styles.spans}>
      {spans.length === 0 && <span className={styles.closed}>{t('slaSettings.closed')}</span>}
      <ul className={styles.list}>
        {spans.map((span, index) => (
          <SpanLine
            key={index}
            path={[...path, index]}
            day={day}
            number={index + 1}
            span={span}
            onChange={(next) => {
              // A field that is left says so each time; what did not change is not a change.
              if (next.from !== span.from || next.until !== span.until) onChange(replaced(spans, index, next));
            }}
            onRemove={() => onChange(without(spans, index))}
          />
        ))}
      </ul>
      {spans.length < most && (
        <Button
          look="quiet"
          size="small"
          aria-label={t('slaSettings.addHoursFor', { day })}
          onClick={() => onChange([...spans, nextSpan(spans)])}
        >
          + {t('slaSettings.addHours')}
        </Button>
      )}
    </div>
  );
}
