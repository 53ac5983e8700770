import { type SlaWhy } from '#shared/domain/sla.ts';
import { SlaMetric } from '#shared/domain/sla-settings.ts';

export interface ClockGroup {
  readonly metric: SlaMetric;
  readonly newest: SlaWhy;
  /** The newest of them first. */
  readonly earlier: readonly SlaWhy[];
}

/** One group for each clock, in the order of the clocks, with its newest round apart. */
export function clockGroups(why: readonly SlaWhy[]): readonly ClockGroup[] {
  return SlaMetric.options.flatMap((metric) => {
    const rounds = why.filter((one) => one.reading.metric === metric).sort((a, b) => b.reading.round - a.reading.round);
    const [newest, ...earlier] = rounds;
    return newest === undefined ? [] : [{ metric, newest, earlier }];
  });
}
