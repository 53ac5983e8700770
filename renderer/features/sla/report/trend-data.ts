import type { SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { attainedShare, figuresOf, shareOfPeople } from './report-figures.ts';

export type Grain = 'day' | 'week';

export interface TrendPoint {
  /** 'YYYY-MM-DD': the day, or the Monday of the week. */
  readonly date: string;
  /** Percent in time; null when nothing ended with a result. */
  readonly share: number | null;
  readonly people: number | null;
  readonly missedPeople: number;
  readonly missedOutage: number;
  readonly outageMinutes: number;
}

/** The report's days or weeks as points of a line. */
export function trendPoints(report: SlaReport, metric: SlaMetric, grain: Grain): readonly TrendPoint[] {
  const parts = grain === 'day' ? report.byDay : report.byWeek.map(({ week, ...rest }) => ({ date: week, ...rest }));
  return parts.map(({ date, lines, outageMinutes }) => {
    const figures = figuresOf(lines, metric);
    const { missedPeople, missedOutage } = figures;
    const share = attainedShare(figures);
    return {
      date,
      share,
      people: share === null ? null : shareOfPeople(figures),
      missedPeople,
      missedOutage,
      outageMinutes,
    };
  });
}

/** Midnight of a date on this computer's clock, as which the chart's axis is drawn; epoch ms. */
export function axisTime(date: string): number {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day).getTime();
}

/** Stretches of the axis to shade: the days or weeks in which a leg was down. */
export function outageBands(
  points: readonly TrendPoint[],
  grain: Grain,
): readonly { readonly from: number; readonly until: number }[] {
  const half = (grain === 'day' ? 0.5 : 3.5) * 86_400_000;
  return points
    .filter(({ outageMinutes }) => outageMinutes >= 0.5)
    .map(({ date }) => ({ from: axisTime(date) - half, until: axisTime(date) + half }));
}
