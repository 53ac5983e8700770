import { useMemo } from 'react';
import type { SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import styles from './HeatPanel.module.css';
import { heatMap, type HeatCell } from './heat-cells.ts';
import { useReportChoice } from './report-choice.ts';
import { dateWords } from '#renderer/lib/sla/date-words.ts';

interface HeatPanelProps {
  readonly report: SlaReport;
  readonly metric: SlaMetric;
}

const two = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

interface CellProps {
  readonly cell: HeatCell;
  readonly day: string;
  readonly shows: 'share' | 'missed';
}

function Cell({ cell, day, shows }: CellProps) {
  const { t, format } = useTexts();
  const { hour, attained, missedPeople, missedOutage, share, level } = cell;
  const span = { day, from: two(hour), until: two(hour + 1) };
  if (share === null) {
    return (
      <td className={styles.cell} data-level="none">
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">{t('slaReport.heatNothing', span)}</span>
      </td>
    );
  }
  const words = t('slaReport.heatCell', {
    ...span,
    attained: format.number(attained),
    all: format.number(attained + missedPeople + missedOutage),
    people: format.number(missedPeople),
    outage: format.number(missedOutage),
  });
  return (
    <td className={styles.cell} data-level={level} title={words}>
      <span aria-hidden="true">
        {format.number(shows === 'share' ? Math.floor(share) : missedPeople + missedOutage)}
        {missedOutage > 0 && <span className={styles.outage}>▲</span>}
      </span>
      <span className="visually-hidden">{words}</span>
    </td>
  );
}

/** Weekdays and hours at which clocks begin, with what was missed: in numbers and words, shaded for the eye. */
export function HeatPanel({ report, metric }: HeatPanelProps) {
  const { t, language } = useTexts();
  const shows = useReportChoice((state) => state.heat);
  const choose = useReportChoice((state) => state.choose);
  const map = useMemo(() => heatMap(report.heat, metric), [report, metric]);
  const dates = useMemo(() => dateWords(language), [language]);
  const isKept = metric === 'first_response' || metric === 'solution';
  return (
    <Panel title={t('slaReport.heat')} note={t(`sla.metric.${metric}`)} className={styles.panel}>
      {!isKept || map.total === 0 ? (
        <p className={styles.help}>{isKept ? t('slaReport.none') : t('slaReport.heatOnly')}</p>
      ) : (
        <>
          <div className={styles.tools}>
            <p className={styles.help}>{t('slaReport.heatHelp')}</p>
            <div data-print="off">
              <Segmented<'share' | 'missed'>
                size="small"
                label={t('slaReport.heatShow')}
                value={shows}
                options={[
                  { value: 'share', label: t('slaReport.heatShare') },
                  { value: 'missed', label: t('slaReport.heatMissed') },
                ]}
                onChange={(heat) => choose({ heat })}
              />
            </div>
          </div>
          <div className={styles.scroll}>
            <table className={styles.table}>
              <caption className="visually-hidden">
                {t('slaReport.heat')}, {shows === 'share' ? t('slaReport.heatShare') : t('slaReport.heatMissed')}
              </caption>
              <thead>
                <tr>
                  <th scope="col">
                    <span className="visually-hidden">{t('slaReport.weekday')}</span>
                  </th>
                  {map.hours.map((hour) => (
                    <th key={hour} scope="col">
                      <span aria-hidden="true">{hour}</span>
                      <span className="visually-hidden">{two(hour)}</span>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {map.days.map((cells, weekday) => (
                  <tr key={weekday}>
                    <th scope="row">{dates.shortWeekday(weekday)}</th>
                    {cells.map((cell) => (
                      <Cell key={cell.hour} cell={cell} day={dates.weekday(weekday)} shows={shows} />
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className={styles.legend} aria-hidden="true">
            {t('slaReport.legend')}
            {([0, 1, 2, 3, 4] as const).map((level) => (
              <i key={level} className={styles.swatch} data-level={level} />
            ))}
            {t('slaReport.legendMost')}
          </p>
        </>
      )}
    </Panel>
  );
}
