import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { AdminChannel } from '../ports/admin-cxone.ts';
import type { ActionSession } from './sessions.ts';

/** One of our channels beside what CXone has of it. */
export interface ChannelView {
  readonly config: ChannelConfig;
  readonly presence: 'present' | 'missing' | 'otherIntegration';
  /** Null when the relay does not run it. */
  readonly snapshot: ChannelSnapshot | null;
}

export interface ChannelLists {
  readonly ours: readonly ChannelView[];
  /** In CXone under one of our integrations, and unknown to the relay. */
  readonly strange: readonly AdminChannel[];
}

/** Our channels of the administrator's tenant. */
export function channelsOf(
  session: Pick<ActionSession, 'integrations'>,
  channels: readonly ChannelConfig[],
): readonly ChannelConfig[] {
  const ids = new Set(session.integrations.map(({ id }) => id));
  return channels.filter(({ integration }) => ids.has(integration));
}

export function compareChannels(
  session: ActionSession,
  channels: readonly ChannelConfig[],
  inCxone: readonly AdminChannel[],
  snapshots: readonly ChannelSnapshot[],
): ChannelLists {
  const ours = channelsOf(session, channels);
  const byId = new Map(inCxone.map((channel) => [channel.id, channel]));
  const states = new Map(snapshots.map((snapshot) => [snapshot.id, snapshot]));
  const integrationIds = new Map(session.integrations.map(({ id, integrationId }) => [id, integrationId]));
  const known = new Set(ours.map(({ cxoneChannelId }) => cxoneChannelId));
  const ids = new Set<string | null>(integrationIds.values());
  return {
    ours: ours.map((config) => {
      const found = byId.get(config.cxoneChannelId);
      const isOurs = found?.channelIntegrationId === integrationIds.get(config.integration);
      const presence = found === undefined ? 'missing' : isOurs ? 'present' : 'otherIntegration';
      return { config, presence, snapshot: states.get(config.id) ?? null };
    }),
    strange: inCxone.filter(({ id, channelIntegrationId }) => !known.has(id) && ids.has(channelIntegrationId)),
  };
}
