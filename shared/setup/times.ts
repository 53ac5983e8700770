import type { TimeParts } from '../domain/setup/skill-form.ts';
import type { FieldProblem } from '../domain/setup/finding.ts';
import { errorAt } from './context.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
/** A year, as the longest SLA target. */
const mostHours = 8_784;

type PartName = keyof TimeParts;
const partNames: readonly PartName[] = ['hours', 'minutes', 'seconds'];
const most: Readonly<Record<PartName, number>> = { hours: mostHours, minutes: 59, seconds: 59 };

/** A whole number as typed, full-width digits too; an empty text is 0; null for anything else. */
export function wholeNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return 0;
  return /^\d{1,6}$/u.test(plain) ? Number(plain) : null;
}

function partOf(parts: TimeParts, name: PartName): number | null {
  const value = wholeNumber(parts[name]);
  return value === null || value > most[name] ? null : value;
}

/** Milliseconds; 0 when every part is empty, null when one is no such number (minutes and seconds go to 59). */
export function timeOf(parts: TimeParts): number | null {
  const hours = partOf(parts, 'hours');
  const minutes = partOf(parts, 'minutes');
  const seconds = partOf(parts, 'seconds');
  return hours === null || minutes === null || seconds === null
    ? null
    : hours * hourMs + minutes * minuteMs + seconds * secondMs;
}

/** 'h:mm:ss', as it is written into an instruction. */
export function timeText(ms: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(ms / minuteMs);
  return `${String(Math.floor(ms / hourMs))}:${two(minutes % 60)}:${two(Math.floor(ms / secondMs) % 60)}`;
}

/** A time that has to be there, at its parts: '{path}.minutes'; nothing at all stands under `path`. */
export function checkTime(path: string, parts: TimeParts): FieldProblem[] {
  const wrong = partNames.filter((name) => partOf(parts, name) === null);
  if (wrong.length > 0) return wrong.map((name) => errorAt(`${path}.${name}`, 'SETUP_TIME_FORM', String(most[name])));
  return timeOf(parts) === 0 ? [errorAt(path, 'SETUP_TIME_MISSING')] : [];
}
