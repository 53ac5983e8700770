import type { ReactNode } from 'react';
import type { ChannelDetail } from '#shared/contract/operations-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible, useRunOf } from '#renderer/store/selectors.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { ChannelHead } from './ChannelHead.tsx';
import styles from './ChannelPage.module.css';
import { DirectionsPanel } from './DirectionsPanel.tsx';
import { FollowersPanel } from './FollowersPanel.tsx';
import { GapsPanel } from './GapsPanel.tsx';
import { HistoryPanel } from './HistoryPanel.tsx';
import { MaintenancePanel } from './MaintenancePanel.tsx';
import { OutageNoticePanel } from './OutageNoticePanel.tsx';
import { ProbesPanel } from './ProbesPanel.tsx';
import { ReceiptsPanel } from './ReceiptsPanel.tsx';
import { ReconnectPanel } from './ReconnectPanel.tsx';
import { StaffNotePanel } from './StaffNotePanel.tsx';
import { SwitchPanel } from './SwitchPanel.tsx';
import { useChannelDetail } from './use-channel-detail.ts';

function BackLink() {
  const { t } = useTexts();
  return (
    <a href={hrefOf({ page: 'overview' })} className={styles.back}>
      <span aria-hidden="true">←</span> {t('channel.back')}
    </a>
  );
}

function newerRun(pushed: ReconnectRun | null, asked: ReconnectRun | null): ReconnectRun | null {
  if (pushed === null || asked === null) return pushed ?? asked;
  if (pushed.id === asked.id) return pushed.revision >= asked.revision ? pushed : asked;
  return pushed.startedAt >= asked.startedAt ? pushed : asked;
}

interface PartsProps {
  readonly detail: ChannelDetail;
  readonly channel: ChannelSnapshot;
  readonly run: ReconnectRun | null;
  readonly onChanged: () => void;
}

function Parts({ detail, channel, run, onChanged }: PartsProps) {
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <ReconnectPanel channel={channel} run={run} followers={detail.settings.testFollowers} onChanged={onChanged} />
        <DirectionsPanel channel={channel} />
        <HistoryPanel channel={channel} />
        <ProbesPanel channel={channel} probes={detail.probes} onChanged={onChanged} />
      </div>
      <div className={styles.column}>
        <SwitchPanel channel={channel} control={detail.control} onChanged={onChanged} />
        <StaffNotePanel channel={channel} />
        <ReceiptsPanel receipts={detail.receipts} />
        <GapsPanel channelId={channel.id} gaps={detail.gaps} />
        <MaintenancePanel channel={channel} maintenance={detail.maintenance} onChanged={onChanged} />
        <FollowersPanel channelId={channel.id} settings={detail.settings} onChanged={onChanged} />
        <OutageNoticePanel channelId={channel.id} settings={detail.settings} onChanged={onChanged} />
      </div>
    </div>
  );
}

interface ChannelPageProps {
  readonly channelId: ChannelId;
  /** How far its set-up is, of a feature of its own. */
  readonly setup: ReactNode;
}

/** Everything of one channel: its state and the one thing to do, what proves it, what it went through, and its switches. */
export function ChannelPage({ channelId, setup }: ChannelPageProps) {
  const { t } = useTexts();
  const visible = useRelayVisible();
  const known = useConsole((state) => state.channels[channelId]);
  const load = useConsole((state) => state.channelsLoad);
  const pushedRun = useRunOf(channelId);
  const version = (known?.revision ?? 0) + (pushedRun?.revision ?? 0);
  const { detail, error, ask } = useChannelDetail(channelId, version, visible);
  const channel = known ?? detail?.snapshot ?? null;
  const run = newerRun(pushedRun, detail?.run ?? null);

  if (channel === null) {
    const unknown = error?.code === 'CHANNEL_UNKNOWN' || (load.kind === 'ready' && error === null && detail !== null);
    return (
      <div className={styles.page}>
        <BackLink />
        {!visible ? (
          <Empty title={t('channel.relayGoneTitle')} help={t('channel.relayGoneHelp')} />
        ) : unknown ? (
          <Empty title={t('channel.unknownTitle')} help={t('channel.unknownHelp')} />
        ) : error !== null ? (
          <LoadFailed error={error} busy={false} onRetry={ask} />
        ) : (
          <Empty busy title={t('channel.loading')} />
        )}
      </div>
    );
  }
  return (
    <div className={styles.page}>
      <BackLink />
      <ChannelHead channel={channel} run={run} onChanged={ask} />
      {setup}
      {detail !== null ? (
        <Parts detail={detail} channel={channel} run={run} onChanged={ask} />
      ) : error !== null ? (
        <LoadFailed error={error} busy={false} onRetry={ask} />
      ) : visible ? (
        <Empty busy title={t('channel.loading')} />
      ) : (
        <Empty title={t('channel.relayGoneTitle')} help={t('channel.relayGoneHelp')} />
      )}
    </div>
  );
}
