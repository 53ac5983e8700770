import type { AlertSettings } from '#shared/domain/alerts.ts';

/** What the clock on the wall of a time zone shows. */
export interface LocalMoment {
  /** 'YYYY-MM-DD'. */
  readonly date: string;
  /** Minutes since midnight by that clock, 0 to 1,439. */
  readonly minutes: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** True for an IANA zone this runtime knows. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Throws a RangeError for a zone that is none. */
export function localMoment(at: number, zone: string): LocalMoment {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    minutes: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

/** Minutes since midnight of 'HH:MM'. */
export function minutesOf(clockTime: string): number {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * True during quiet hours. The wall clock of the zone counts: quiet hours may span midnight, and end by it on the day the
 * clock is changed too.
 */
export function isQuiet(at: number, { timeZone, quietHours }: Pick<AlertSettings, 'timeZone' | 'quietHours'>): boolean {
  if (quietHours === null) return false;
  const from = minutesOf(quietHours.from);
  const until = minutesOf(quietHours.until);
  const { minutes } = localMoment(at, timeZone);
  return from < until ? minutes >= from && minutes < until : from > until && (minutes >= from || minutes < until);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  if (formats.size >= 50) formats.clear();
  formats.set(zone, format);
  return format;
}
