import type { StateCreator } from 'zustand/vanilla';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { LoadState } from './load-state.ts';

export interface ChannelsSlice {
  readonly channels: Readonly<Record<ChannelId, ChannelSnapshot>>;
  readonly channelsLoad: LoadState;
  /** A notice: some channels changed. Older revisions than the known one are ignored. */
  readonly channelsChanged: (snapshots: readonly ChannelSnapshot[]) => void;
  /** The answer to the list question: every channel there is. */
  readonly channelsListed: (snapshots: readonly ChannelSnapshot[]) => void;
  readonly channelsLoadFailed: (load: LoadState) => void;
  /** A new relay process counts its revisions from the start again. */
  readonly channelRevisionsRestarted: () => void;
  readonly channelsForgotten: () => void;
}

type Channels = Readonly<Record<ChannelId, ChannelSnapshot>>;

function newer(known: Channels, snapshot: ChannelSnapshot): ChannelSnapshot {
  const before = known[snapshot.id];
  return before && before.revision >= snapshot.revision ? before : snapshot;
}

export const createChannelsSlice: StateCreator<ChannelsSlice> = (set) => ({
  channels: {},
  channelsLoad: { kind: 'loading' },
  channelsChanged: (snapshots) =>
    set((state) => {
      const fresh = snapshots.filter((snapshot) => newer(state.channels, snapshot) === snapshot);
      if (fresh.length === 0) return state;
      return { channels: { ...state.channels, ...Object.fromEntries(fresh.map((one) => [one.id, one])) } };
    }),
  channelsListed: (snapshots) =>
    set((state) => ({
      channels: Object.fromEntries(snapshots.map((one) => [one.id, newer(state.channels, one)])),
      channelsLoad: { kind: 'ready' },
    })),
  channelsLoadFailed: (channelsLoad) => set({ channelsLoad }),
  channelsForgotten: () => set({ channels: {}, channelsLoad: { kind: 'loading' } }),
  channelRevisionsRestarted: () =>
    set((state) => ({
      channels: Object.fromEntries(
        Object.values(state.channels).map((channel) => [channel.id, { ...channel, revision: -1 }]),
      ),
    })),
});
