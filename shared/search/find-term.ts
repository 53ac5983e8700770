import { characterAt, characterBefore, isDigit, isSpacedLetter } from './characters.ts';
import { shortestBeginning, shortestDigits } from './tokens.ts';

/** A normalised term: what stands between spaces or quotation marks. */
export interface Term {
  readonly text: string;
  /** Its last word may be the beginning of a longer one. */
  readonly mayGrow: boolean;
}

/**
 * Where the term stands in a normalised text, from `from` on; -1 when nowhere. A word of letters must begin and end where
 * the term does; digits may be a part of a longer number when they are three or more; characters of scripts without spaces
 * may stand anywhere.
 */
export function findTerm(text: string, term: Term, from = 0): number {
  if (term.text === '') return -1;
  for (let at = text.indexOf(term.text, from); at >= 0; at = text.indexOf(term.text, at + 1)) {
    if (isWholeAt(text, term, at)) return at;
  }
  return -1;
}

function isWholeAt(text: string, term: Term, at: number): boolean {
  const first = characterAt(term.text, 0);
  const last = characterBefore(term.text, term.text.length);
  const end = at + term.text.length;
  if (!isEdge(first, characterBefore(text, at), rowAtEdge(term.text, true), false)) return false;
  return isEdge(last, characterAt(text, end), rowAtEdge(term.text, false), term.mayGrow);
}

/** Whether the term's outermost character may stand beside that neighbour. */
function isEdge(own: string, neighbour: string, inARow: number, mayGrow: boolean): boolean {
  if (neighbour === '') return true;
  if (isSpacedLetter(own)) return !isSpacedLetter(neighbour) || (mayGrow && inARow >= shortestBeginning);
  if (isDigit(own) && inARow < shortestDigits) return !isDigit(neighbour);
  return true;
}

/** How many digits, or letters, stand in a row at that end of the term. */
function rowAtEdge(term: string, atStart: boolean): number {
  const characters = Array.from(term);
  if (!atStart) characters.reverse();
  const isSame = isDigit(characters[0] ?? '') ? isDigit : isSpacedLetter;
  const end = characters.findIndex((character) => !isSame(character));
  return end < 0 ? characters.length : end;
}

/** Every place where one of the terms stands, in order; those that overlap or touch are one. */
export function findAll(text: string, terms: readonly Term[]): { readonly from: number; readonly until: number }[] {
  const found = terms.flatMap((term) => {
    const places: { from: number; until: number }[] = [];
    for (let at = findTerm(text, term); at >= 0 && places.length < mostHits; at = findTerm(text, term, at + 1)) {
      places.push({ from: at, until: at + term.text.length });
    }
    return places;
  });
  found.sort((first, second) => first.from - second.from);
  const joined: { from: number; until: number }[] = [];
  for (const place of found) {
    const last = joined.at(-1);
    if (last !== undefined && place.from <= last.until) last.until = Math.max(last.until, place.until);
    else joined.push({ ...place });
  }
  return joined;
}

/** Nobody reads more marks in one line. */
const mostHits = 200;
