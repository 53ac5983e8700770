/** Scripts written without spaces between words: searched character by character. */
const unspaced =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}' +
  '\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\u30fc';

/** What a run of characters is made of. symbol: emoji, currency and other signs, each a run of its own. */
export type RunKind = 'unspaced' | 'digits' | 'letters' | 'symbol';

export interface Run {
  readonly kind: RunKind;
  readonly text: string;
}

const plainRuns = /[a-z]+|[0-9]+/gu;
const isPlain = /^[\u0020-\u007e]*$/u;

/** What of a normalised text can be found by an index; punctuation and spaces are left out. */
export function runsOf(text: string): Run[] {
  if (isPlain.test(text)) {
    return (text.match(plainRuns) ?? []).map((run) => ({ kind: run > '9' ? 'letters' : 'digits', text: run }));
  }
  const runs: Run[] = [];
  let from = 0;
  let kind: RunKind | null = null;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const found = kindOf(code);
    if (found !== kind || found === 'symbol') {
      if (kind !== null) runs.push({ kind, text: text.slice(from, at) });
      kind = found;
      from = at;
    }
    at += code > 0xffff ? 2 : 1;
  }
  if (kind !== null) runs.push({ kind, text: text.slice(from) });
  return runs;
}

const isUnspaced = new RegExp(`^[${unspaced}]$`, 'u');
const isNumber = /^\p{N}$/u;
const isLetter = /^[\p{L}\p{M}]$/u;
const isSign = /^(?![\u0000-\u007f])\p{S}$/u;

/** Few characters make most of all text: asked of the expressions once. */
const kinds = new Map<number, RunKind | null>();
const mostKinds = 20_000;

/** Null for punctuation, spaces and what is no character. */
function kindOf(code: number): RunKind | null {
  const known = kinds.get(code);
  if (known !== undefined) return known;
  const kind = kindOfCharacter(String.fromCodePoint(code));
  if (kinds.size < mostKinds) kinds.set(code, kind);
  return kind;
}

function kindOfCharacter(character: string): RunKind | null {
  if (isUnspaced.test(character)) return 'unspaced';
  if (isNumber.test(character)) return 'digits';
  if (isLetter.test(character)) return 'letters';
  return isSign.test(character) ? 'symbol' : null;
}

/** Letters of scripts with spaces: there, a word has a beginning and an end. */
export function isSpacedLetter(character: string): boolean {
  return isOfKind(character, 'letters');
}

export function isDigit(character: string): boolean {
  return isOfKind(character, 'digits');
}

function isOfKind(character: string, kind: RunKind): boolean {
  const code = character.codePointAt(0);
  return code !== undefined && kindOf(code) === kind;
}

/** The character that ends before this place, or begins at it; empty at the ends. */
export function characterBefore(text: string, place: number): string {
  if (place <= 0) return '';
  const unit = text.charCodeAt(place - 1);
  const isLow = unit >= 0xdc00 && unit <= 0xdfff;
  return text.slice(isLow && place >= 2 ? place - 2 : place - 1, place);
}

export function characterAt(text: string, place: number): string {
  const code = text.codePointAt(place);
  return code === undefined ? '' : String.fromCodePoint(code);
}
