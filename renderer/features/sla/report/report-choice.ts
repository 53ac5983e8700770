import { create } from 'zustand';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import type { PeriodName } from './report-period.ts';
import type { Grain } from './trend-data.ts';

export interface ReportChoice {
  readonly period: PeriodName;
  /** For the period of one's own, 'YYYY-MM-DD' as typed. */
  readonly first: string;
  readonly last: string;
  /** Empty: all. */
  readonly channelIds: readonly ChannelId[];
  /** Null: the first that has figures. */
  readonly metric: SlaMetric | null;
  readonly grain: Grain;
  readonly heat: 'share' | 'missed';
}

interface ReportChoiceState extends ReportChoice {
  readonly choose: (part: Partial<ReportChoice>) => void;
}

/** What the report is made of. Kept while the console is open, so that a look at a list and back loses nothing. */
export const useReportChoice = create<ReportChoiceState>()((set) => ({
  period: 'four_weeks',
  first: '',
  last: '',
  channelIds: [],
  metric: null,
  grain: 'day',
  heat: 'share',
  choose: (part) => set(part),
}));
