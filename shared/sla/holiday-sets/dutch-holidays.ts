import { dateOf, dayNo } from '../zone-time.ts';

/** Easter Sunday of the Gregorian calendar as a day number (the rule of Meeus, Jones and Butcher). */
export function easterDay(year: number): number | null {
  const moon = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const shift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * moon + century - Math.floor(century / 4) - shift + 15) % 30;
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const late = Math.floor((moon + 11 * epact + 22 * week) / 451);
  const sum = epact + week - 7 * late + 114;
  return dayNo(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/**
 * Public holidays of the Netherlands, by rule, from 2014 (King's Day: the 27th of April, or the 26th when that is a Sunday).
 * Liberation Day is a day off for most in every fifth year only, so it is listed in those. Good Friday and New Year's Eve
 * are working days by law and left out; who is closed then enters them. Empty before 2014.
 */
export function dutchHolidays(year: number): readonly { readonly date: string; readonly name: string }[] {
  const easter = easterDay(year);
  const kingsDay = dayNo(year, 4, 27);
  if (easter === null || kingsDay === null || year < 2014) return [];
  const isSunday = (kingsDay + 4) % 7 === 0;
  const fixed = (month: number, day: number): number => dayNo(year, month, day) ?? 0;
  const days: readonly (readonly [number, string])[] = [
    [fixed(1, 1), 'Nieuwjaarsdag'],
    [easter, 'Eerste paasdag'],
    [easter + 1, 'Tweede paasdag'],
    [isSunday ? kingsDay - 1 : kingsDay, 'Koningsdag'],
    ...(year % 5 === 0 ? [[fixed(5, 5), 'Bevrijdingsdag'] as const] : []),
    [easter + 39, 'Hemelvaartsdag'],
    [easter + 49, 'Eerste pinksterdag'],
    [easter + 50, 'Tweede pinksterdag'],
    [fixed(12, 25), 'Eerste kerstdag'],
    [fixed(12, 26), 'Tweede kerstdag'],
  ];
  return days.map(([day, name]) => ({ date: dateOf(day), name }));
}
