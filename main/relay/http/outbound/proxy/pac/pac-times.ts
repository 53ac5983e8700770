import type { PacValue } from './pac-functions.ts';

const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

type Args = readonly PacValue[];

/** `now` as local fields, or in UTC where the last argument says 'GMT'. */
function fieldsOf(args: Args, now: Date) {
  const isGmt = String(args.at(-1)).toUpperCase() === 'GMT';
  // What the fields of a date in UTC are called is what they are in local time, moved by the difference.
  const shifted = isGmt ? now : new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return {
    rest: isGmt ? args.slice(0, -1) : args,
    weekday: shifted.getUTCDay(),
    day: shifted.getUTCDate(),
    month: shifted.getUTCMonth(),
    year: shifted.getUTCFullYear(),
    seconds: shifted.getUTCHours() * 3_600 + shifted.getUTCMinutes() * 60 + shifted.getUTCSeconds(),
  };
}

/** From and to included; a range may go round the end ('FRI' to 'MON'). */
function isWithin(value: number, from: number, to: number): boolean {
  return from <= to ? from <= value && value <= to : value >= from || value <= to;
}

/** weekdayRange('MON', 'FRI'), weekdayRange('SAT'), each with 'GMT' behind it. */
export function weekdayRange(args: Args, now: Date): boolean {
  const { rest, weekday } = fieldsOf(args, now);
  const [from = -1, to = from] = rest.map((name) => weekdays.indexOf(String(name).toUpperCase()));
  return from >= 0 && to >= 0 && isWithin(weekday, from, to);
}

/** timeRange(9), (9, 17), (9, 30, 17, 0), (9, 30, 0, 17, 0, 0): hours, minutes and seconds; the end is not part of it. */
export function timeRange(args: Args, now: Date): boolean {
  const { rest, seconds } = fieldsOf(args, now);
  const parts = rest.map(Number);
  if (![1, 2, 4, 6].includes(parts.length) || parts.some((part) => !(part >= 0))) return false;
  const [first = 0, second = 0] = parts;
  if (parts.length === 1) return Math.floor(seconds / 3_600) === first;
  if (parts.length === 2) return isWithin(seconds, first * 3_600, second * 3_600 - 1);
  const half = parts.length / 2;
  const secondsOf = ([hours = 0, minutes = 0, more = 0]: number[]): number => hours * 3_600 + minutes * 60 + more;
  return isWithin(seconds, secondsOf(parts.slice(0, half)), secondsOf(parts.slice(half)) - 1);
}

interface DateParts {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
}

/** dateRange(1), ('JAN'), (1999), (1, 15), ('JAN', 'MAR'), (1, 'JUN', 15, 'AUG'), (1, 'JUN', 1999, 15, 'AUG', 2000) and so on. */
export function dateRange(args: Args, now: Date): boolean {
  const { rest, ...today } = fieldsOf(args, now);
  const isSingle = rest.length === 1;
  const half = isSingle ? 1 : rest.length / 2;
  if (rest.length === 0 || rest.length > 6 || !Number.isInteger(half)) return false;
  const from = datePartsOf(rest.slice(0, half));
  const to = isSingle ? from : datePartsOf(rest.slice(half));
  if (from === null || to === null || !haveTheSame(from, to)) return false;
  const rank = ({ year = 0, month = 0, day = 0 }: DateParts): number => (year * 12 + month) * 32 + day;
  // Of today only what the range speaks of.
  const value = rank({
    ...(from.year !== undefined && { year: today.year }),
    ...(from.month !== undefined && { month: today.month }),
    ...(from.day !== undefined && { day: today.day }),
  });
  // Years do not come round again.
  if (from.year !== undefined) return rank(from) <= value && value <= rank(to);
  return isWithin(value, rank(from), rank(to));
}

function datePartsOf(values: Args): DateParts | null {
  let parts: DateParts = {};
  for (const value of values) {
    const month = months.indexOf(String(value).toUpperCase());
    const number = Number(value);
    if (month >= 0) parts = { ...parts, month };
    else if (!Number.isInteger(number) || number < 1) return null;
    else parts = number <= 31 ? { ...parts, day: number } : { ...parts, year: number };
  }
  return parts;
}

function haveTheSame(one: DateParts, other: DateParts): boolean {
  return Object.keys(one).sort().join() === Object.keys(other).sort().join();
}
