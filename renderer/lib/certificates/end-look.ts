import type { Sign, Tone } from '../tone.ts';

export const dayMs = 86_400_000;

/** Days before the end at which the relay warns. */
export const warningSteps: readonly number[] = [60, 30, 14, 7, 3, 1];

/** Whole days left, rounded down; negative after the end. The last second of `validUntil` still counts as valid. */
export const daysLeft = (validUntil: number, now: number): number => Math.floor((validUntil + 999 - now) / dayMs);

/** The page's clocks stand up to a minute behind: what was made a moment ago would not be valid yet by them. */
const clockLagMs = 60_000;

export interface EndLook {
  readonly kind: 'ended' | 'today' | 'days' | 'notYet';
  readonly days: number;
  readonly tone: Tone;
  readonly sign: Sign;
}

/** How near an end is. Quiet while it is far; the steps are those of the warnings. */
export function endLook(
  { validFrom, validUntil }: { readonly validFrom: number; readonly validUntil: number },
  now: number,
): EndLook {
  const days = daysLeft(validUntil, now);
  if (days < 0) return { kind: 'ended', days, tone: 'bad', sign: 'square' };
  if (validFrom > now + clockLagMs) return { kind: 'notYet', days, tone: 'unsure', sign: 'question' };
  if (days === 0) return { kind: 'today', days, tone: 'bad', sign: 'triangle' };
  if (days <= 3) return { kind: 'days', days, tone: 'bad', sign: 'triangle' };
  if (days <= 14) return { kind: 'days', days, tone: 'warn', sign: 'half' };
  if (days <= 60) return { kind: 'days', days, tone: 'info', sign: 'dot' };
  return { kind: 'days', days, tone: 'idle', sign: 'dot' };
}
