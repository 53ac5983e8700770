/**
 * Wall clocks of IANA zones. The zone data is the runtime's own (Intl): measured five times as fast as Luxon for one offset,
 * and all that is needed, for the arithmetic is done on stretches of constant offset.
 */

const dayMs = 86_400_000;

/** Moments outside are taken as the nearest inside: nothing timed here lies before 1970 or after 2199. */
export const earliestMoment = 0;
export const latestMoment = Date.UTC(2200, 0, 1);

/** Time in which the zone keeps one distance from UTC; `until` is excluded. */
export interface OffsetStretch {
  readonly from: number;
  readonly until: number;
  /** Wall clock minus UTC, ms. */
  readonly offsetMs: number;
}

/** What a clock on the wall shows. */
export interface WallClock {
  /** 'YYYY-MM-DD'. */
  readonly date: string;
  /** 0: Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

/** About a year: looked through once and kept. */
const blockMs = 366 * dayMs;
/** Longest distance between any zone's clock and UTC, and more. */
const widestOffsetMs = dayMs;

class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #blocks = new Map<number, readonly OffsetStretch[]>();

  constructor(name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** Stretches of one block, oldest first, without gaps. */
  block(index: number): readonly OffsetStretch[] {
    const known = this.#blocks.get(index);
    if (known !== undefined) return known;
    const found = this.#lookThrough(index * blockMs, (index + 1) * blockMs);
    this.#blocks.set(index, found);
    return found;
  }

  /** No zone changes twice within a day, so a look at each day finds all changes; halving finds the second. */
  #lookThrough(from: number, until: number): OffsetStretch[] {
    const stretches: OffsetStretch[] = [];
    let begunAt = from;
    let offsetMs = this.#offsetAt(from);
    for (let at = from; at < until; at += dayMs) {
      const next = this.#offsetAt(at + dayMs);
      if (next === offsetMs) continue;
      const changedAt = this.#changeBetween(at, at + dayMs, offsetMs);
      // A change at the block's very end belongs to the next one.
      if (changedAt >= until) break;
      stretches.push({ from: begunAt, until: changedAt, offsetMs });
      begunAt = changedAt;
      offsetMs = next;
    }
    stretches.push({ from: begunAt, until, offsetMs });
    return stretches;
  }

  #changeBetween(before: number, after: number, offsetMs: number): number {
    let last = before / 1_000;
    let first = after / 1_000;
    while (first - last > 1) {
      const middle = Math.floor((first + last) / 2);
      if (this.#offsetAt(middle * 1_000) === offsetMs) last = middle;
      else first = middle;
    }
    return first * 1_000;
  }

  #offsetAt(at: number): number {
    const numbers = this.#format.format(at).match(/\d+/gu)?.map(Number) ?? [];
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = numbers;
    return Date.UTC(year, month - 1, day, hour, minute, second) - at;
  }
}

/** One for each zone asked about; there are some six hundred names. */
const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
  const key = name.toLowerCase();
  const known = zones.get(key);
  if (known !== undefined) return known;
  const zone = new Zone(name);
  zones.set(key, zone);
  return zone;
}

/** Newer runtimes take '+01:00' for a zone, too; a calendar needs a place, for its summer time. */
const zoneName = /^[A-Za-z][A-Za-z0-9_+\-/]{0,99}$/u;

/** Whether the runtime knows this IANA zone. */
export function isKnownZone(name: string): boolean {
  if (!zoneName.test(name)) return false;
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

export function withinTime(at: number): number {
  if (Number.isNaN(at)) return earliestMoment;
  return Math.min(Math.max(at, earliestMoment), latestMoment);
}

/** Stretches of constant offset that touch [from, until), cut to it, oldest first. Throws a RangeError for an unknown zone. */
export function offsetStretches(zone: string, from: number, until: number): OffsetStretch[] {
  const source = zoneOf(zone);
  const found: OffsetStretch[] = [];
  for (let index = Math.floor(from / blockMs); index * blockMs < until; index += 1) {
    for (const stretch of source.block(index)) {
      const cut = { from: Math.max(stretch.from, from), until: Math.min(stretch.until, until) };
      if (cut.from >= cut.until) continue;
      const last = found.at(-1);
      if (last?.offsetMs === stretch.offsetMs) found[found.length - 1] = { ...last, until: cut.until };
      else found.push({ ...cut, offsetMs: stretch.offsetMs });
    }
  }
  return found;
}

/** Wall clock minus UTC at this moment, ms. Throws a RangeError for an unknown zone. */
export function offsetAt(zone: string, at: number): number {
  const moment = withinTime(at);
  const stretches = zoneOf(zone).block(Math.floor(moment / blockMs));
  return (stretches.find((stretch) => moment < stretch.until) ?? stretches[0])?.offsetMs ?? 0;
}

/** What the clock on the wall shows at this moment. Throws a RangeError for an unknown zone. */
export function wallClock(zone: string, at: number): WallClock {
  const moment = withinTime(at);
  const wallMs = moment + offsetAt(zone, moment);
  const dayNo = Math.floor(wallMs / dayMs);
  const minutes = Math.floor((wallMs - dayNo * dayMs) / 60_000);
  return { date: dateOf(dayNo), weekday: weekdayOf(dayNo), hour: Math.floor(minutes / 60), minute: minutes % 60 };
}

/**
 * The first moment at which the clock shows this day; for a day that the zone skipped, the first moment after it. Null for a
 * date that does not exist. Throws a RangeError for an unknown zone.
 */
export function startOfDay(zone: string, date: string): number | null {
  const dayNo = dayNoOf(date);
  if (dayNo === null) return null;
  const wallMs = dayNo * dayMs;
  for (const { from, until, offsetMs } of offsetStretches(zone, wallMs - widestOffsetMs, wallMs + 3 * dayMs)) {
    const shownAt = Math.max(from, wallMs - offsetMs);
    if (shownAt < until) return shownAt;
  }
  return null;
}

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** Days since 1970-01-01 of 'YYYY-MM-DD'; null for a date that does not exist or lies outside 1970 to 2199. */
export function dayNoOf(date: string): number | null {
  const parts = dateForm.exec(date);
  if (parts === null) return null;
  return dayNo(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** The same from numbers, the month from 1. */
export function dayNo(year: number, month: number, day: number): number | null {
  if (!(year >= 1970 && year < 2200)) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() / dayMs : null;
}

/** 'YYYY-MM-DD' of a day number. */
export function dateOf(dayNumber: number): string {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

/** 0: Monday. The first of January 1970 was a Thursday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 3) % 7) + 7) % 7;
}
