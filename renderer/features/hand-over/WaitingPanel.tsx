import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useChannels } from '#renderer/store/selectors.ts';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './HandOverLists.module.css';
import { hasSomethingLeft } from './what-waits.ts';

/** Channels with messages that wait or need a decision. */
export function WaitingPanel() {
  const { t, format } = useTexts();
  const channels = useChannels().filter(hasSomethingLeft);
  return (
    <Panel title={t('handOver.waiting')} flush>
      {channels.length === 0 ? (
        <p className={styles.empty}>{t('handOver.nothingWaits')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('handOver.waitingChannel')}</th>
                <th scope="col">{t('handOver.state')}</th>
                <th scope="col" className={styles.number}>
                  {t('handOver.waitingIn')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('handOver.waitingOut')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('handOver.unconfirmed')}
                </th>
                <th scope="col" className={styles.number}>
                  {t('handOver.undeliverable')}
                </th>
              </tr>
            </thead>
            <tbody>
              {channels.map((channel) => {
                const { id: channelId, name, waiting } = channel;
                return (
                  <tr key={channelId}>
                    <td>
                      <a href={hrefOf({ page: 'channel', channelId })}>
                        <SafeText text={name} maxLength={120} />
                      </a>
                    </td>
                    <td>
                      <StateBadge size="small" {...channelStateLook(channel.state.kind)}>
                        {t(`channelState.${channel.state.kind}`)}
                      </StateBadge>
                    </td>
                    <td className={styles.number}>
                      <NumberLink
                        value={waiting.inbound}
                        href={trafficHref({ channelId, states: ['pending'], direction: 'inbound' })}
                        name={t('handOver.waitingInOf', { number: format.number(waiting.inbound), name })}
                      />
                    </td>
                    <td className={styles.number}>
                      <NumberLink
                        value={waiting.outbound}
                        href={trafficHref({ channelId, states: ['pending'], direction: 'outbound' })}
                        name={t('handOver.waitingOutOf', { number: format.number(waiting.outbound), name })}
                      />
                    </td>
                    <td className={styles.number}>
                      <NumberLink
                        value={channel.unconfirmed}
                        href={trafficHref({ channelId, states: ['unconfirmed'] })}
                        name={t('overview.unconfirmedOf', { number: format.number(channel.unconfirmed), name })}
                        tone="warn"
                      />
                    </td>
                    <td className={styles.number}>
                      <NumberLink
                        value={channel.deadLetters}
                        href={trafficHref({ channelId, states: ['dead_letter'] })}
                        name={t('overview.undeliverableOf', { number: format.number(channel.deadLetters), name })}
                        tone="bad"
                      />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
