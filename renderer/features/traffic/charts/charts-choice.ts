import { create } from 'zustand';
import type { TrafficPeriod } from '#shared/domain/traffic-history.ts';

interface ChartsChoice {
  readonly isOpen: boolean;
  /** Also while a story stands beside the list in a small window. */
  readonly isOpenBeside: boolean;
  readonly period: TrafficPeriod;
  readonly look: 'charts' | 'table';
  readonly choose: (part: Partial<Pick<ChartsChoice, 'isOpen' | 'isOpenBeside' | 'period' | 'look'>>) => void;
}

/** How the figures above the list are looked at. Kept while the console is open. */
export const useChartsChoice = create<ChartsChoice>()((set) => ({
  isOpen: true,
  isOpenBeside: false,
  period: 'hour',
  look: 'charts',
  choose: (part) => set(part),
}));
