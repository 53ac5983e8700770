import type { SlaFigures, SlaReport } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';

export type ReportLines = SlaReport['total'];

/** Clocks that ended with a result. */
export function ended({ attained, missedPeople, missedOutage }: SlaFigures): number {
  return attained + missedPeople + missedOutage;
}

/** Everything a figure was counted from. */
export function counted(figures: SlaFigures): number {
  return ended(figures) + figures.noReply + figures.unsure;
}

/** Percent with one decimal, rounded down, so that 100 means all. Null when nothing ended. */
function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((part / whole) * 1_000 + 1e-9) / 10;
}

/** Share of those that ended with a result that ended in time, percent. */
export function attainedShare(figures: Pick<SlaFigures, 'attained' | 'missedPeople' | 'missedOutage'>): number | null {
  const { attained, missedPeople, missedOutage } = figures;
  return percent(attained, attained + missedPeople + missedOutage);
}

/** The same with what an outage made miss left out: what people reached. */
export function shareOfPeople({
  attained,
  missedPeople,
}: Pick<SlaFigures, 'attained' | 'missedPeople'>): number | null {
  return percent(attained, attained + missedPeople);
}

const none: SlaFigures = {
  attained: 0,
  missedPeople: 0,
  missedOutage: 0,
  noReply: 0,
  unsure: 0,
  p50Ms: null,
  p90Ms: null,
  p95Ms: null,
};

/** The figures of one metric; nothing where it was not timed. */
export function figuresOf(lines: ReportLines, metric: SlaMetric): SlaFigures {
  return lines.find((line) => line.metric === metric)?.figures ?? none;
}

/** Metrics that have something to show, in the order of the report. */
export function metricsIn(report: SlaReport): readonly SlaMetric[] {
  return report.total.filter(({ figures }) => counted(figures) > 0).map(({ metric }) => metric);
}
