import type { StateCreator } from 'zustand/vanilla';
import type { TunnelState, TunnelView } from '#shared/domain/setup/tunnel.ts';

export interface TunnelSlice {
  /** Of the tunnel program; null until main told it. */
  readonly tunnel: TunnelState | null;
  readonly tunnelChanged: (view: Pick<TunnelView, 'state'>) => void;
}

/** Lines of its output are told several times a second: only what is shown outside of its own page counts here. */
function sameState(one: TunnelState | null, other: TunnelState): boolean {
  return (
    one !== null &&
    one.kind === other.kind &&
    one.since === other.since &&
    one.code === other.code &&
    one.value === other.value &&
    one.nextStartAt === other.nextStartAt
  );
}

export const createTunnelSlice: StateCreator<TunnelSlice> = (set) => ({
  tunnel: null,
  tunnelChanged: ({ state }) => set((before) => (sameState(before.tunnel, state) ? before : { tunnel: state })),
});
