import type { ChannelConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { ReplyCounts } from './reply-window.ts';
import { parseAesKey, type AesKey } from './wechat-crypto.ts';

/** What the webhook needs of one channel, keys decoded. */
export interface InboundChannel {
  readonly id: ChannelId;
  readonly appId: string;
  /** The account's own name in pushes, 'gh_…'. */
  readonly originalId: string;
  readonly token: string;
  readonly mode: 'security' | 'compatible' | 'plain';
  /** The present key and, after a change, the one before; empty in plain mode without a key. */
  readonly keys: readonly AesKey[];
  readonly replyCounts: ReplyCounts;
}

/** Throws CONFIG_INVALID, naming the field, when a key is missing or malformed. */
export function inboundChannelOf(config: ChannelConfig): InboundChannel {
  const { appId, originalId, token, mode, encodingAesKey, previousEncodingAesKey } = config.wechat;
  const { repliesPerMessage, repliesPerAction } = config.wechat;
  const keys: AesKey[] = [];
  for (const [field, text] of Object.entries({ encodingAesKey, previousEncodingAesKey })) {
    if (text === undefined) continue;
    const key = parseAesKey(text);
    if (key === null) throw invalid(config.id, field, 'must be exactly 43 letters and digits');
    keys.push(key);
  }
  if (mode !== 'plain' && encodingAesKey === undefined) {
    throw invalid(config.id, 'encodingAesKey', `needed in ${mode} mode`);
  }
  return { id: config.id, appId, originalId, token, mode, keys, replyCounts: { repliesPerMessage, repliesPerAction } };
}

function invalid(channelId: string, field: string, problem: string): RelayError {
  return new RelayError('CONFIG_INVALID', `channel ${channelId}: wechat.${field} ${problem}`, {
    value: `wechat.${field}`,
  });
}
