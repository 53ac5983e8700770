import type { TrafficBucket, TrafficHistory } from '#shared/domain/traffic-history.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { ChartLinks } from './chart-links.ts';
import styles from './FigureTable.module.css';

interface FigureTableProps {
  readonly history: TrafficHistory;
  readonly links: ChartLinks;
}

const columns = ['from', 'in', 'out', 'delivered', 'deliveryIn', 'deliveryOut', 'retried', 'failed'] as const;

function Count({ count, href }: { readonly count: number; readonly href: string }) {
  const { format } = useTexts();
  return <td>{count === 0 ? <span className={styles.zero}>0</span> : <a href={href}>{format.number(count)}</a>}</td>;
}

/** "120 ms / 1.2 s": half of them within, 95 of 100 within. */
function Took({ took, href }: { readonly took: TrafficBucket['deliveryIn']; readonly href: string }) {
  const { format } = useTexts();
  if (took === null) return <td className={styles.zero}>–</td>;
  return (
    <td>
      <a href={href}>
        {format.duration(took.p50)} / {format.duration(took.p95)}
      </a>
    </td>
  );
}

/** The figures of the charts in words, newest first; each number leads to its messages. */
export function FigureTable({ history, links }: FigureTableProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const last = history.buckets.at(-1)?.at;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('trafficCharts.table')}>
      <table>
        <caption className="visually-hidden">{t('trafficCharts.table')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`trafficCharts.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {history.buckets.toReversed().map((bucket) => (
            <tr key={bucket.at}>
              <th scope="row">
                {format.moment(bucket.at, now)}
                {bucket.at === last && <small>{t('trafficCharts.soFar')}</small>}
                {!bucket.isWhole && <small title={t('trafficCharts.partialHelp')}>{t('trafficCharts.partial')}</small>}
              </th>
              <Count count={bucket.inbound} href={links.accepted(bucket, 'inbound')} />
              <Count count={bucket.outbound} href={links.accepted(bucket, 'outbound')} />
              <Count count={bucket.delivered} href={links.delivered(bucket)} />
              <Took took={bucket.deliveryIn} href={links.delivered(bucket, 'inbound')} />
              <Took took={bucket.deliveryOut} href={links.delivered(bucket, 'outbound')} />
              <Count count={bucket.retries} href={links.retried(bucket)} />
              <Count count={bucket.failed} href={links.failed(bucket)} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
