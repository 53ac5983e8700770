import { wallMoment } from './calendar-day.ts';

export type Frequency = 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY';

/** 'Every Monday' or 'the second Monday', 'the last Monday'. */
export interface RuleWeekday {
  /** 0: Monday. */
  readonly weekday: number;
  /** From 1, below 0 from the end; null: every one. */
  readonly nth: number | null;
}

/** A recurrence rule for whole days (RFC 5545, 3.3.10). Null: the part is not given. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** Last day, as a day number. */
  readonly untilDay: number | null;
  readonly months: ReadonlySet<number> | null;
  readonly weekNumbers: ReadonlySet<number> | null;
  readonly yearDays: ReadonlySet<number> | null;
  readonly monthDays: ReadonlySet<number> | null;
  readonly weekdays: readonly RuleWeekday[] | null;
  readonly positions: ReadonlySet<number> | null;
  /** 0: Monday. */
  readonly weekStart: number;
}

const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const known = new Set([
  ...['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'RSCALE', 'SKIP', 'BYSETPOS'],
  ...['BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND'],
]);
const frequencies: ReadonlySet<string> = new Set<Frequency>(['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY']);

function isFrequency(text: string | undefined): text is Frequency {
  return text !== undefined && frequencies.has(text);
}

class Unreadable extends Error {}

function wholeNumber(text: string, min: number, max: number): number {
  const value = /^[+-]?\d{1,6}$/u.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) throw new Unreadable(text);
  return value;
}

/** Numbers from `least` to `most`, where `signed` as many below zero, never 0. */
function numbers(text: string | undefined, most: number, signed: boolean): ReadonlySet<number> | null {
  if (text === undefined) return null;
  const found = new Set(text.split(',').map((part) => wholeNumber(part, signed ? -most : 1, most)));
  if (found.has(0)) throw new Unreadable(text);
  return found;
}

function weekdayOf(text: string): number {
  const weekday = weekdayNames.indexOf(text);
  if (weekday < 0) throw new Unreadable(text);
  return weekday;
}

function ruleWeekdays(text: string | undefined): RuleWeekday[] | null {
  if (text === undefined) return null;
  const found = text.split(',').map((part): RuleWeekday => {
    const nth = part.slice(0, -2);
    const weekday = weekdayOf(part.slice(-2));
    if (nth !== '' && wholeNumber(nth, -53, 53) === 0) throw new Unreadable(part);
    return { weekday, nth: nth === '' ? null : Number(nth) };
  });
  // A line may name one weekday ten thousand times.
  return [...new Map(found.map((day) => [`${String(day.nth)} ${day.weekday}`, day])).values()];
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.trim().toUpperCase().split(';')) {
    const [name = '', value, ...more] = part.split('=');
    if (part === '') continue;
    if (!known.has(name) || parts.has(name) || value === undefined || more.length > 0) throw new Unreadable(part);
    parts.set(name, value);
  }
  return parts;
}

function ruleOf(parts: ReadonlyMap<string, string>, timeZone: string): RecurrenceRule {
  const frequency = parts.get('FREQ');
  if (!isFrequency(frequency)) throw new Unreadable('FREQ');
  const until = parts.get('UNTIL');
  const untilDay = until === undefined ? null : (wallMoment(until, timeZone)?.day ?? null);
  if (until !== undefined && untilDay === null) throw new Unreadable(until);
  const count = parts.get('COUNT');
  return {
    frequency,
    interval: wholeNumber(parts.get('INTERVAL') ?? '1', 1, 100_000),
    count: count === undefined ? null : wholeNumber(count, 1, 999_999),
    untilDay,
    months: numbers(parts.get('BYMONTH'), 12, false),
    weekNumbers: numbers(parts.get('BYWEEKNO'), 53, true),
    yearDays: numbers(parts.get('BYYEARDAY'), 366, true),
    monthDays: numbers(parts.get('BYMONTHDAY'), 31, true),
    weekdays: ruleWeekdays(parts.get('BYDAY')),
    positions: numbers(parts.get('BYSETPOS'), 366, true),
    weekStart: weekdayOf(parts.get('WKST') ?? 'MO'),
  };
}

/** What RFC 5545 forbids together, and what is no rule for whole days of our calendar. */
function isAllowed(rule: RecurrenceRule, parts: ReadonlyMap<string, string>): boolean {
  const hasNth = rule.weekdays?.some(({ nth }) => nth !== null) ?? false;
  const isYearly = rule.frequency === 'YEARLY';
  if (rule.count !== null && rule.untilDay !== null) return false;
  if (!isYearly && (rule.weekNumbers !== null || rule.yearDays !== null)) return false;
  if (rule.frequency === 'WEEKLY' && rule.monthDays !== null) return false;
  if (hasNth && ((!isYearly && rule.frequency !== 'MONTHLY') || rule.weekNumbers !== null)) return false;
  if (['BYHOUR', 'BYMINUTE', 'BYSECOND'].some((part) => !/^0{1,2}$/u.test(parts.get(part) ?? '0'))) return false;
  // RFC 7529: days of another calendar, as the Chinese one.
  return (parts.get('RSCALE') ?? 'GREGORIAN') === 'GREGORIAN' && (parts.get('SKIP') ?? 'OMIT') === 'OMIT';
}

/** Null for a rule that cannot be read, or that repeats within days. `timeZone`: for an UNTIL in UTC. */
export function readRule(text: string, timeZone: string): RecurrenceRule | null {
  try {
    const parts = partsOf(text);
    const rule = ruleOf(parts, timeZone);
    return isAllowed(rule, parts) ? rule : null;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}
