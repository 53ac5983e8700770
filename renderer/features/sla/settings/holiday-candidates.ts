import type { OfficeCalendar, OfficeException } from '#shared/domain/sla-settings.ts';
import { holidaySets } from '#shared/sla/holiday-sets.ts';

export type HolidaySource = 'nl' | 'cn' | 'file';

/** A day that may be taken over. */
export interface Candidate {
  readonly day: OfficeException;
  /** What stands at that date in the calendar now; null when nothing does. */
  readonly known: OfficeException | null;
  /** The same hours stand there already. */
  readonly same: boolean;
}

/** Hours of a working day, for days of a weekend that are worked: Monday's, or those of the first day that is open. */
export function workingDay(calendar: OfficeCalendar): OfficeCalendar['week'][number] {
  return calendar.week.find((spans) => spans.length > 0) ?? [];
}

/** Years a source can say something about, near the present one. */
export function yearsOf(source: HolidaySource, thisYear: number): readonly number[] {
  if (source === 'file') return Array.from({ length: 8 }, (_, index) => thisYear - 1 + index);
  const years = holidaySets.find(({ id }) => id === source)?.years ?? [];
  return years.filter((year) => year >= thisYear - 1 && year <= thisYear + 6);
}

/** The days of a set in some years, both included. */
export function setDays(
  source: 'nl' | 'cn',
  years: { readonly from: number; readonly until: number },
  calendar: OfficeCalendar,
): readonly OfficeException[] {
  const set = holidaySets.find(({ id }) => id === source);
  if (set === undefined) return [];
  return set.years
    .filter((year) => year >= years.from && year <= years.until)
    .flatMap((year) => set.days(year, workingDay(calendar)));
}

const sameHours = (a: OfficeException, b: OfficeException): boolean =>
  a.spans.length === b.spans.length &&
  a.spans.every((span, index) => span.from === b.spans[index]?.from && span.until === b.spans[index].until);

/** Found days beside what the calendar has, by date. */
export function candidates(found: readonly OfficeException[], calendar: OfficeCalendar): readonly Candidate[] {
  const byDate = new Map(calendar.exceptions.map((one) => [one.date, one]));
  return [...found]
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .map((day) => {
      const known = byDate.get(day.date) ?? null;
      return { day, known, same: known !== null && sameHours(known, day) };
    });
}
