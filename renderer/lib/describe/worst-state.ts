import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import { channelStateLook, needRank, type StateLook } from './describe-channel-state.ts';
import { relayLook } from './describe-relay.ts';

export type WorstText =
  | { readonly key: `relay.${RelayProcess['kind']}` }
  | { readonly key: 'worst.noChannels' | 'worst.messagesLost' }
  | {
      readonly key:
        | 'worst.allConnected'
        | 'worst.channelsNeedAction'
        | 'worst.channelsDown'
        | 'worst.channelsImpaired'
        | 'worst.channelsStarting'
        | 'worst.channelsIdle'
        | 'worst.channelsNotSetUp';
      readonly count: number;
    };

export type WorstState = StateLook & { readonly text: WorstText };

const groups: readonly {
  readonly key: Extract<WorstText, { count: number }>['key'];
  readonly kinds: readonly ChannelStateKind[];
}[] = [
  { key: 'worst.channelsNeedAction', kinds: ['action_required'] },
  { key: 'worst.channelsDown', kinds: ['down'] },
  { key: 'worst.channelsImpaired', kinds: ['degraded', 'retrying', 'unknown'] },
  { key: 'worst.channelsStarting', kinds: ['verifying', 'connecting'] },
  { key: 'worst.channelsNotSetUp', kinds: ['not_configured'] },
  { key: 'worst.channelsIdle', kinds: ['paused', 'stopped'] },
];

/** One state for everything: what the header shows on every page. */
export function worstState(
  relay: RelayProcess,
  channels: readonly ChannelSnapshot[],
  missingRecords: number,
): WorstState {
  if (relay.kind !== 'running') return { ...relayLook(relay.kind), text: { key: `relay.${relay.kind}` } };
  if (missingRecords > 0) return { tone: 'bad', sign: 'triangle', text: { key: 'worst.messagesLost' } };
  for (const { key, kinds } of groups) {
    const found = channels.filter((channel) => kinds.includes(channel.state.kind));
    const worst = found.sort((a, b) => needRank(a.state.kind) - needRank(b.state.kind))[0];
    if (worst) return { ...channelStateLook(worst.state.kind), text: { key, count: found.length } };
  }
  return channels.length === 0
    ? { tone: 'idle', sign: 'ring', text: { key: 'worst.noChannels' } }
    : { tone: 'ok', sign: 'dot', text: { key: 'worst.allConnected', count: channels.length } };
}
