import { z } from 'zod';
import { ChannelId } from './ids.ts';
import { OfficeDate, SlaMetric } from './sla-settings.ts';

/** What became of clocks that ended (or were missed) in a period. */
export const SlaFigures = z.object({
  attained: z.number().int(),
  missedPeople: z.number().int(),
  missedOutage: z.number().int(),
  noReply: z.number().int(),
  /** Ended at a moment known too roughly to say. */
  unsure: z.number().int(),
  /** Office time used, of those that ended with a result; null without any. */
  p50Ms: z.number().nullable(),
  p90Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type SlaFigures = z.infer<typeof SlaFigures>;

export const SlaReportQuery = z.object({
  /** Empty: all. */
  channelIds: z.array(ChannelId).max(500),
  from: z.number().min(0),
  until: z.number().min(0),
  /** Weeks, days and hours are meant in this zone. */
  timeZone: z.string().max(100),
});
export type SlaReportQuery = z.infer<typeof SlaReportQuery>;

export const SlaReportLine = z.object({
  metric: SlaMetric,
  figures: SlaFigures,
});

/** A clock belongs to the time it started at. */
export const SlaReport = z.object({
  query: SlaReportQuery,
  madeAt: z.number(),
  total: z.array(SlaReportLine),
  byChannel: z.array(
    z.object({
      channelId: ChannelId,
      channelName: z.string(),
      lines: z.array(SlaReportLine),
      /** Minutes of office time in which a leg was down. */
      outageMinutes: z.number(),
    }),
  ),
  /** 'YYYY-MM-DD' of the Monday. */
  byWeek: z.array(z.object({ week: OfficeDate, lines: z.array(SlaReportLine), outageMinutes: z.number() })),
  byDay: z.array(z.object({ date: OfficeDate, lines: z.array(SlaReportLine), outageMinutes: z.number() })),
  /** 0: Monday. */
  byWeekday: z.array(z.object({ weekday: z.number().int(), lines: z.array(SlaReportLine) })),
  byHour: z.array(z.object({ hour: z.number().int(), lines: z.array(SlaReportLine) })),
  /** First response and solution by weekday and hour of the start. */
  heat: z.array(
    z.object({
      weekday: z.number().int(),
      hour: z.number().int(),
      metric: SlaMetric,
      attained: z.number().int(),
      missedPeople: z.number().int(),
      missedOutage: z.number().int(),
    }),
  ),
  /** True when more ended than are counted at a time; `counted` were. */
  cut: z.boolean(),
  counted: z.number().int(),
});
export type SlaReport = z.infer<typeof SlaReport>;
