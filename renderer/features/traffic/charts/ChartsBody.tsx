import { useMemo } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { TrafficPeriod } from '#shared/domain/traffic-history.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { ChartLinks } from './chart-links.ts';
import { chartSums, hasTraffic } from './chart-series.ts';
import styles from './ChartsBody.module.css';
import { ChartTrio } from './ChartTrio.tsx';
import { FigureTable } from './FigureTable.tsx';
import { TroubleList } from './TroubleList.tsx';
import { useTrafficHistory } from './use-traffic-history.ts';

interface ChartsBodyProps {
  readonly period: TrafficPeriod;
  readonly channelIds: readonly ChannelId[];
  readonly look: 'charts' | 'table';
}

/** Figures of the period, or what stands in their place. */
export function ChartsBody({ period, channelIds, look }: ChartsBodyProps) {
  const { t } = useTexts();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const { value: history, error, ask } = useTrafficHistory(period, channelIds);
  const links = useMemo(() => (history === null ? null : new ChartLinks(history, channelIds)), [history, channelIds]);
  const sums = useMemo(() => chartSums(history?.buckets ?? []), [history]);
  if (history === null || links === null) {
    return error !== null ? (
      <div className={styles.place}>
        <ErrorNote error={error} />
        <Button onClick={ask}>{t('action.retry')}</Button>
      </div>
    ) : (
      <p className={styles.place} role="status">
        {relayRuns ? t('trafficCharts.loading') : t('relay.stoppedTitle')}
      </p>
    );
  }
  return (
    <div className={styles.body} data-look={look}>
      {look === 'table' ? (
        <FigureTable history={history} links={links} />
      ) : hasTraffic(sums) ? (
        <ChartTrio history={history} links={links} sums={sums} />
      ) : (
        <p className={styles.quiet}>{t(`trafficCharts.quiet.${period}`)}</p>
      )}
      <TroubleList errors={history.errors} links={links} />
    </div>
  );
}
