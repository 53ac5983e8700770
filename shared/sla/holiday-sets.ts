import type { OfficeException, OfficeSpan } from '../domain/sla-settings.ts';
import { chineseDays, chineseYears } from './holiday-sets/chinese-holidays.ts';
import { dutchHolidays } from './holiday-sets/dutch-holidays.ts';

/** Public holidays of a country, ready to be taken over into a calendar. */
export interface HolidaySet {
  readonly id: 'nl' | 'cn';
  /** Years it can say something about, oldest first. */
  readonly years: readonly number[];
  /**
   * Exceptions of one year, by date, each date once; empty for a year not in `years`. `workingDay`: the hours of a working day,
   * for days of a weekend that are worked instead (China).
   */
  days(year: number, workingDay: readonly OfficeSpan[]): readonly OfficeException[];
}

/** By rule; listed as far as a reader would choose. */
const dutchYears = Array.from({ length: 2100 - 2014 }, (_, place) => 2014 + place);

export const holidaySets: readonly HolidaySet[] = [
  {
    id: 'nl',
    years: dutchYears,
    days: (year) =>
      dutchYears.includes(year) ? byDate(dutchHolidays(year).map((day) => ({ ...day, spans: [] }))) : [],
  },
  {
    id: 'cn',
    years: chineseYears,
    days: (year, workingDay) =>
      byDate(
        chineseDays(year).map(({ date, name, isWorked }) => ({ date, name, spans: isWorked ? [...workingDay] : [] })),
      ),
  },
];

function byDate(days: readonly OfficeException[]): OfficeException[] {
  return days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
}
