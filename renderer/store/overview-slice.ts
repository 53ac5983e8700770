import type { StateCreator } from 'zustand/vanilla';
import type { Overview } from '#shared/domain/overview.ts';

export interface OverviewSlice {
  readonly overview: Overview | null;
  /** Figures taken a little earlier than the known ones are ignored: they overtook one another on the way. */
  readonly overviewChanged: (overview: Overview) => void;
  readonly overviewForgotten: () => void;
}

/** A larger step back is no overtaking but a clock that was set; then the new figures count. */
const overtakingMs = 60_000;

export const createOverviewSlice: StateCreator<OverviewSlice> = (set) => ({
  overview: null,
  overviewForgotten: () => set({ overview: null }),
  overviewChanged: (overview) =>
    set((state) => {
      const lead = (state.overview?.at ?? overview.at) - overview.at;
      return lead > 0 && lead < overtakingMs ? state : { overview };
    }),
});
