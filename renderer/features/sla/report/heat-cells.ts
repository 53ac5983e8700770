import type { SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { attainedShare } from './report-figures.ts';

export interface HeatCell {
  readonly weekday: number;
  readonly hour: number;
  readonly attained: number;
  readonly missedPeople: number;
  readonly missedOutage: number;
  /** Percent in time; null when nothing began then. */
  readonly share: number | null;
  /** 0: nothing missed; 4: half or more missed. */
  readonly level: 0 | 1 | 2 | 3 | 4;
}

export interface HeatMap {
  /** Hours drawn, without those at both ends in which nothing ever began. */
  readonly hours: readonly number[];
  /** Seven lists, Monday first, each as long as `hours`. */
  readonly days: readonly (readonly HeatCell[])[];
  readonly total: number;
}

/** Shares missed from which a cell is drawn a step darker. */
const steps = [0.05, 0.15, 0.3] as const;

function levelOf(missed: number, all: number): HeatCell['level'] {
  if (missed === 0) return 0;
  const share = missed / all;
  if (share >= 0.5) return 4;
  if (share >= steps[2]) return 3;
  return share >= steps[1] ? 2 : 1;
}

/** The report's counts as a table of weekdays and hours. */
export function heatMap(heat: SlaReport['heat'], metric: SlaMetric): HeatMap {
  const counts = new Map<number, { attained: number; missedPeople: number; missedOutage: number }>();
  for (const one of heat) {
    if (one.metric !== metric) continue;
    const key = one.weekday * 24 + one.hour;
    const before = counts.get(key) ?? { attained: 0, missedPeople: 0, missedOutage: 0 };
    counts.set(key, {
      attained: before.attained + one.attained,
      missedPeople: before.missedPeople + one.missedPeople,
      missedOutage: before.missedOutage + one.missedOutage,
    });
  }
  const used = [...counts].filter(([, one]) => one.attained + one.missedPeople + one.missedOutage > 0);
  const usedHours = used.map(([key]) => key % 24);
  const first = usedHours.length === 0 ? 9 : Math.min(...usedHours);
  const last = usedHours.length === 0 ? 16 : Math.max(...usedHours);
  const hours = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const cell = (weekday: number, hour: number): HeatCell => {
    const figures = counts.get(weekday * 24 + hour) ?? { attained: 0, missedPeople: 0, missedOutage: 0 };
    const missed = figures.missedPeople + figures.missedOutage;
    const level = levelOf(missed, missed + figures.attained);
    return { weekday, hour, ...figures, share: attainedShare(figures), level };
  };
  return {
    hours,
    days: Array.from({ length: 7 }, (_, weekday) => hours.map((hour) => cell(weekday, hour))),
    total: used.reduce((sum, [, one]) => sum + one.attained + one.missedPeople + one.missedOutage, 0),
  };
}
