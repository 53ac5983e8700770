import { Fragment, useState } from 'react';
import type { ChannelId } from '#shared/domain/ids.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useChannels, useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { BulkBar } from './BulkBar.tsx';
import { ChannelDetails } from './ChannelDetails.tsx';
import { ChannelRow } from './ChannelRow.tsx';
import styles from './ChannelsPanel.module.css';
import { useChosenChannels } from './use-chosen-channels.ts';

/** Rows drawn at first, and added by each press: hundreds of them at once would make every change slow. */
const pageSize = 100;

function ChannelsTable() {
  const { t, format } = useTexts();
  const channels = useChannels();
  const [openId, setOpenId] = useState<ChannelId | null>(null);
  const [shown, setShown] = useState(pageSize);
  const { chosen, choose, chooseAll, clear } = useChosenChannels(channels);
  const all = chosen.length === channels.length;
  return (
    <>
      {chosen.length > 0 && <BulkBar chosen={chosen} onClear={clear} />}
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.select}>
                <input
                  type="checkbox"
                  checked={all}
                  ref={(box) => {
                    if (box !== null) box.indeterminate = chosen.length > 0 && !all;
                  }}
                  aria-label={t('overview.selectAll')}
                  onChange={(event) => (event.currentTarget.checked ? chooseAll() : clear())}
                />
              </th>
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
            {channels.slice(0, shown).map((channel) => (
              <Fragment key={channel.id}>
                <ChannelRow
                  channel={channel}
                  open={channel.id === openId}
                  onToggle={() => setOpenId((open) => (open === channel.id ? null : channel.id))}
                  selected={chosen.includes(channel)}
                  onSelect={(on) => choose(channel.id, on)}
                />
                {channel.id === openId && <ChannelDetails channel={channel} />}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {channels.length > shown && (
        <div className={styles.more}>
          <Button size="small" onClick={() => setShown((count) => count + pageSize)}>
            {t('overview.showMore', { number: format.number(Math.min(pageSize, channels.length - shown)) })}
          </Button>
        </div>
      )}
    </>
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
