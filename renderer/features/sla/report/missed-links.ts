import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaReportQuery } from '#shared/domain/sla-report.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { slaBreachedHref } from '#renderer/lib/sla-routes.ts';

interface Narrowed {
  /** Epoch ms; the report's own period when left out. */
  readonly from?: number;
  readonly until?: number;
  readonly channelId?: ChannelId;
}

/** The lists of targets missed in a part of a report. The list takes one channel or all. */
export function missedLinks(
  query: SlaReportQuery,
  metric: SlaMetric,
  narrowed: Narrowed = {},
): { readonly people: string; readonly outage: string } {
  const { from = query.from, until = query.until } = narrowed;
  const only = query.channelIds.length === 1 ? (query.channelIds[0] ?? null) : null;
  const filter = { period: { from, until }, channelId: narrowed.channelId ?? only, metric };
  return {
    people: slaBreachedHref({ ...filter, cause: 'people' }),
    outage: slaBreachedHref({ ...filter, cause: 'outage' }),
  };
}
