import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';

/** The whole console in one mark: red needs a person, amber is worth a look, green is proven, grey claims nothing. */
export type WorstState = 'fault' | 'attention' | 'fine' | 'idle';

const ofChannel: Readonly<Record<ChannelStateKind, WorstState>> = {
  not_configured: 'attention',
  connecting: 'attention',
  verifying: 'attention',
  connected: 'fine',
  degraded: 'attention',
  retrying: 'attention',
  action_required: 'fault',
  down: 'fault',
  paused: 'idle',
  stopped: 'idle',
  unknown: 'attention',
};

const ofProcess: Readonly<Record<RelayProcess['kind'], WorstState>> = {
  locked: 'attention',
  not_configured: 'idle',
  starting: 'attention',
  running: 'fine',
  unresponsive: 'fault',
  restarting: 'attention',
  gave_up: 'fault',
  stopped: 'idle',
};

const order: readonly WorstState[] = ['fault', 'attention', 'fine', 'idle'];

/** The worst of the relay's process and its channels. Channels count only while the relay that tells of them runs. */
export function worstState(process: RelayProcess, channels: readonly ChannelSnapshot[]): WorstState {
  const own = ofProcess[process.kind];
  if (process.kind !== 'running') return own;
  const states = channels.map((channel) => ofChannel[channel.state.kind]);
  return order.find((state) => states.includes(state)) ?? 'idle';
}

/** How many channels are in that state; null where it is the relay's process that is in it. */
export function channelsInState(
  state: WorstState,
  process: RelayProcess,
  channels: readonly ChannelSnapshot[],
): { readonly inState: number; readonly total: number } | null {
  if (process.kind !== 'running') return null;
  return {
    inState: channels.filter((channel) => ofChannel[channel.state.kind] === state).length,
    total: channels.length,
  };
}
