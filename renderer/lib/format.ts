import type { TFunction } from 'i18next';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Numbers, times and durations in the console's language. Times of day always have 24 hours and two digits. */
export interface Format {
  /** 12401 → "12,401". */
  readonly number: (value: number) => string;
  /** Epoch ms → "14:20:58". */
  readonly timeOfDay: (at: number) => string;
  /** Epoch ms → "14:20". */
  readonly shortTime: (at: number) => string;
  /** Epoch ms → "14:20:58.114". */
  readonly exactTime: (at: number) => string;
  /** Milliseconds within the second → ".114". */
  readonly fraction: (at: number) => string;
  /** "14:20" today, "Tue 09:12" within six days, "3 Nov, 09:12" before that. */
  readonly moment: (at: number, now: number) => string;
  /** A moment ahead: "14:20" today, "Mon 09:00" within six days, "3 Dec, 09:12" after that. One that has passed: as `moment`. */
  readonly soon: (at: number, now: number) => string;
  /** "22 Nov 2026". */
  readonly dayOfYear: (at: number) => string;
  /** "22 Nov" in the year `now` is in, with the year in any other. */
  readonly shortDay: (at: number, now: number) => string;
  /** "Sunday 22 November". */
  readonly date: (at: number) => string;
  /** "22 November 2026 at 14:20:58". */
  readonly full: (at: number) => string;
  /** How long ago: "4 s ago". A time in the future counts as now. */
  readonly age: (at: number, now: number) => string;
  /** When it will be: "in 8 s". A time in the past counts as any moment. */
  readonly until: (at: number, now: number) => string;
  /** "17 ms", "15.0 s", "2 min 11 s", "3 h 20 min". */
  readonly duration: (milliseconds: number) => string;
  /** "812 B", "34 kB", "2.1 MB": decimal units. */
  readonly bytes: (count: number) => string;
}

const joinParts = (parts: readonly Intl.DateTimeFormatPart[], kinds: readonly string[], between: string): string =>
  kinds.flatMap((kind) => parts.filter((part) => part.type === kind).map((part) => part.value)).join(between);

/** @param tag language tag for Intl ('en-GB'), @param timeZone IANA zone, or the computer's own when left out. */
export function createFormat(t: TFunction, tag: string, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const plain = new Intl.NumberFormat(tag);
  const oneDecimal = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(tag, {
    ...zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const shortClock = new Intl.DateTimeFormat(tag, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = new Intl.DateTimeFormat(tag, { ...zone, weekday: 'short' });
  const dayAndMonth = new Intl.DateTimeFormat(tag, { ...zone, day: 'numeric', month: 'short' });
  const dayAndYear = new Intl.DateTimeFormat(tag, { ...zone, day: 'numeric', month: 'short', year: 'numeric' });
  const longDate = new Intl.DateTimeFormat(tag, { ...zone, weekday: 'long', day: 'numeric', month: 'long' });
  const fullMoment = new Intl.DateTimeFormat(tag, {
    ...zone,
    dateStyle: 'long',
    timeStyle: 'medium',
    hourCycle: 'h23',
  });
  const dayKey = new Intl.DateTimeFormat('en-CA', { ...zone, year: 'numeric', month: '2-digit', day: '2-digit' });

  const inUnit = (unit: string, value: number): string =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
    }).format(value);

  const fraction = (at: number): string => `.${String(Math.floor(at) % second).padStart(3, '0')}`;
  const timeOfDay = (at: number): string => joinParts(clock.formatToParts(at), ['hour', 'minute', 'second'], ':');
  const shortTime = (at: number): string => joinParts(shortClock.formatToParts(at), ['hour', 'minute'], ':');

  const moment = (at: number, now: number): string => {
    if (dayKey.format(at) === dayKey.format(now)) return shortTime(at);
    const label = now - at < 6 * day && at <= now ? weekday.format(at) : dayAndMonth.format(at);
    return `${label} ${shortTime(at)}`;
  };

  return {
    number: (value) => plain.format(value),
    timeOfDay,
    shortTime,
    exactTime: (at) => `${timeOfDay(at)}${fraction(at)}`,
    fraction,
    moment,
    soon(at, now) {
      if (at <= now || at - now >= 6 * day || dayKey.format(at) === dayKey.format(now)) return moment(at, now);
      return `${weekday.format(at)} ${shortTime(at)}`;
    },
    dayOfYear: (at) => dayAndYear.format(at),
    shortDay: (at, now) =>
      dayKey.format(at).slice(0, 4) === dayKey.format(now).slice(0, 4) ? dayAndMonth.format(at) : dayAndYear.format(at),
    date: (at) => longDate.format(at),
    full: (at) => fullMoment.format(at),
    age(at, now) {
      const elapsed = now - at;
      if (elapsed < second) return t('time.justNow');
      if (elapsed < minute) return t('time.secondsAgo', { value: plain.format(Math.floor(elapsed / second)) });
      if (elapsed < hour) return t('time.minutesAgo', { value: plain.format(Math.floor(elapsed / minute)) });
      if (elapsed < 2 * day) return t('time.hoursAgo', { value: plain.format(Math.floor(elapsed / hour)) });
      return t('time.daysAgo', { count: Math.floor(elapsed / day) });
    },
    until(at, now) {
      const left = at - now;
      if (left < second) return t('time.inMoment');
      if (left < minute) return t('time.inSeconds', { value: plain.format(Math.floor(left / second)) });
      if (left < hour) return t('time.inMinutes', { value: plain.format(Math.ceil(left / minute)) });
      if (left < 2 * day) return t('time.inHours', { value: plain.format(Math.ceil(left / hour)) });
      return t('time.inDays', { count: Math.ceil(left / day) });
    },
    duration(milliseconds) {
      const length = Math.max(0, milliseconds);
      if (length < second) return t('time.milliseconds', { value: plain.format(Math.round(length)) });
      if (length < minute) return t('time.seconds', { value: oneDecimal.format(length / second) });
      if (length < hour) {
        const minutes = plain.format(Math.floor(length / minute));
        const seconds = Math.floor((length % minute) / second);
        return seconds === 0
          ? t('time.minutes', { value: minutes })
          : t('time.minutesSeconds', { minutes, seconds: plain.format(seconds) });
      }
      if (length < 2 * day) {
        const hours = plain.format(Math.floor(length / hour));
        const minutes = Math.floor((length % hour) / minute);
        return minutes === 0
          ? t('time.hours', { value: hours })
          : t('time.hoursMinutes', { hours, minutes: plain.format(minutes) });
      }
      return t('time.days', { count: Math.floor(length / day) });
    },
    bytes(count) {
      if (count < 1_000) return inUnit('byte', count);
      return count < 1_000_000 ? inUnit('kilobyte', count / 1_000) : inUnit('megabyte', count / 1_000_000);
    },
  };
}
