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

const runs = new RegExp(
  `(?<unspaced>[${unspaced}]+)|(?<digits>(?:(?![${unspaced}])\\p{N})+)|(?<letters>(?:(?![${unspaced}])[\\p{L}\\p{M}])+)|(?<symbol>(?![\\u0000-\\u007f])\\p{S})`,
  'gu',
);
const plainRuns = /[a-z]+|[0-9]+/gu;
const isPlain = /^[\u0020-\u007e]*$/u;

/** What of a normalised text can be found by an index; punctuation and spaces are left out. */
export function runsOf(text: string): Run[] {
  if (isPlain.test(text)) {
    return (text.match(plainRuns) ?? []).map((run) => ({ kind: run > '9' ? 'letters' : 'digits', text: run }));
  }
  return [...text.matchAll(runs)].map(({ 0: run, groups }) => ({ kind: kindOf(groups ?? {}), text: run }));
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): RunKind {
  if (groups['unspaced'] !== undefined) return 'unspaced';
  if (groups['digits'] !== undefined) return 'digits';
  return groups['letters'] === undefined ? 'symbol' : 'letters';
}

const letter = new RegExp(`^(?![${unspaced}])[\\p{L}\\p{M}]$`, 'u');
const digit = /^\p{N}$/u;
const unspacedCharacter = new RegExp(`^[${unspaced}]$`, 'u');

/** Letters of scripts with spaces: there, a word has a beginning and an end. */
export function isSpacedLetter(character: string): boolean {
  return letter.test(character);
}

export function isDigit(character: string): boolean {
  return digit.test(character) && !unspacedCharacter.test(character);
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
