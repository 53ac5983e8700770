import type { SlaProblem } from '../domain/sla.ts';
import type { OfficeCalendar, OfficeSpan } from '../domain/sla-settings.ts';
import type { SlaCode } from '../errors/sla-codes.ts';
import { dateOf, dayNoOf, weekdayOf } from './zone-time.ts';

export type Path = SlaProblem['path'];
/** Takes down one problem. `value`: what the sentence names. */
export type Report = (path: Path, code: SlaCode, value: string | null) => void;

const dayMinutes = 1_440;

/** A span on the wall clock, in minutes after the midnight its day begins with; `until` may lie on the next day. */
interface PlacedSpan {
  readonly from: number;
  readonly until: number;
  readonly path: Path;
  readonly text: string;
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function isEmpty(span: OfficeSpan): boolean {
  return span.from === span.until;
}

/** The spans that have a length, as places on a line of minutes that begins at `dayStart`. */
function place(spans: readonly OfficeSpan[], dayStart: number, path: Path): PlacedSpan[] {
  return spans.flatMap((span, index) => {
    if (isEmpty(span)) return [];
    const from = minutesOf(span.from);
    const until = minutesOf(span.until);
    return [
      {
        from: dayStart + from,
        until: dayStart + (until <= from ? until + dayMinutes : until),
        path: [...path, index],
        text: `${span.from}-${span.until}`,
      },
    ];
  });
}

/** Spans without a length, and spans that would be counted twice, nights that reach into the next day's hours included. */
export function checkSpans(calendar: OfficeCalendar, path: Path, report: Report): void {
  calendar.week.forEach((spans, weekday) => {
    checkEmpty(spans, [...path, 'week', weekday], report);
  });
  calendar.exceptions.forEach(({ spans }, index) => {
    checkEmpty(spans, [...path, 'exceptions', index, 'spans'], report);
  });
  checkWeek(calendar, path, report);
  checkExceptions(calendar, path, report);
}

function checkEmpty(spans: readonly OfficeSpan[], path: Path, report: Report): void {
  spans.forEach((span, index) => {
    if (isEmpty(span)) report([...path, index], 'SLA_SPAN_EMPTY', `${span.from}-${span.until}`);
  });
}

function checkWeek(calendar: OfficeCalendar, path: Path, report: Report): void {
  const placed = calendar.week.flatMap((spans, weekday) =>
    place(spans, weekday * dayMinutes, [...path, 'week', weekday]),
  );
  // Sunday night reaches into Monday: the week is looked at as if it came twice, and each fault told once.
  const again = placed.map((span) => ({
    ...span,
    from: span.from + 7 * dayMinutes,
    until: span.until + 7 * dayMinutes,
  }));
  reportOverlaps([...placed, ...again], () => true, report);
}

function checkExceptions(calendar: OfficeCalendar, path: Path, report: Report): void {
  const byDay = new Map<number, number>();
  calendar.exceptions.forEach(({ date }, index) => {
    const day = dayNoOf(date);
    if (day !== null && !byDay.has(day)) byDay.set(day, index);
  });
  const spansOn = (day: number): PlacedSpan[] => {
    const index = byDay.get(day);
    const own = index === undefined ? undefined : calendar.exceptions[index];
    const start = day * dayMinutes;
    if (own !== undefined && index !== undefined) {
      return place(own.spans, start, [...path, 'exceptions', index, 'spans']);
    }
    const weekday = weekdayOf(day);
    return place(calendar.week[weekday] ?? [], start, [...path, 'week', weekday]);
  };
  const told = new Set<string>();
  for (const day of byDay.keys()) {
    // The fault is the exception's: the week around it is right by itself.
    const isOfException = (span: PlacedSpan): boolean => span.path.includes('exceptions');
    reportOverlaps([...spansOn(day - 1), ...spansOn(day), ...spansOn(day + 1)], isOfException, (at, code, value) => {
      const key = at.join('.');
      if (!told.has(key)) report(at, code, value === null ? dateOf(day) : `${dateOf(day)}, ${value}`);
      told.add(key);
    });
  }
}

/** Told at the later of the two, or at the earlier when only that one `mayTell`. */
function reportOverlaps(placed: readonly PlacedSpan[], mayTell: (span: PlacedSpan) => boolean, report: Report): void {
  const told = new Set<string>();
  const ordered = [...placed].sort((a, b) => a.from - b.from || a.until - b.until);
  let open: PlacedSpan | undefined;
  for (const span of ordered) {
    if (open !== undefined && span.from < open.until) {
      const teller = mayTell(span) ? span : open;
      const key = teller.path.join('.');
      if (mayTell(teller) && !told.has(key)) {
        report(teller.path, 'SLA_SPANS_OVERLAP', `${open.text}, ${span.text}`);
        told.add(key);
      }
    }
    if (open === undefined || span.until > open.until) open = span;
  }
}
