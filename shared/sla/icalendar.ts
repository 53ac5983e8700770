import type { SlaProblem } from '../domain/sla.ts';
import type { OfficeException } from '../domain/sla-settings.ts';
import type { SlaCode } from '../errors/sla-codes.ts';
import { calendarDay } from './ical/calendar-day.ts';
import { cutName, readEvents, type RawEvent } from './ical/content-lines.ts';
import { daysOf, labelOf, readEvent, type ReadEvent } from './ical/event-days.ts';
import { TooMuchWork, type WorkBudget } from './ical/recurrence-days.ts';
import { dateOf } from './zone-time.ts';

/** Larger files are not looked at; bytes of UTF-8. */
export const largestICalendarBytes = 1_000_000;
/** As many as a calendar holds. */
const mostDays = 2_000;
const mostEventProblems = 100;
/** Days looked at for one file: some tenths of a second. Two hundred holidays by rule take a tenth of it. */
const workDays = 2_000_000;

export interface ReadICalendar {
  /** Days off, by date, each date once. Empty when the file as a whole was refused. */
  readonly exceptions: OfficeException[];
  /** The file (path []), or single events of it that were left out (path ['line', where it begins]). */
  readonly problems: SlaProblem[];
}

interface Years {
  readonly first: number;
  readonly last: number;
}

/**
 * Days off of a calendar file (iCalendar, RFC 5545) in the years `from` to `until`, both included, never outside 1970 to 2199. An
 * event of whole days closes them, also one written from midnight to midnight, and with its repetitions; cancelled
 * ones are passed over. An event within a day closes nothing: it is left out and named as a problem, when it falls in these
 * years. `timeZone`: the calendar's, for times written in UTC. Throws nothing, whatever the text.
 */
export function readICalendar(text: string, years: { from: number; until: number }, timeZone: string): ReadICalendar {
  if (isLarger(text, largestICalendarBytes)) return refused('ICAL_TOO_LARGE', null);
  const raw = readEvents(text);
  if ('wrongLineNo' in raw) return refused('ICAL_NOT_A_CALENDAR', String(raw.wrongLineNo));
  const first = calendarDay(Math.max(1970, Math.trunc(years.from)), 1, 1);
  const last = calendarDay(Math.min(2199, Math.trunc(years.until)), 12, 31);
  if (first === null || last === null || first > last) return refused('ICAL_NOTHING_FOUND', null);
  try {
    return takenOver(raw.events, { first, last }, timeZone);
  } catch (error) {
    if (error instanceof TooMuchWork) return refused('ICAL_TOO_MANY_DAYS', null);
    throw error;
  }
}

function refused(code: SlaCode, value: string | null): ReadICalendar {
  return { exceptions: [], problems: [{ path: [], code, value }] };
}

function takenOver(raw: readonly RawEvent[], years: Years, timeZone: string): ReadICalendar {
  const unread: RawEvent[] = [];
  const events: { readonly raw: RawEvent; readonly event: ReadEvent }[] = [];
  for (const one of raw) {
    const event = readEvent(one, timeZone);
    if (event === null) unread.push(one);
    else events.push({ raw: one, event });
  }
  const replaced = replacedDays(events.map(({ event }) => event));
  const budget: WorkBudget = { daysLeft: workDays };
  const names = new Map<number, string[]>();
  for (const { raw: one, event } of events) {
    if (event.isCancelled) continue;
    const days = daysOf(event, years.first, years.last, replaced.get(event.uid), budget);
    if (event.isTimed && days.size > 0) unread.push(one);
    else if (!event.isTimed) for (const day of days) addName(names, day, event.name);
  }
  if (names.size > mostDays) return refused('ICAL_TOO_MANY_DAYS', String(names.size));
  const problems = eventProblems(unread);
  if (names.size === 0) problems.push({ path: [], code: 'ICAL_NOTHING_FOUND' satisfies SlaCode, value: null });
  return { exceptions: exceptionsOf(names), problems };
}

/** By series: the days for which another event of the file stands in. */
function replacedDays(events: readonly ReadEvent[]): Map<string, Set<number>> {
  const replaced = new Map<string, Set<number>>();
  for (const { uid, insteadOf } of events) {
    if (insteadOf === null || uid === '') continue;
    replaced.set(uid, (replaced.get(uid) ?? new Set<number>()).add(insteadOf));
  }
  return replaced;
}

/** Names beyond a few would be cut anyway. */
const mostNames = 5;

function addName(names: Map<number, string[]>, day: number, name: string): void {
  const known = names.get(day);
  if (known === undefined) names.set(day, name === '' ? [] : [name]);
  else if (name !== '' && known.length < mostNames && !known.includes(name)) known.push(name);
}

function exceptionsOf(names: ReadonlyMap<number, readonly string[]>): OfficeException[] {
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([day, found]) => ({ date: dateOf(day), name: cutName(found.join(', ')), spans: [] }));
}

function eventProblems(unread: readonly RawEvent[]): SlaProblem[] {
  const code = 'ICAL_EVENT_UNREADABLE' satisfies SlaCode;
  const sorted = unread.toSorted((a, b) => a.lineNo - b.lineNo);
  const problems: SlaProblem[] = sorted
    .slice(0, mostEventProblems)
    .map((event) => ({ path: ['line', event.lineNo], code, value: labelOf(event) }));
  const rest = sorted[mostEventProblems];
  if (rest === undefined) return problems;
  return [...problems, { path: ['line', rest.lineNo], code, value: `+ ${sorted.length - mostEventProblems}` }];
}

/** Whether the text takes more bytes of UTF-8; looks no further than it must. */
function isLarger(text: string, bytes: number): boolean {
  if (text.length > bytes) return true;
  let size = text.length;
  if (size * 3 <= bytes) return false;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    // A surrogate pair is four bytes, each half counted as two.
    if (unit >= 0x80) size += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return size > bytes;
}
