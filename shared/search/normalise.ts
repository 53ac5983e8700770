/**
 * Text as it is compared: compatibility forms unified (NFKC: full and half width, ligatures, circled numbers), letters in
 * lower case, invisible characters gone, runs of white space one space, typographic quotes and dashes plain. Traditional
 * and simplified characters stay apart, and so do letters with and without accents.
 */

/** Characters that are as they should be when letters are in lower case, without a mark behind them. */
const plain = /^[\u0020-\u007e\u4e00-\u9fff\u3040-\u3096\u30a1-\u30fc]*$/u;
const twoSpaces = /\s{2}/u;
/**
 * Characters of which each becomes what it becomes whatever stands beside it, so that a text of them is folded as a whole:
 * Latin, general and Chinese punctuation, Chinese and Japanese, full-width forms, pictures with their joiners.
 */
const separate =
  /^[\u0009-\u007e\u00a0\u00c0-\u024f\u200b-\u2027\u2600-\u27bf\u3000-\u3029\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\ufe0f\uff01-\uff5e\u{1f300}-\u{1faff}]*$/u;

/**
 * One character that stands for itself with the marks behind it (half-width voiced marks, too), or a Korean syllable in
 * pieces, so that composing works.
 */
const cluster = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^\p{M}][\p{M}\uff9e\uff9f]*|\p{M}+/gsu;

const invisible = /[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
const singleQuotes = /[\u2018\u2019\u02bc\u2032]/gu;
const doubleQuotes = /[\u201c-\u201f\u2033]/gu;
const dashes = /[\u2010-\u2015\u2212]/gu;
const finalSigma = /\u03c2/gu;

function folded(piece: string): string {
  return piece
    .normalize('NFKC')
    .toLowerCase()
    .replace(finalSigma, '\u03c3')
    .replace(singleQuotes, "'")
    .replace(doubleQuotes, '"')
    .replace(dashes, '-')
    .replace(control, ' ')
    .replace(invisible, '');
}

/** A normalised text, and where each of its UTF-16 units came from. */
export interface NormalisedText {
  readonly text: string;
  /** Of each unit, where in the original the character begins and ends that it came from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function normalise(text: string): string {
  const lower = text.toLowerCase();
  if (plain.test(lower)) return twoSpaces.test(lower) ? lower.replace(/\s+/gu, ' ') : lower;
  if (separate.test(text)) return folded(text).replace(/\s+/gu, ' ');
  return normaliseWithPlaces(text).text;
}

/** The same, with the way back for marking what was found. */
export function normaliseWithPlaces(text: string): NormalisedText {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let wasSpace = false;
  for (const match of text.matchAll(cluster)) {
    const from = match.index;
    const until = from + match[0].length;
    for (const unit of unitsOf(foldedCluster(match[0]))) {
      const isSpace = isWhite(unit);
      if (isSpace && wasSpace) {
        ends[ends.length - 1] = until;
        continue;
      }
      wasSpace = isSpace;
      units.push(isSpace ? ' ' : unit);
      starts.push(from);
      ends.push(until);
    }
  }
  return { text: units.join(''), starts, ends };
}

/** Few characters make most of all text. */
const known = new Map<string, string>();
const mostKnown = 20_000;

function foldedCluster(piece: string): string {
  const found = known.get(piece);
  if (found !== undefined) return found;
  const made = folded(piece);
  if (piece.length <= 2 && known.size < mostKnown) known.set(piece, made);
  return made;
}

function unitsOf(piece: string): Iterable<string> {
  return piece.length === 1 ? [piece] : piece.split('');
}

const white = /\s/u;

function isWhite(unit: string): boolean {
  return unit === ' ' || (unit > '\u007f' ? white.test(unit) : unit <= ' ');
}
