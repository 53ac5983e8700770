import type { SlaReading, SlaRow } from '#shared/domain/sla.ts';
import { clockView } from '#renderer/lib/describe/describe-sla.ts';
import { clockWords } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useClockHours } from '#renderer/store/use-sla.ts';
import { ClockBadge } from '../ClockBadge.tsx';
import styles from './ClockCells.module.css';

interface ClockCellsProps {
  readonly row: SlaRow;
  readonly reading: SlaReading;
}

/** The clock that decides the row's place: how it stands, and what is left of it. The cells that tick. */
export function ClockCells({ row, reading }: ClockCellsProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const hours = useClockHours()(row.channelId, reading.metric);
  const view = clockView(reading, hours, now);
  const words = clockWords(view, t, format, now);
  return (
    <>
      <span role="cell" data-column="state" className={styles.state}>
        <ClockBadge view={view} />
        <small>{t(`sla.metric.${reading.metric}`)}</small>
      </span>
      <span role="cell" data-column="left" className={styles.left} data-tone={view.tone}>
        <strong>{words.figure}</strong>
        <progress value={view.share} max={1} aria-hidden="true" className={styles.bar} />
        {words.note !== null && <small>{words.note}</small>}
      </span>
    </>
  );
}
