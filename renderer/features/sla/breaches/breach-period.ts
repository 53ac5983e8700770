import type { SlaPeriod } from '#renderer/lib/sla-routes.ts';
import { dayStart } from '#renderer/lib/sla/day-start.ts';

const day = 24 * 3_600_000;
const days = { '7d': 7, '30d': 30, '90d': 90 } as const;

/** A little ahead, so that a target missed this very second lies inside, ms. */
const aheadMs = day;

/** From (included) and until (excluded), epoch ms. `timeZone` is that of the global calendar; null: this computer's. */
export function periodBounds(
  period: SlaPeriod,
  now: number,
  timeZone: string | null,
): { readonly from: number; readonly until: number } {
  if (typeof period === 'object') return period;
  const from = period === 'today' ? dayStart(now, timeZone) : now - days[period] * day;
  return { from: Math.max(0, from), until: now + aheadMs };
}
