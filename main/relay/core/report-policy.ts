import type { WaitingReport } from '../ports/relay-store.ts';
import { longestRetryAfterMs } from './retry-policy.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A report older than this is given up, milliseconds. */
export const longestReportingMs = 24 * hour;

/** Waits after the first, second … failed report; the last one repeats. Published in docs/relay-configuration.md. */
export const reportScheduleMs: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  hour,
];

/** When a report that CXone did not take is made again, or null when it is given up. */
export function nextReport(
  report: Pick<WaitingReport, 'attempts' | 'at'>,
  now: number,
  retryAfterMs: number | null,
): number | null {
  if (now - report.at >= longestReportingMs) return null;
  const waitMs = reportScheduleMs[Math.min(report.attempts, reportScheduleMs.length - 1)] ?? hour;
  const askedMs = retryAfterMs !== null && retryAfterMs <= longestRetryAfterMs ? retryAfterMs : 0;
  return now + Math.max(waitMs, askedMs);
}
