import type { OfficeException, OfficeSpan } from '#shared/domain/sla-settings.ts';

/** What was typed as a time, in the form the settings want; as typed where it is none. "9" → "09:00", "930" → "09:30". */
export function tidyTime(text: string): string {
  const parts = /^\s*(\d{1,2})\s*[:.hu]?\s*(\d{2})?\s*$/iu.exec(text) ?? /^\s*(\d{1,2})(\d{2})\s*$/u.exec(text);
  if (parts === null) return text.trim();
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? '0');
  if (hour > 24 || minute > 59 || (hour === 24 && minute > 0)) return text.trim();
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function minutesOf(time: string): number | null {
  const parts = /^(\d{2}):(\d{2})$/u.exec(time);
  const minutes = parts === null ? null : Number(parts[1]) * 60 + Number(parts[2]);
  return minutes === null || minutes > 1_440 ? null : minutes;
}

/** Length in minutes on a day without a change of the clock; 0 while it is not whole or has no length. */
export function spanMinutes({ from, until }: OfficeSpan): number {
  const begin = minutesOf(from);
  const end = minutesOf(until);
  if (begin === null || end === null || begin === end) return 0;
  return end > begin ? end - begin : end + 1_440 - begin;
}

/** Whether it runs into the next day: 'until 06:00'. The end of its own day, 24:00 or 00:00, does not. */
export function runsOvernight({ from, until }: OfficeSpan): boolean {
  const begin = minutesOf(from);
  const end = minutesOf(until);
  return begin !== null && end !== null && end < begin && end > 0;
}

/** Hours offered for the next span of a day: an hour after the last, or a working day. */
export function nextSpan(spans: readonly OfficeSpan[]): OfficeSpan {
  const last = spans.at(-1);
  const end = last === undefined || runsOvernight(last) ? null : minutesOf(last.until);
  if (last === undefined) return { from: '09:00', until: '17:30' };
  if (end === null || end > 21 * 60) return { from: '', until: '' };
  const text = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return { from: text(end + 60), until: text(end + 120) };
}

/** Days with others put in: one date once, the newer wins; by date, those without one last. */
export function mergedExceptions(
  known: readonly OfficeException[],
  taken: readonly OfficeException[],
): OfficeException[] {
  const dates = new Set(taken.map(({ date }) => date));
  const all = [...known.filter(({ date }) => date === '' || !dates.has(date)), ...taken];
  const order = (one: OfficeException): string => (one.date === '' ? '~' : one.date);
  return all.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}
