import type { FieldProblem } from '../domain/setup/finding.ts';
import { errorAt } from './context.ts';

/** Control and format characters, line ends, and letters that show nothing: two names could look the same. */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u115f\u1160\u3164\uffa0]/u;

/** Two names that read the same have the same key: capitals, width and runs of spaces count as nothing. */
export const nameKey = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();

/** Something can be read in it. */
export const isFilled = (text: string): boolean => text.trim() !== '';

/** A name has to be there, be readable, and be nobody else's (`others`). */
export function checkName(field: string, name: string, others: readonly string[]): FieldProblem[] {
  if (!isFilled(name)) return [errorAt(field, 'SETUP_REQUIRED')];
  if (unseen.test(name.trim())) return [errorAt(field, 'SETUP_NAME_UNSEEN')];
  const key = nameKey(name);
  return others.some((other) => nameKey(other) === key) ? [errorAt(field, 'SETUP_NAME_TAKEN', name.trim())] : [];
}
