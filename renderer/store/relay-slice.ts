import type { StateCreator } from 'zustand/vanilla';
import type { RelayProcess } from '#shared/contract/console-contract.ts';

export interface RelaySlice {
  /** Null until the main process has told. */
  readonly relay: RelayProcess | null;
  /** When the relay was last seen running, epoch ms; what the screen shows beside figures that are history. */
  readonly relaySeenAt: number | null;
  readonly relayProcessChanged: (process: RelayProcess, now: number) => void;
}

export const createRelaySlice: StateCreator<RelaySlice> = (set) => ({
  relay: null,
  relaySeenAt: null,
  relayProcessChanged: (process, now) =>
    set((state) => {
      const seenNow = process.kind === 'running' || state.relay?.kind === 'running';
      return { relay: process, relaySeenAt: seenNow ? now : state.relaySeenAt };
    }),
});
