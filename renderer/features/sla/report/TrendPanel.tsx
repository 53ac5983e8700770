import { useMemo } from 'react';
import type { SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { LineChart, type LineSeries } from '#renderer/ui/LineChart.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { useReportChoice } from './report-choice.ts';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import { axisTime, outageBands, trendPoints, type Grain } from './trend-data.ts';
import styles from './TrendPanel.module.css';

interface TrendPanelProps {
  readonly report: SlaReport;
  readonly metric: SlaMetric;
}

/** A little above a hundred, so that a line along the top is seen whole. */
const topPercent = 104;

/** Which day an axis moment is, as the table writes it; empty between days. */
function dateOfAxis(at: number): string | null {
  const day = new Date(at);
  if (day.getHours() + day.getMinutes() > 0) return null;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The share in time over the period; outages are shaded. The same figures stand in the tables. */
export function TrendPanel({ report, metric }: TrendPanelProps) {
  const { t, format, language } = useTexts();
  const chosen = useReportChoice((state) => state.grain);
  const choose = useReportChoice((state) => state.choose);
  // A day that is asked for as weeks would be a single point.
  const grain: Grain = report.byWeek.length < 2 ? 'day' : chosen;
  const points = useMemo(() => trendPoints(report, metric, grain), [report, metric, grain]);
  const bands = useMemo(() => outageBands(points, grain), [points, grain]);
  const dates = useMemo(() => dateWords(language), [language]);
  const drawn = useMemo(() => {
    const times = points.map(({ date }) => axisTime(date));
    const anyOutage = points.some(({ missedOutage }) => missedOutage > 0);
    const all = points.map(({ share }) => share);
    return { times, anyOutage, values: anyOutage ? [points.map(({ people }) => people), all] : [all] };
  }, [points]);
  const shares = points.flatMap(({ share }) => (share === null ? [] : [share]));
  const clock = t(`sla.metric.${metric}`);
  const lines: readonly LineSeries[] = [
    ...(drawn.anyOutage ? [{ color: 'var(--chart-outbound)', label: t('slaReport.linePeople'), dots: true }] : []),
    { color: 'var(--chart-inbound)', label: t('slaReport.lineAll'), dots: true },
  ];
  const legend = (
    <span className={styles.legend}>
      {clock}
      {lines.map(({ color, label }) => (
        <span key={label}>
          <i style={{ background: color }} aria-hidden="true" />
          {label}
        </span>
      ))}
      {bands.length > 0 && (
        <span>
          <i className={styles.band} aria-hidden="true" />
          {t('slaReport.outage')}
        </span>
      )}
    </span>
  );
  const first = points[0]?.date ?? '';
  const last = points.at(-1)?.date ?? '';
  return (
    <Panel title={t('slaReport.trend')} note={legend} className={styles.panel}>
      {report.byWeek.length >= 2 && (
        <div data-print="off" className={styles.tools}>
          <Segmented<Grain>
            size="small"
            label={t('slaReport.grain')}
            value={grain}
            options={[
              { value: 'day', label: t('slaReport.byDay') },
              { value: 'week', label: t('slaReport.byWeek') },
            ]}
            onChange={(next) => choose({ grain: next })}
          />
        </div>
      )}
      {points.length < 2 ? (
        <p className={styles.short}>{t('slaReport.tooShort')}</p>
      ) : (
        <LineChart
          name={
            shares.length === 0
              ? t('slaReport.trendEmpty', { clock })
              : t('slaReport.trendName', {
                  clock,
                  first: dates.long(first),
                  last: dates.long(last),
                  low: format.number(Math.min(...shares)),
                  high: format.number(Math.max(...shares)),
                })
          }
          times={drawn.times}
          values={drawn.values}
          series={lines}
          bands={bands}
          top={topPercent}
          formatTime={(at) => {
            const date = dateOfAxis(at);
            return date === null ? '' : dates.short(date);
          }}
          formatValue={(value) => t('slaReport.percent', { value: format.number(value) })}
        />
      )}
    </Panel>
  );
}
