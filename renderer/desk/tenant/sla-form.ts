import type { SlaForm, SlaTarget } from '#shared/domain/setup/practice/tenant-state.ts';
import { numberIn } from './numbers.ts';

/** A span of time as the form has it: days, hours and minutes, as typed. */
export interface TypedSpan {
  days: string;
  hours: string;
  minutes: string;
}
export interface TypedTarget {
  firstResponse: TypedSpan;
  solution: TypedSpan;
}

export function spanOf(minutes: number): TypedSpan {
  return {
    days: String(Math.floor(minutes / 1_440)),
    hours: String(Math.floor((minutes % 1_440) / 60)),
    minutes: String(minutes % 60),
  };
}

/** In minutes; what cannot be read goes to the tenant as typed, and is refused there. */
export function minutesOf({ days, hours, minutes }: TypedSpan): number | string {
  const numbers = [days, hours, minutes].map((text) => numberIn(text === '' ? '0' : text));
  const wrong = numbers.find((value) => typeof value === 'string');
  if (wrong !== undefined) return wrong;
  const [d, h, m] = numbers as number[];
  return (d ?? 0) * 1_440 + (h ?? 0) * 60 + (m ?? 0);
}

export const typedTarget = ({ firstResponseMinutes, solutionMinutes }: SlaTarget): TypedTarget => ({
  firstResponse: spanOf(firstResponseMinutes),
  solution: spanOf(solutionMinutes),
});

export const targetBody = ({ firstResponse, solution }: TypedTarget): Record<string, unknown> => ({
  firstResponseMinutes: minutesOf(firstResponse),
  solutionMinutes: minutesOf(solution),
});

/** '09:00-12:00, 13:00-17:00' */
export const spansText = (spans: NonNullable<SlaForm['officeHours']>[number]): string =>
  spans.map(({ from, to }) => `${from}-${to}`).join(', ');

export function spansIn(text: string): { from: string; to: string }[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const [from = '', to = ''] = part.split(/[-–]/u).map((time) => time.trim());
      return { from, to };
    });
}

export const workingWeek = ['', ...Array.from({ length: 5 }, () => '09:00-17:00'), ''];
