import type { TenantSla } from '../admin/tenant-model.ts';

type OfficeHours = NonNullable<TenantSla['officeHours']>;

const dayMs = 86_400_000;
/** Longer cases are counted from here on only: nothing at a desk of a sandbox lasts a year. */
const longestMs = 400 * dayMs;

/** Milliseconds of [from, until) inside office hours; null hours: all of them. */
export function officeMs(from: number, until: number, hours: TenantSla['officeHours'], zone: string): number {
  if (until <= from) return 0;
  if (hours === null) return until - from;
  let total = 0;
  for (const [opens, closes] of openStretches(Math.max(from, until - longestMs), until, hours, zone)) {
    total += Math.max(0, Math.min(closes, until) - Math.max(opens, from));
  }
  return total;
}

export function isOpen(at: number, hours: TenantSla['officeHours'], zone: string): boolean {
  return officeMs(at, at + 1, hours, zone) > 0;
}

/** Stretches of the days that touch [from, until). */
function* openStretches(
  from: number,
  until: number,
  hours: OfficeHours,
  zone: string,
): Generator<readonly [number, number]> {
  // A day earlier and later: the zone's date may differ from UTC's.
  for (let day = Math.floor(from / dayMs) - 1; day <= Math.floor(until / dayMs) + 1; day += 1) {
    const midnight = day * dayMs;
    for (const span of hours[new Date(midnight).getUTCDay()] ?? []) {
      const opens = momentOf(midnight + minutesOf(span.from) * 60_000, zone);
      const closes = momentOf(midnight + minutesOf(span.to) * 60_000, zone);
      if (closes > opens) yield [opens, closes];
    }
  }
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** The moment at which the zone's clock shows what UTC's shows at `wall`. */
function momentOf(wall: number, zone: string): number {
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] =
    format.format(at).match(/\d+/gu)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}
