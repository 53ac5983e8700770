import { durationMs, wallMoment, type WallMoment } from './calendar-day.ts';
import { readableName, type ContentLine, type RawEvent } from './content-lines.ts';
import { recurrenceDays, TooMuchWork, type WorkBudget } from './recurrence-days.ts';
import { readRule, type RecurrenceRule } from './recurrence-rule.ts';

/** An event of a calendar file, read. */
export interface ReadEvent {
  readonly name: string;
  readonly lineNo: number;
  readonly uid: string;
  /** Null: stands for itself. Otherwise the day of its series it stands in for. */
  readonly insteadOf: number | null;
  readonly isCancelled: boolean;
  /** Begins or ends within a day: it closes no day. */
  readonly isTimed: boolean;
  readonly startDay: number;
  readonly lengthDays: number;
  readonly rule: RecurrenceRule | null;
  readonly addedDays: readonly number[];
  readonly excludedDays: ReadonlySet<number>;
}

const dayMs = 86_400_000;

class EventLines {
  readonly #lines: readonly ContentLine[];

  constructor(lines: readonly ContentLine[]) {
    this.#lines = lines;
  }

  all(name: string): readonly ContentLine[] {
    return this.#lines.filter((line) => line.name === name);
  }

  text(name: string): string {
    return this.all(name)[0]?.value.trim() ?? '';
  }

  /** Days of all values of a list property; null when one of them is no date. */
  days(name: string, timeZone: string): number[] | null {
    const moments = this.all(name).flatMap(({ value }) => value.split(',').map((part) => wallMoment(part, timeZone)));
    const days = moments.flatMap((moment) => (moment === null ? [] : [moment.day]));
    return days.length === moments.length ? days : null;
  }
}

/** Null: the end cannot be read, or lies before the start. */
function lengthOf(lines: EventLines, start: WallMoment, timeZone: string): { days: number; isWhole: boolean } | null {
  const written = lines.all('DTEND')[0]?.value;
  const duration = lines.all('DURATION')[0]?.value;
  if (written === undefined && duration === undefined) return { days: 1, isWhole: start.isDate };
  let lengthMs = duration === undefined ? null : durationMs(duration);
  if (written !== undefined) {
    const end = wallMoment(written, timeZone);
    lengthMs = end === null ? null : (end.day - start.day) * dayMs + end.ms - start.ms;
  }
  if (lengthMs === null || lengthMs < 0) return null;
  // An end equal to the start is how some programs write one day.
  const days = Math.max(1, Math.ceil((start.ms + lengthMs) / dayMs));
  const isWhole = start.ms === 0 && lengthMs % dayMs === 0 && (start.isDate || lengthMs > 0);
  return { days, isWhole };
}

/** A name for what could not be read. */
export function labelOf(event: RawEvent): string {
  const lines = new EventLines(event.lines);
  return readableName(lines.text('SUMMARY')) || readableName(lines.text('DTSTART')) || `VEVENT ${event.lineNo}`;
}

/** Null for an event of which something that decides its days cannot be read. */
export function readEvent(event: RawEvent, timeZone: string): ReadEvent | null {
  const lines = new EventLines(event.lines);
  const start = wallMoment(lines.text('DTSTART'), timeZone);
  const isUnsure =
    ['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RECURRENCE-ID'].some((name) => lines.all(name).length > 1) ||
    lines.all('EXRULE').length > 0;
  if (event.isBroken || isUnsure || start === null) return null;
  const length = lengthOf(lines, start, timeZone);
  const written = lines.all('RRULE')[0];
  const rule = written === undefined ? null : readRule(written.value, timeZone);
  const addedDays = lines.days('RDATE', timeZone);
  const excludedDays = lines.days('EXDATE', timeZone);
  const instead = lines.all('RECURRENCE-ID')[0];
  const insteadOf = instead === undefined ? null : wallMoment(instead.value, timeZone);
  if (length === null || addedDays === null || excludedDays === null) return null;
  if ((written !== undefined && rule === null) || (instead !== undefined && insteadOf === null)) return null;
  // RANGE=THISANDFUTURE moves the rest of a series.
  if (instead?.params.has('RANGE') === true) return null;
  return {
    name: readableName(lines.text('SUMMARY')),
    lineNo: event.lineNo,
    uid: lines.text('UID'),
    insteadOf: insteadOf?.day ?? null,
    isCancelled: lines.text('STATUS').toUpperCase() === 'CANCELLED',
    isTimed: !length.isWhole,
    startDay: start.day,
    lengthDays: length.days,
    rule: insteadOf === null ? rule : null,
    addedDays: insteadOf === null ? addedDays : [],
    excludedDays: new Set(excludedDays),
  };
}

/**
 * Day numbers from `first` to `last`, both included, that the event covers. `replaced`: days of its series for which other
 * events stand in. Throws `TooMuchWork`.
 */
export function daysOf(
  event: ReadEvent,
  first: number,
  last: number,
  replaced: ReadonlySet<number> | undefined,
  budget: WorkBudget,
): Set<number> {
  // What begins before may reach into it.
  const earliest = first - event.lengthDays + 1;
  const starts = event.rule ? recurrenceDays(event.rule, event.startDay, earliest, last, budget) : [event.startDay];
  const days = new Set<number>();
  for (const start of [...starts, ...event.addedDays]) {
    if (event.excludedDays.has(start) || (event.insteadOf === null && replaced?.has(start) === true)) continue;
    const end = Math.min(start + event.lengthDays - 1, last);
    budget.daysLeft -= Math.max(0, end - Math.max(start, first)) + 1;
    if (budget.daysLeft < 0) throw new TooMuchWork();
    for (let day = Math.max(start, first); day <= end; day += 1) days.add(day);
  }
  return days;
}
