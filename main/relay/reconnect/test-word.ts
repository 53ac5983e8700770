import type { Chance } from '#shared/lib/clock.ts';

/** Without letters and digits that are taken for one another: 0 O, 1 I L, 2 Z, 5 S, 8 B. */
const alphabet = '34679ACDEFGHJKMNPQRTUVWXY';
const length = 6;
/** Nobody writes more around a word of six letters; a longer text is not looked at. */
const longestText = 64;

export function makeTestWord(chance: Chance): string {
  return Array.from({ length }, () => alphabet.charAt(Math.floor(chance() * alphabet.length))).join('');
}

/** The word and nothing else, however the keyboard wrote it: in small letters, full width, with blanks around it. */
export function isTestWord(text: string, word: string): boolean {
  return text.length <= longestText && text.normalize('NFKC').trim().toUpperCase() === word;
}
