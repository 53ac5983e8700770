import type { StateCreator } from 'zustand/vanilla';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';

export interface SlaSlice {
  /** Null until the relay has told. */
  readonly slaSummary: SlaSummary | null;
  /** Grows with each notice that open clocks changed; whoever shows them asks again. */
  readonly slaVersion: number;
  /** The settings in force, planned and past; countdowns are worked out from them. Null until the relay has told. */
  readonly slaSettings: SlaSettingsView | null;
  /** Address of the list that was looked at last; a conversation's page leads back to it. */
  readonly slaListHref: string | null;

  /** A notice: open clocks changed. */
  readonly slaChanged: (summary: SlaSummary) => void;
  /** An answer to a question: figures older than those known are ignored. */
  readonly slaSummaryAnswered: (summary: SlaSummary) => void;
  readonly slaSettingsLoaded: (settings: SlaSettingsView) => void;
  readonly slaListShown: (href: string) => void;
  readonly slaForgotten: () => void;
}

export const createSlaSlice: StateCreator<SlaSlice> = (set) => ({
  slaSummary: null,
  slaVersion: 0,
  slaSettings: null,
  slaListHref: null,
  slaChanged: (slaSummary) => set((state) => ({ slaSummary, slaVersion: state.slaVersion + 1 })),
  slaSummaryAnswered: (slaSummary) =>
    set((state) => (state.slaSummary !== null && state.slaSummary.asOf > slaSummary.asOf ? state : { slaSummary })),
  slaSettingsLoaded: (slaSettings) => set({ slaSettings }),
  slaListShown: (slaListHref) => set({ slaListHref }),
  slaForgotten: () => set({ slaSummary: null, slaSettings: null }),
});
