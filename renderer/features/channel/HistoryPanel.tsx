import { useMemo, useState } from 'react';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelHistory, HistoryPeriod, LegUptime } from '#shared/domain/health.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { legOrder } from '#renderer/lib/describe/describe-proof.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { layOutBands, uptimeShare, type Band } from './history-bands.ts';
import styles from './HistoryPanel.module.css';
import { HistoryStrip } from './HistoryStrip.tsx';

const periods: readonly HistoryPeriod[] = ['day', 'week', 'month'];
const incidentLimit = 200;
/** The strip is drawn anew this often though nothing changed, milliseconds. */
const renewMs = 60_000;

function UptimeOf({ uptime }: { readonly uptime: LegUptime }) {
  const { t, format, language } = useTexts();
  const share = uptimeShare(uptime);
  const percent = useMemo(
    () => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 2 }),
    [language],
  );
  const parts = [
    ...(uptime.downMs > 0 ? [t('history.down', { duration: format.duration(uptime.downMs) })] : []),
    ...(uptime.offMs > 0 ? [t('history.off', { duration: format.duration(uptime.offMs) })] : []),
    ...(uptime.unknownMs > 0 ? [t('history.unwatched', { duration: format.duration(uptime.unknownMs) })] : []),
  ];
  return (
    <>
      <dd className={styles.percent}>{share === null ? t('history.uptimeNone') : percent.format(share)}</dd>
      <dd className={styles.rest}>{parts.join(', ')}</dd>
    </>
  );
}

function Uptimes({ history }: { readonly history: ChannelHistory }) {
  const { t } = useTexts();
  return (
    <div className={styles.uptimes}>
      <h3>{t('history.uptime')}</h3>
      <dl>
        {legOrder.map((leg) => (
          <div key={leg}>
            <dt>{t(`leg.${leg}`)}</dt>
            <UptimeOf uptime={history.uptime[leg]} />
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('history.uptimeNote')}</p>
    </div>
  );
}

function BandTable({ bands }: { readonly bands: readonly Band[] }) {
  const { t, format } = useTexts();
  return (
    <table>
      <caption>{t('history.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('history.columnState')}</th>
          <th scope="col">{t('history.columnFrom')}</th>
          <th scope="col">{t('history.columnUntil')}</th>
        </tr>
      </thead>
      <tbody>
        {bands.map((band) => (
          <tr key={band.from}>
            <th scope="row">{t(`channelState.${band.kind}`)}</th>
            <td>{format.full(band.from)}</td>
            <td>{band.until === null ? t('history.now') : format.full(band.until)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the channel went through in a day, a week or a month, and how much of it each leg worked. */
export function HistoryPanel({ channel }: { readonly channel: ChannelSnapshot }) {
  const { t } = useTexts();
  const client = useClient();
  const visible = useRelayVisible();
  const now = useNow();
  const [period, setPeriod] = useState<HistoryPeriod>('day');
  const version = Math.floor(now / renewMs) + channel.state.since;
  const { value, error, asking, ask } = useAnswer(
    `${channel.id}/${period}`,
    async () => {
      const [history, incidents] = await Promise.all([
        client.invoke('channel.history', { channelId: channel.id, period }),
        client.invoke('incidents.page', {
          state: 'all',
          channelId: channel.id,
          before: null,
          limit: incidentLimit,
        }),
      ]);
      return { history, bands: layOutBands(history, incidents) };
    },
    { version, enabled: visible },
  );
  return (
    <Panel
      title={t('history.heading')}
      note={
        <Segmented
          size="small"
          label={t('history.period')}
          value={period}
          options={periods.map((one) => ({ value: one, label: t(`history.${one}`) }))}
          onChange={setPeriod}
        />
      }
    >
      {value !== null ? (
        <>
          <HistoryStrip history={value.history} bands={value.bands} />
          <Uptimes history={value.history} />
          <div className="visually-hidden">
            <BandTable bands={value.bands} />
          </div>
        </>
      ) : error !== null ? (
        <LoadFailed error={error} busy={asking} onRetry={ask} />
      ) : (
        <Empty busy={visible} title={t('history.loading')} />
      )}
    </Panel>
  );
}
