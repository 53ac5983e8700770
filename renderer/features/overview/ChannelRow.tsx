import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { needsAttention } from '#renderer/lib/describe/attention.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { isUnderWay } from '#renderer/lib/describe/describe-reconnect.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { useRelayVisible, useRunOf } from '#renderer/store/selectors.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import { NumberLink } from '#renderer/ui/NumberLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './ChannelRow.module.css';
import { DirectionCell } from './DirectionCell.tsx';
import { ReconnectButton } from './ReconnectButton.tsx';
import { RunLink } from './RunLink.tsx';
import { StateDetail } from './StateDetail.tsx';

interface ChannelRowProps {
  readonly channel: ChannelSnapshot;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly selected: boolean;
  readonly onSelect: (selected: boolean) => void;
}

/** One channel: who it is, how it is and why, the proof each way, and its counts as links. */
export function ChannelRow({ channel, open, onToggle, selected, onSelect }: ChannelRowProps) {
  const { t, format } = useTexts();
  const visible = useRelayVisible();
  const run = useRunOf(channel.id);
  // Nothing is known of a channel whose relay is not seen; the last word on it is history.
  const kind = visible ? channel.state.kind : 'unknown';
  const { id, name } = channel;
  const waiting = channel.waiting.inbound + channel.waiting.outbound;
  const lastHour = channel.lastHour.inbound + channel.lastHour.outbound;
  const named = (number: number): { name: string; number: string } => ({ name, number: format.number(number) });
  return (
    <tr className={styles.row} data-open={open || undefined} data-selected={selected || undefined}>
      <td className={styles.select}>
        <input
          type="checkbox"
          checked={selected}
          aria-label={t('overview.select', { name })}
          onChange={(event) => onSelect(event.currentTarget.checked)}
        />
      </td>
      <th scope="row">
        <div className={styles.who}>
          <button
            type="button"
            className={styles.toggle}
            aria-expanded={open}
            aria-label={t('overview.details', { name })}
            onClick={onToggle}
          >
            <Icon name="chevron" size={14} />
          </button>
          <div className={styles.names}>
            <a
              href={hrefOf({ page: 'channel', channelId: id })}
              className={styles.name}
              aria-label={t('overview.toChannel', { name })}
            >
              <SafeText text={name} />
            </a>
            <SafeText text={channel.integrationName} className={styles.sub} />
          </div>
        </div>
      </th>
      <td className={styles.stateCell}>
        <div className={styles.state}>
          <StateBadge {...channelStateLook(kind)}>{t(`channelState.${kind}`)}</StateBadge>
          <span className={styles.detail}>
            <StateDetail channel={channel} visible={visible} />
          </span>
          {visible && isUnderWay(run) ? (
            <span className={styles.action}>
              <RunLink channel={channel} run={run} />
            </span>
          ) : (
            visible &&
            needsAttention(channel) && (
              <span className={styles.action}>
                <ReconnectButton channel={channel} />
              </span>
            )
          )}
        </div>
      </td>
      <td>
        <DirectionCell channel={channel} direction="inbound" />
      </td>
      <td>
        <DirectionCell channel={channel} direction="outbound" />
      </td>
      <td className={styles.number}>
        <NumberLink
          value={waiting}
          href={trafficHref({ channelId: id, states: ['pending'] })}
          name={t('overview.waitingOf', named(waiting))}
        />
      </td>
      <td className={styles.number}>
        <NumberLink
          value={channel.unconfirmed}
          tone="warn"
          href={trafficHref({ channelId: id, states: ['unconfirmed'] })}
          name={t('overview.unconfirmedOf', named(channel.unconfirmed))}
        />
      </td>
      <td className={styles.number}>
        <NumberLink
          value={channel.deadLetters}
          tone="bad"
          href={trafficHref({ channelId: id, states: ['dead_letter'] })}
          name={t('overview.undeliverableOf', named(channel.deadLetters))}
        />
      </td>
      <td className={styles.number}>
        <NumberLink
          value={lastHour}
          href={trafficHref({ channelId: id })}
          name={t('overview.lastHourOf', named(lastHour))}
        />
      </td>
    </tr>
  );
}
