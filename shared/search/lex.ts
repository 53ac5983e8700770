import { operatorOf, type SearchOperatorName } from './operators.ts';
import { runsOf } from './characters.ts';
import { normalise } from './normalise.ts';

/** A piece of what was typed. Offsets in UTF-16 units of it. */
export interface SearchPiece {
  readonly from: number;
  readonly until: number;
  /** Words before a colon; null for text to be found. 'unknown': looks like one and is none. */
  readonly operator: SearchOperatorName | 'unknown' | null;
  /** The word before the colon, as it was typed; empty for text. */
  readonly name: string;
  /** As it was typed, without operator, sign and quotation marks. */
  readonly value: string;
  readonly valueFrom: number;
  readonly isNegated: boolean;
  readonly isQuoted: boolean;
  /** A quotation mark without a second one. */
  readonly isOpen: boolean;
}

const space = /\s/u;
/** As keyboards and input methods write them. */
const quotes = /["\u201c\u201d\u201e\u201f\uff02]/u;
const named = /^([A-Za-z_]{2,12})[:\uff1a]/u;
/** What comes after the colon of an address, a path, or a smiley. */
const notAValue = /^[/\\)(*]/u;
const schemes = /^(?:mailto|tel|sms|data|urn|wxp|blob)$/iu;

/** Takes apart what was typed. Never fails: what is no operator is text. */
export function searchPieces(text: string): SearchPiece[] {
  const pieces: SearchPiece[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text.charAt(at))) at += 1;
    else {
      const piece = pieceAt(text, at);
      pieces.push(piece);
      at = piece.until;
    }
  }
  return pieces;
}

function pieceAt(text: string, from: number): SearchPiece {
  const isMinus = /[-\u2212\uff0d]/u.test(text.charAt(from));
  const bare = isMinus ? from + 1 : from;
  const rest = text.slice(bare, wordEnd(text, bare));
  const before = named.exec(rest);
  const name = before?.[1] ?? '';
  const known = operatorOf(name);
  const valueFrom = bare + (before?.[0].length ?? 0);
  if (known !== null) {
    return { ...valueAt(text, valueFrom), from, operator: known, name, isNegated: isMinus };
  }
  const value = text.slice(valueFrom, wordEnd(text, valueFrom));
  if (before !== null && value !== '' && !notAValue.test(value) && !schemes.test(name)) {
    return { ...valueAt(text, valueFrom), from, operator: 'unknown', name, isNegated: isMinus };
  }
  const found = valueAt(text, bare);
  // A dash before nothing that could be found is a part of the text.
  const isNegated = isMinus && runsOf(normalise(found.value)).length > 0;
  if (isMinus && !isNegated) return { ...valueAt(text, from), from, operator: null, name: '', isNegated };
  return { ...found, from, operator: null, name: '', isNegated };
}

/** A word up to the next space, or what stands in quotation marks. */
function valueAt(text: string, from: number): Omit<SearchPiece, 'from' | 'operator' | 'name' | 'isNegated'> {
  if (!quotes.test(text.charAt(from))) {
    const until = wordEnd(text, from);
    return { until, value: text.slice(from, until), valueFrom: from, isQuoted: false, isOpen: false };
  }
  let end = from + 1;
  while (end < text.length && !quotes.test(text.charAt(end))) end += 1;
  const isOpen = end >= text.length;
  return {
    until: isOpen ? text.length : end + 1,
    value: text.slice(from + 1, end),
    valueFrom: from + 1,
    isQuoted: true,
    isOpen,
  };
}

function wordEnd(text: string, from: number): number {
  let end = from;
  while (end < text.length && !space.test(text.charAt(end))) end += 1;
  return end;
}
