import type { SlaReading, SlaRow } from '#shared/domain/sla.ts';
import { clockRank, clockView } from '#renderer/lib/describe/describe-sla.ts';
import { clockWords } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useClockHours } from '#renderer/store/use-sla.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './OtherClocks.module.css';

/** Lines that fit into a row. */
const shown = 2;

interface OtherClocksProps {
  readonly row: SlaRow;
  readonly readings: readonly SlaReading[];
}

/** The other clocks of a conversation in a line each, the worst first; what does not fit is counted. */
export function OtherClocks({ row, readings }: OtherClocksProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const hoursOf = useClockHours();
  const clocks = readings
    .map((reading) => ({ reading, view: clockView(reading, hoursOf(row.channelId, reading.metric), now) }))
    .sort((a, b) => clockRank(a.view.word) - clockRank(b.view.word));
  const rest = clocks.length - shown;
  return (
    <>
      {clocks.slice(0, rest > 0 ? shown - 1 : shown).map(({ reading, view }) => {
        const { figure } = clockWords(view, t, format, now);
        const state = t(`sla.state.${view.word}`);
        return (
          <span key={reading.metric} className={styles.clock} data-tone={view.tone} title={state}>
            <Sign name={view.sign} />
            <span className={styles.name}>{t(`sla.short.${reading.metric}`)}</span>
            <span className="visually-hidden">{state}</span>
            {figure !== state && <span>{figure}</span>}
          </span>
        );
      })}
      {rest > 0 && <span className={styles.clock}>{t('slaBoard.moreClocks', { count: rest + 1 })}</span>}
    </>
  );
}
