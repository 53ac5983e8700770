import { maskedPieces } from '../lib/mask.ts';
import { findAll, type Term } from './find-term.ts';
import { normaliseWithPlaces } from './normalise.ts';

export interface Snippet {
  /** Masked, on one line. */
  readonly text: string;
  /** In order, not overlapping, in UTF-16 units of `text`. */
  readonly hits: readonly { readonly from: number; readonly until: number }[];
}

/** Before the first hit, so that the hit is seen without scrolling. */
const charactersBefore = 30;
const charactersShown = 160;
/** Only so much before a hit and after it is looked at: texts may be long. */
const lookBefore = 400;
const lookAfter = 1_200;
/** What is hidden may begin before and end after: a number cut in two would be shown. */
const maskMargin = 2_000;

/**
 * A masked excerpt around the first place where one of the terms stands; from the beginning when none does. What was found
 * inside a masked part is marked as the whole mask.
 */
export function snippetOf(original: string, terms: readonly Term[]): Snippet {
  const first = firstHit(original, terms);
  const from = wholeAt(original, Math.max(0, first - lookBefore));
  const until = wholeAt(original, first + lookAfter);
  const hits = marks(original.slice(from, until), terms).map((hit) => ({
    from: from + hit.from,
    until: from + hit.until,
  }));
  return cutAround(maskedUnits(original, from, until, hits), from > 0, until < original.length);
}

function firstHit(original: string, terms: readonly Term[]): number {
  if (terms.length === 0) return 0;
  const { text, starts } = normaliseWithPlaces(original);
  const [first] = findAll(text, terms);
  return first === undefined ? 0 : (starts[first.from] ?? 0);
}

/** Places of the original in which a term stands. */
function marks(original: string, terms: readonly Term[]): { readonly from: number; readonly until: number }[] {
  if (terms.length === 0) return [];
  const { text, starts, ends } = normaliseWithPlaces(original);
  return findAll(text, terms).map(({ from, until }) => ({ from: starts[from] ?? 0, until: ends[until - 1] ?? 0 }));
}

interface Unit {
  /** One character with its marks, a mask, or a space. */
  readonly shown: string;
  readonly isHit: boolean;
}

const cluster = /\s+|[^\p{M}\s][\p{M}\u200d\ufe00-\ufe0f]*|[\p{M}\u200d\ufe00-\ufe0f]+/gsu;
const white = /^\s/u;

/** What is shown of a part of the text, character by character. */
function maskedUnits(
  text: string,
  from: number,
  until: number,
  hits: readonly { readonly from: number; readonly until: number }[],
): Unit[] {
  const touches = (begin: number, end: number): boolean => hits.some((hit) => hit.from < end && hit.until > begin);
  const offset = wholeAt(text, Math.max(0, from - maskMargin));
  const looked = text.slice(offset, wholeAt(text, until + maskMargin));
  return maskedPieces(looked).flatMap((piece) => {
    const begin = Math.max(from, offset + piece.from);
    const end = Math.min(until, offset + piece.until);
    if (begin >= end) return [];
    if (piece.isMasked) return [{ shown: piece.shown, isHit: touches(begin, end) }];
    return [...text.slice(begin, end).matchAll(cluster)].map(({ 0: one, index }) => ({
      shown: white.test(one) ? ' ' : one,
      isHit: touches(begin + index, begin + index + one.length),
    }));
  });
}

function cutAround(units: readonly Unit[], isCutBefore: boolean, isCutAfter: boolean): Snippet {
  const trimmed = trim(units);
  const firstHitAt = trimmed.findIndex(({ isHit }) => isHit);
  const begin = firstHitAt <= charactersBefore ? 0 : firstHitAt - charactersBefore;
  const end = Math.min(trimmed.length, begin + charactersShown);
  // Without a hit to show, the text from its beginning.
  const before = begin > 0 || (isCutBefore && firstHitAt >= 0) ? '…' : '';
  const after = end < trimmed.length || isCutAfter ? '…' : '';
  let text = before;
  const hits: { from: number; until: number }[] = [];
  for (const { shown, isHit } of trimmed.slice(begin, end)) {
    const last = hits.at(-1);
    if (isHit && last?.until === text.length) last.until += shown.length;
    else if (isHit) hits.push({ from: text.length, until: text.length + shown.length });
    text += shown;
  }
  return { text: text + after, hits };
}

/** Without space at the ends, and without one space after another. */
function trim(units: readonly Unit[]): readonly Unit[] {
  const single = units.filter(({ shown }, index) => shown !== ' ' || units[index - 1]?.shown !== ' ');
  const first = single.findIndex(({ shown }) => shown !== ' ');
  if (first < 0) return [];
  return single.slice(first, single.at(-1)?.shown === ' ' ? -1 : undefined);
}

/** The nearest place at or before this one that does not part a surrogate pair. */
function wholeAt(text: string, place: number): number {
  if (place >= text.length) return text.length;
  const unit = text.charCodeAt(place);
  return unit >= 0xdc00 && unit <= 0xdfff && place > 0 ? place - 1 : place;
}
