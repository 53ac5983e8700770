import { dayNoOf, isKnownZone, offsetStretches, startOfDay, wallClock } from '../sla/zone-time.ts';

/** [from, until) in epoch ms: a day, or a minute of it. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const ageUnits: Readonly<Record<string, number>> = { m: minuteMs, h: 60 * minuteMs, d: dayMs };
/** Nobody looks further back; more digits are a slip of the keyboard. */
const age = /^(\d{1,5})([mhd])$/u;
const form = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ](\d{1,2})[:\uff1a](\d{2}))?$/u;

/**
 * What a date means in a zone: '2026-11-23' the day, '2026-11-23T14:30' the minute, 'today' and 'yesterday' the days. Null
 * when there is no such date. A time that the clock shows twice is meant from its first until its last showing; of one that
 * it skips, the moment of the skip is meant.
 */
export function spanOf(value: string, zone: string, now: number): Span | null {
  if (!isKnownZone(zone)) return null;
  const word = value.toLowerCase();
  if (word === 'today' || word === 'yesterday') return relativeDay(word, zone, now);
  const parts = form.exec(value.normalize('NFKC'));
  if (parts === null) return null;
  const [, year = '', month = '', day = '', hour, minute = ''] = parts;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (hour === undefined) return dayOf(date, zone);
  const minutes = Number(hour) * 60 + Number(minute);
  const dayNo = dayNoOf(date);
  if (dayNo === null || Number(hour) > 23 || Number(minute) > 59) return null;
  return minuteOf(dayNo * dayMs + minutes * minuteMs, zone);
}

/**
 * The moment so long ago: '30m' minutes, '2h' hours, '7d' days of 24 hours, whatever clocks did in between. Null when it is
 * no such age.
 */
export function momentAgo(value: string, now: number): number | null {
  const [, count, unit] = age.exec(value.normalize('NFKC').toLowerCase()) ?? [];
  const unitMs = ageUnits[unit ?? ''];
  if (count === undefined || unitMs === undefined) return null;
  return Math.max(0, now - Number(count) * unitMs);
}

function relativeDay(word: 'today' | 'yesterday', zone: string, now: number): Span | null {
  const today = dayOf(wallClock(zone, now).date, zone);
  if (word === 'today' || today === null) return today;
  return dayOf(wallClock(zone, today.from - 1).date, zone);
}

function dayOf(date: string, zone: string): Span | null {
  const from = startOfDay(zone, date);
  const dayNo = dayNoOf(date);
  if (from === null || dayNo === null) return null;
  const next = new Date((dayNo + 1) * dayMs).toISOString().slice(0, 10);
  const until = startOfDay(zone, next);
  return until === null ? null : { from, until };
}

function minuteOf(wallMs: number, zone: string): Span | null {
  const showings = offsetStretches(zone, wallMs - dayMs, wallMs + 2 * dayMs).flatMap(({ from, until, offsetMs }) => {
    const at = wallMs - offsetMs;
    if (at >= until) return [];
    // Skipped: the first moment after it.
    return [{ from: Math.max(at, from), isShown: at >= from }];
  });
  const shown = showings.filter(({ isShown }) => isShown);
  const first = shown[0] ?? showings[0];
  if (first === undefined) return null;
  return { from: first.from, until: (shown.at(-1) ?? first).from + minuteMs };
}
