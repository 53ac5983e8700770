import { dateOf, dayNoOf, isKnownZone, startOfDay, wallClock } from '#shared/sla/zone-time.ts';

export const periodNames = ['this_week', 'last_week', 'four_weeks', 'twelve_weeks', 'own'] as const;
export type PeriodName = (typeof periodNames)[number];

/** First and last day, 'YYYY-MM-DD', the last included. */
export interface Days {
  readonly first: string;
  readonly last: string;
}

export type Period =
  | { readonly kind: 'ok'; readonly from: number; readonly until: number; readonly days: Days }
  | { readonly kind: 'wrong'; readonly problem: 'date' | 'order' | 'too_long' };

/** The relay reports at most this many days. */
export const mostDays = 400;

/** Weeks that a named period reaches back from the present one, and how many it holds. */
const weeks: Readonly<Record<Exclude<PeriodName, 'own'>, { readonly back: number; readonly count: number }>> = {
  this_week: { back: 0, count: 1 },
  last_week: { back: 1, count: 1 },
  four_weeks: { back: 3, count: 4 },
  twelve_weeks: { back: 11, count: 12 },
};

/** The days of a named period: whole weeks from Monday, on the calendar of that zone. */
export function namedDays(name: Exclude<PeriodName, 'own'>, now: number, timeZone: string): Days {
  const { date, weekday } = wallClock(timeZone, now);
  const monday = (dayNoOf(date) ?? 0) - weekday;
  const first = monday - weeks[name].back * 7;
  return { first: dateOf(first), last: dateOf(first + weeks[name].count * 7 - 1) };
}

/** From the first moment of the first day until the first moment after the last, epoch ms. */
export function periodOf(days: Days, timeZone: string): Period {
  const first = dayNoOf(days.first);
  const last = dayNoOf(days.last);
  if (first === null || last === null) return { kind: 'wrong', problem: 'date' };
  if (last < first) return { kind: 'wrong', problem: 'order' };
  // A day less than the limit: a day may have 25 hours.
  if (last - first >= mostDays - 1) return { kind: 'wrong', problem: 'too_long' };
  const from = startOfDay(timeZone, days.first);
  const until = startOfDay(timeZone, dateOf(last + 1));
  if (from === null || until === null || until <= from) return { kind: 'wrong', problem: 'date' };
  return { kind: 'ok', from, until, days };
}

/** First and last moment of one day or of the week from that day, for a link to what was missed in it. */
export function stretchOf(date: string, length: 'day' | 'week', timeZone: string): Period {
  const first = dayNoOf(date);
  if (first === null) return { kind: 'wrong', problem: 'date' };
  return periodOf({ first: date, last: dateOf(first + (length === 'day' ? 0 : 6)) }, timeZone);
}

/** The zone the settings name, where this computer knows it; else its own. */
export function reportZone(wanted: string | null): string {
  return wanted !== null && isKnownZone(wanted) ? wanted : Intl.DateTimeFormat().resolvedOptions().timeZone;
}
