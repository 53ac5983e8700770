import { useMemo } from 'react';
import type { TrafficBucket, TrafficHistory } from '#shared/domain/traffic-history.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { LineSeries } from '#renderer/ui/LineChart.tsx';
import type { ChartLinks } from './chart-links.ts';
import { chartSeries, type ChartSums } from './chart-series.ts';
import styles from './ChartTrio.module.css';
import { OneChart } from './OneChart.tsx';

interface ChartTrioProps {
  readonly history: TrafficHistory;
  readonly links: ChartLinks;
  readonly sums: ChartSums;
}

/** Milliseconds that read well: up to a second, a minute, an hour, days. */
const durationSteps = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000,
  1_200_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000, 43_200_000, 86_400_000, 172_800_000,
];

/** How much passed, how long it took, and what went wrong. Each point leads to its messages. */
export function ChartTrio({ history, links, sums }: ChartTrioProps) {
  const { t, format } = useTexts();
  const data = useMemo(() => chartSeries(history), [history]);
  const { buckets, period } = history;
  const shared = { history, times: data.times, partial: data.partial };
  const pick = (href: (bucket: TrafficBucket) => string) => (index: number) => {
    const bucket = buckets[index];
    if (bucket !== undefined) window.location.hash = href(bucket);
  };
  const inbound: LineSeries = { color: 'var(--chart-inbound)', label: t('trafficCharts.in') };
  const outbound: LineSeries = { color: 'var(--chart-outbound)', label: t('trafficCharts.out') };
  const failed: LineSeries = { color: 'var(--chart-failed)', label: t('trafficCharts.failed'), marks: true };
  const retries: LineSeries = { color: 'var(--warn)', label: t('trafficCharts.retried'), marks: true };
  return (
    <div className={styles.trio}>
      <OneChart
        {...shared}
        title={t(`trafficCharts.rate.${period}`)}
        name={t('trafficCharts.rateName', {
          inbound: format.number(sums.inbound),
          outbound: format.number(sums.outbound),
          peak: format.number(sums.peak),
        })}
        series={[inbound, outbound]}
        values={useMemo(() => [data.inbound, data.outbound], [data])}
        onPick={pick((bucket) => links.accepted(bucket))}
      />
      <OneChart
        {...shared}
        title={t('trafficCharts.delivery')}
        note={t('trafficCharts.deliveryNote')}
        name={
          sums.slowest === null
            ? t('trafficCharts.deliveryNone')
            : t('trafficCharts.deliveryName', { slowest: format.duration(sums.slowest) })
        }
        series={[
          { ...inbound, label: t('trafficCharts.halfIn') },
          { ...inbound, label: t('trafficCharts.most'), dashed: true },
          { ...outbound, label: t('trafficCharts.halfOut') },
          { ...outbound, label: t('trafficCharts.most'), dashed: true },
        ]}
        legend={[inbound, outbound]}
        values={useMemo(() => [data.halfIn, data.mostIn, data.halfOut, data.mostOut], [data])}
        formatValue={format.duration}
        valueSteps={durationSteps}
        empty={sums.slowest === null ? t('trafficCharts.deliveryNone') : null}
        onPick={pick((bucket) => links.delivered(bucket))}
      />
      <OneChart
        {...shared}
        explainsPartial
        title={t('trafficCharts.trouble')}
        name={t('trafficCharts.troubleName', {
          failed: format.number(sums.failed),
          retries: format.number(sums.retries),
        })}
        series={[retries, failed]}
        values={useMemo(() => [data.retries, data.failed], [data])}
        empty={sums.failed + sums.retries === 0 ? t('trafficCharts.troubleNone') : null}
        onPick={pick((bucket) => (bucket.failed > 0 ? links.failed(bucket) : links.retried(bucket)))}
      />
    </div>
  );
}
