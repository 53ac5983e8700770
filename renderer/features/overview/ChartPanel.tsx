import { useMemo } from 'react';
import type { Overview } from '#shared/domain/overview.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { LineChart, type LineSeries } from '#renderer/ui/LineChart.tsx';
import { chartData, chartTotals, shownMinutes } from './chart-data.ts';
import styles from './ChartPanel.module.css';

interface ChartPanelProps {
  readonly overview: Overview;
  readonly className: string | undefined;
}

function MinuteTable({ overview }: { readonly overview: Overview }) {
  const { t, format } = useTexts();
  return (
    <table>
      <caption>{t('overview.chartTable')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('overview.minute')}</th>
          <th scope="col">{t('overview.legendToCxone')}</th>
          <th scope="col">{t('overview.legendToCustomers')}</th>
          <th scope="col">{t('overview.legendFailed')}</th>
        </tr>
      </thead>
      <tbody>
        {overview.minutes.map((minute) => (
          <tr key={minute.minute}>
            <th scope="row">{format.shortTime(minute.minute * 60_000)}</th>
            <td>{format.number(minute.inbound)}</td>
            <td>{format.number(minute.outbound)}</td>
            <td>{format.number(minute.failed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The last hour, both directions; the same figures stand in a table for those who do not see the lines. */
export function ChartPanel({ overview, className }: ChartPanelProps) {
  const { t, format } = useTexts();
  const shown = useMemo(() => shownMinutes(overview.minutes, overview.at), [overview]);
  const data = useMemo(() => chartData(shown), [shown]);
  const totals = chartTotals(overview.minutes);
  const series: readonly LineSeries[] = [
    { color: 'var(--chart-inbound)', label: t('overview.legendToCxone') },
    { color: 'var(--chart-outbound)', label: t('overview.legendToCustomers') },
    ...(totals.failed > 0 ? [{ color: 'var(--chart-failed)', label: t('overview.legendFailed'), marks: true }] : []),
  ];
  const legend = (
    <span className={styles.legend}>
      {shown.length > 0 && <span>{t('overview.lastMinutes', { count: shown.length })}</span>}
      {series.map(({ color, label }) => (
        <span key={label}>
          <i style={{ background: color }} aria-hidden="true" />
          {label}
        </span>
      ))}
    </span>
  );
  return (
    <Panel title={t('overview.perMinute')} note={legend} className={className}>
      {totals.inbound + totals.outbound === 0 ? (
        <p className={styles.quiet}>{t('overview.quietHour')}</p>
      ) : (
        <LineChart
          name={t('overview.chartSummary', {
            inbound: format.number(totals.inbound),
            outbound: format.number(totals.outbound),
            peak: format.number(totals.peak),
          })}
          times={data.times}
          values={totals.failed > 0 ? [data.inbound, data.outbound, data.failed] : [data.inbound, data.outbound]}
          series={series}
          formatTime={format.shortTime}
          formatValue={format.number}
        />
      )}
      <div className="visually-hidden">
        <MinuteTable overview={overview} />
      </div>
    </Panel>
  );
}
