import type { OfficeCalendar } from '#shared/domain/sla-settings.ts';

/**
 * Office hours the slow way: asks the runtime what the wall clock shows, minute by minute, and looks that time up in the
 * calendar as a person would. Shares nothing with the code under test. For zones whose clocks change on whole minutes.
 */
export class MinuteOracle {
  readonly from: number;
  readonly until: number;
  /** Date of each minute, as 20240331. */
  readonly #dates: Int32Array;
  /** Minute of the day of each minute. */
  readonly #minutes: Int16Array;

  constructor(timeZone: string, from: number, days: number) {
    const length = days * 1_440;
    this.from = from;
    this.until = from + length * 60_000;
    this.#dates = new Int32Array(length);
    this.#minutes = new Int16Array(length);
    const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    for (let place = 0; place < length; place += 1) {
      const shown = wall.format(from + place * 60_000);
      this.#dates[place] = Number(shown.slice(0, 10).replaceAll('-', ''));
      this.#minutes[place] = Number(shown.slice(11, 13)) * 60 + Number(shown.slice(14, 16));
    }
  }

  /** One number for each minute: 1 when open. */
  read(calendar: OfficeCalendar): Uint8Array {
    const open = new Uint8Array(this.#dates.length);
    let date = 0;
    let day = new Uint8Array(0);
    for (let place = 0; place < open.length; place += 1) {
      const shown = this.#dates[place] ?? 0;
      if (shown !== date) {
        date = shown;
        day = minutesOf(calendar, date);
      }
      open[place] = day[this.#minutes[place] ?? -1] ?? 0;
    }
    return open;
  }
}

function textOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function minuteOf(time: string): number {
  const [hours = '', minutes = ''] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function spansOf(calendar: OfficeCalendar, day: Date): readonly { from: string; until: string }[] {
  const exception = calendar.exceptions.find(({ date }) => date === textOf(day));
  return exception?.spans ?? calendar.week[day.getUTCDay() === 0 ? 6 : day.getUTCDay() - 1] ?? [];
}

function minutesOf(calendar: OfficeCalendar, date: number): Uint8Array<ArrayBuffer> {
  const day = new Date(Date.UTC(Math.floor(date / 10_000), (Math.floor(date / 100) % 100) - 1, date % 100));
  const yesterday = new Date(day.getTime() - 86_400_000);
  const open = new Uint8Array(1_440);
  for (const { from, until } of spansOf(calendar, day)) {
    const end = minuteOf(until) <= minuteOf(from) ? 1_440 : minuteOf(until);
    open.fill(1, minuteOf(from), end);
  }
  for (const { from, until } of spansOf(calendar, yesterday)) {
    if (minuteOf(until) <= minuteOf(from)) open.fill(1, 0, minuteOf(until));
  }
  return open;
}

/** Open ms within [from, until), which lie inside the oracle's time. */
export function walkedMs(open: Uint8Array, begin: number, from: number, until: number): number {
  let sumMs = 0;
  for (let place = Math.floor((from - begin) / 60_000); begin + place * 60_000 < until; place += 1) {
    if (open[place] !== 1) continue;
    const minute = begin + place * 60_000;
    sumMs += Math.min(until, minute + 60_000) - Math.max(from, minute);
  }
  return sumMs;
}

/** First moment with `ms` open since `from`; null when the oracle's time ends before. */
export function walkedUntil(open: Uint8Array, begin: number, from: number, ms: number): number | null {
  let rest = ms;
  for (let place = Math.floor((from - begin) / 60_000); place < open.length; place += 1) {
    if (open[place] !== 1) continue;
    const since = Math.max(from, begin + place * 60_000);
    const hereMs = begin + (place + 1) * 60_000 - since;
    if (hereMs >= rest) return since + rest;
    rest -= hereMs;
  }
  return null;
}

/** Open stretches of [from, until), whole minutes. */
export function walkedStretches(
  open: Uint8Array,
  begin: number,
  from: number,
  until: number,
): { from: number; until: number }[] {
  const found: { from: number; until: number }[] = [];
  for (let place = Math.floor((from - begin) / 60_000); begin + place * 60_000 < until; place += 1) {
    if (open[place] !== 1) continue;
    const minute = { from: begin + place * 60_000, until: begin + (place + 1) * 60_000 };
    const last = found.at(-1);
    if (last?.until === minute.from) last.until = minute.until;
    else found.push(minute);
  }
  const cut = found.map((stretch) => ({ from: Math.max(stretch.from, from), until: Math.min(stretch.until, until) }));
  return cut.filter((stretch) => stretch.from < stretch.until);
}
