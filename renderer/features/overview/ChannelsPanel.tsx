import { Fragment, useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels, useRelayVisible } from '#renderer/store/selectors.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ChannelDetails } from './ChannelDetails.tsx';
import { ChannelRow } from './ChannelRow.tsx';
import styles from './ChannelsPanel.module.css';

function ChannelsTable() {
  const { t } = useTexts();
  const channels = useChannels();
  const [openId, setOpenId] = useState<ChannelId | null>(null);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('overview.column.channel')}</th>
            <th scope="col">{t('overview.column.state')}</th>
            <th scope="col">{t('direction.inbound')}</th>
            <th scope="col">{t('direction.outbound')}</th>
            <th scope="col" className={styles.number}>
              {t('overview.column.waiting')}
            </th>
            <th scope="col" className={styles.number}>
              {t('overview.column.unconfirmed')}
            </th>
            <th scope="col" className={styles.number}>
              {t('overview.column.undeliverable')}
            </th>
            <th scope="col" className={styles.number}>
              {t('overview.column.lastHour')}
            </th>
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <Fragment key={channel.id}>
              <ChannelRow
                channel={channel}
                open={channel.id === openId}
                onToggle={() => setOpenId((open) => (open === channel.id ? null : channel.id))}
              />
              {channel.id === openId && <ChannelDetails channel={channel} />}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** All channels as a table, those in need first. */
export function ChannelsPanel({ className }: { readonly className: string | undefined }) {
  const { t } = useTexts();
  const visible = useRelayVisible();
  const load = useConsole((state) => state.channelsLoad);
  const count = useConsole((state) => Object.keys(state.channels).length);
  return (
    <Panel
      title={t('overview.channels')}
      note={count > 0 ? t('overview.channelCount', { count }) : undefined}
      className={className}
      flush
    >
      {count > 0 ? (
        <ChannelsTable />
      ) : !visible ? (
        <Empty title={t('relay.stoppedTitle')} />
      ) : load.kind === 'loading' ? (
        <Empty busy title={t('overview.loading')} />
      ) : load.kind === 'failed' ? (
        <div className={styles.failed}>
          <ErrorNote error={load.error} />
        </div>
      ) : (
        <Empty title={t('overview.noChannels')} help={t('overview.noChannelsHelp')} />
      )}
    </Panel>
  );
}
