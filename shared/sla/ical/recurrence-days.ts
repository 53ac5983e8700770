import type { RecurrenceRule } from './recurrence-rule.ts';

/**
 * Days of a recurrence rule (RFC 5545, 3.3.10). Each day of a year, month, week or day of the rule is looked at and kept or
 * not; nothing is searched for, so a rule that no day fulfils (the 30th of February) ends like any other. ical.js was
 * tried instead: it loops for ever on such a rule, or moves its days into March.
 */

const dayMs = 86_400_000;

/** Days that may still be looked at for one file; what goes beyond throws `TooMuchWork`. */
export interface WorkBudget {
  daysLeft: number;
}

/** Setting out on a period takes as long as so many days of it. */
const periodCost = 10;

export class TooMuchWork extends Error {}

interface Day {
  readonly no: number;
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly monthDay: number;
  readonly monthLength: number;
  /** From 1. */
  readonly yearDay: number;
  readonly yearLength: number;
  /** 0: Monday. */
  readonly weekday: number;
}

function firstOf(year: number, month: number): number {
  return Date.UTC(year, month - 1, 1) / dayMs;
}

function dayOf(no: number): Day {
  const date = new Date(no * dayMs);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  const yearStart = firstOf(year, 1);
  return {
    no,
    year,
    month,
    monthDay: date.getUTCDate(),
    monthLength: firstOf(year, month + 1) - firstOf(year, month),
    yearDay: no - yearStart + 1,
    yearLength: firstOf(year + 1, 1) - yearStart,
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

/** Counted from the front and from the back. */
function holds(set: ReadonlySet<number> | null, place: number, length: number): boolean {
  return set === null || set.has(place) || set.has(place - length - 1);
}

/** First day of the year's first week: the first with at least four days in the year. */
function firstWeek(year: number, weekStart: number): number {
  const fourth = firstOf(year, 1) + 3;
  return fourth - ((((fourth + 3 - weekStart) % 7) + 7) % 7);
}

function holdsWeek(rule: RecurrenceRule, day: Day): boolean {
  if (rule.weekNumbers === null) return true;
  const year =
    [day.year + 1, day.year].find((candidate) => firstWeek(candidate, rule.weekStart) <= day.no) ?? day.year - 1;
  const start = firstWeek(year, rule.weekStart);
  const weeks = (firstWeek(year + 1, rule.weekStart) - start) / 7;
  return holds(rule.weekNumbers, Math.floor((day.no - start) / 7) + 1, weeks);
}

function holdsWeekday(rule: RecurrenceRule, day: Day): boolean {
  if (rule.weekdays === null) return true;
  const countsInYear = rule.frequency === 'YEARLY' && rule.months === null;
  const place = countsInYear ? day.yearDay : day.monthDay;
  const length = countsInYear ? day.yearLength : day.monthLength;
  const fromFront = Math.ceil(place / 7);
  const fromBack = -Math.ceil((length - place + 1) / 7);
  return rule.weekdays.some(
    ({ weekday, nth }) => weekday === day.weekday && (nth === null || nth === fromFront || nth === fromBack),
  );
}

/** Where the rule names no day, it is that of its start. */
function completed(rule: RecurrenceRule, start: Day): RecurrenceRule {
  const namesDay = rule.yearDays !== null || rule.monthDays !== null || rule.weekdays !== null;
  if (namesDay || rule.frequency === 'DAILY') return rule;
  const sameWeekday = { ...rule, weekdays: [{ weekday: start.weekday, nth: null }] };
  if (rule.frequency === 'WEEKLY' || rule.weekNumbers !== null) return sameWeekday;
  const sameDay = { ...rule, monthDays: new Set([start.monthDay]) };
  return rule.frequency === 'YEARLY' && rule.months === null ? { ...sameDay, months: new Set([start.month]) } : sameDay;
}

function isDayOf(rule: RecurrenceRule, day: Day): boolean {
  return (
    (rule.months === null || rule.months.has(day.month)) &&
    holds(rule.yearDays, day.yearDay, day.yearLength) &&
    holds(rule.monthDays, day.monthDay, day.monthLength) &&
    holdsWeekday(rule, day) &&
    holdsWeek(rule, day)
  );
}

/** The rule's years, months, weeks or days, numbered from the one of its start. */
interface Periods {
  /** First day of this period. */
  begin(period: number): number;
  /** The period this day lies in. */
  of(day: number): number;
}

function periodsOf(rule: RecurrenceRule, start: Day): Periods {
  switch (rule.frequency) {
    case 'YEARLY':
      return { begin: (period) => firstOf(start.year + period, 1), of: (day) => dayOf(day).year - start.year };
    case 'MONTHLY':
      return {
        begin: (period) => firstOf(start.year, start.month + period),
        of: (no) => {
          const day = dayOf(no);
          return (day.year - start.year) * 12 + day.month - start.month;
        },
      };
    case 'WEEKLY': {
      const week = start.no - ((start.weekday - rule.weekStart + 7) % 7);
      return { begin: (period) => week + 7 * period, of: (day) => Math.floor((day - week) / 7) };
    }
    case 'DAILY':
      return { begin: (period) => start.no + period, of: (day) => day - start.no };
  }
}

function daysOfPeriod(rule: RecurrenceRule, begin: number, end: number): number[] {
  const days: number[] = [];
  for (let no = begin; no < end; no += 1) if (isDayOf(rule, dayOf(no))) days.push(no);
  return days.filter((_, place) => holds(rule.positions, place + 1, days.length));
}

/**
 * Day numbers from `first` to `last`, both included, on which the rule lets something begin that began on `startDay` for the
 * first time; growing. `startDay` itself is the first, whether or not the rule names it. Throws `TooMuchWork`.
 */
export function recurrenceDays(
  rule: RecurrenceRule,
  startDay: number,
  first: number,
  last: number,
  budget: WorkBudget,
): number[] {
  const start = dayOf(startDay);
  const full = completed(rule, start);
  const periods = periodsOf(full, start);
  const end = Math.min(last, full.untilDay ?? last);
  // Counting begins at the start; otherwise all before `first` is left out.
  const skipped = full.count === null ? Math.max(0, Math.floor(periods.of(first) / full.interval)) : 0;
  const found = startDay >= first && startDay <= last ? [startDay] : [];
  let countLeft = (full.count ?? Number.POSITIVE_INFINITY) - 1;
  for (let period = skipped * full.interval; countLeft > 0 && periods.begin(period) <= end; period += full.interval) {
    const begin = periods.begin(period);
    const next = periods.begin(period + 1);
    budget.daysLeft -= next - begin + periodCost;
    if (budget.daysLeft < 0) throw new TooMuchWork();
    for (const day of daysOfPeriod(full, begin, next)) {
      if (day <= startDay || day > end || countLeft <= 0) continue;
      countLeft -= 1;
      if (day >= first) found.push(day);
    }
  }
  return found;
}
