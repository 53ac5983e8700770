import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { ChannelSecrets, LiveSecrets } from '../../ports/live-secrets.ts';
import type { ReplyCounts } from './reply-window.ts';
import { parseAesKey, type AesKey } from './wechat-crypto.ts';

/** What the webhook needs of one channel, keys decoded. */
export interface InboundChannel {
  readonly id: ChannelId;
  readonly appId: string;
  /** The account's own name in pushes, 'gh_…'. */
  readonly originalId: string;
  readonly mode: 'security' | 'compatible' | 'plain';
  readonly replyCounts: ReplyCounts;
  /** As they stood when these keys were decoded. */
  readonly secrets: ChannelSecrets;
  /** Those of `secrets`, in its order; empty in plain mode without a key. */
  readonly keys: readonly AesKey[];
}

/** Throws CONFIG_INVALID, naming the field, when a key is missing or malformed. */
export function inboundChannelOf(config: ChannelConfig, secrets: ChannelSecrets): InboundChannel {
  const { appId, originalId, mode, repliesPerMessage, repliesPerAction } = config.wechat;
  const keys = secrets.encodingAesKeys.map((text) => {
    const key = parseAesKey(text);
    if (key === null) throw invalid(config.id, 'must be exactly 43 letters and digits');
    return key;
  });
  if (mode !== 'plain' && keys.length === 0) throw invalid(config.id, `needed in ${mode} mode`);
  return {
    id: config.id,
    appId,
    originalId,
    mode,
    replyCounts: { repliesPerMessage, repliesPerAction },
    secrets,
    keys,
  };
}

/**
 * The channels by id, each as its secrets are at that moment. Keys are decoded again only when they changed. Throws
 * CONFIG_INVALID when a channel's keys cannot be used.
 */
export function liveInboundChannels(
  configs: readonly ChannelConfig[],
  secrets: Pick<LiveSecrets, 'channel'>,
): (id: string) => InboundChannel | undefined {
  const channels = new Map(
    configs.map((config) => [
      config.id as string,
      { config, known: inboundChannelOf(config, secrets.channel(config)) },
    ]),
  );
  return (id) => {
    const entry = channels.get(id);
    if (entry === undefined) return undefined;
    const now = secrets.channel(entry.config);
    if (entry.known.secrets !== now) entry.known = inboundChannelOf(entry.config, now);
    return entry.known;
  };
}

function invalid(channelId: string, problem: string): RelayError {
  const value = 'wechat.encodingAesKey';
  return new RelayError('CONFIG_INVALID', `channel ${channelId}: ${value} ${problem}`, { value });
}
