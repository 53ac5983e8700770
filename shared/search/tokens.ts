import { runsOf, type Run } from './characters.ts';

/** Longer words are indexed by their beginning; the text itself decides. */
const longestWord = 64;
/** Beginnings of words that have a token of their own, in characters. Longer ones are found as beginnings of words. */
const beginnings = [2, 3] as const;
const longestBeginning = 3;
/** A single letter is a word of its own. */
export const shortestBeginning = 2;
/** Parts of numbers can be found from here on. */
export const shortestDigits = 3;
/** Of longer parts, so many digits in a row have a token: few numbers share five. */
const manyDigits = 5;

/** Marks tokens that are beginnings of words. From the private area: no text makes such a token. */
const beginningMark = '\ue001';
/** Marks tokens of two words that follow one another. */
const pairMark = '\ue002';
/** So many kinds of pairs are told apart: enough that few texts share one by chance, few enough to be kept. */
const pairKinds = 2 ** 18;

/** The tokens a normalised text is found by, each once. */
export function tokensOf(text: string): Set<string> {
  const tokens = new Set<string>();
  let before: string | null = null;
  for (const run of runsOf(text)) {
    addTokens(run, tokens);
    const word = run.kind === 'letters' ? wordOf(run.text) : null;
    if (before !== null && word !== null) tokens.add(pairToken(before, word));
    before = word;
  }
  return tokens;
}

/** Two words of letters, whatever signs stand between them: without it, a phrase of common words would be anywhere. */
function pairToken(one: string, other: string): string {
  // FNV-1a, 32 bits.
  let hash = 0x811c9dc5;
  const text = `${one} ${other}`;
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  }
  return pairMark + ((hash >>> 0) % pairKinds).toString(36);
}

function wordOf(run: string): string {
  return run.length <= longestWord ? run : cut(run, charactersOf(run));
}

function addTokens({ kind, text }: Run, tokens: Set<string>): void {
  if (kind === 'symbol') {
    tokens.add(text);
  } else if (kind === 'unspaced') {
    let before = '';
    for (const character of text) {
      tokens.add(character);
      if (before !== '') tokens.add(before + character);
      before = character;
    }
  } else if (kind === 'digits') {
    for (const part of digitParts(text, shortestDigits)) tokens.add(part);
    if (text.length > manyDigits - 1) for (const part of digitParts(text, manyDigits)) tokens.add(part);
  } else {
    const characters = charactersOf(text);
    tokens.add(cut(text, characters));
    for (const length of beginnings) {
      if (characters.length >= length) tokens.add(beginningMark + joined(characters, 0, length));
    }
  }
}

/** A text of which each unit is a character is its own list of them. */
type Characters = string | readonly string[];

function hasHalves(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) if ((text.charCodeAt(place) & 0xf800) === 0xd800) return true;
  return false;
}

function charactersOf(text: string): Characters {
  const beginning = text.slice(0, 2 * longestWord);
  return hasHalves(beginning) ? Array.from(beginning) : beginning;
}

function joined(characters: Characters, from: number, until: number): string {
  return typeof characters === 'string' ? characters.slice(from, until) : characters.slice(from, until).join('');
}

function cut(text: string, characters: Characters): string {
  return text.length <= longestWord ? text : joined(characters, 0, longestWord);
}

/** A short number is found as a whole, a longer one by so many digits in a row. */
function digitParts(digits: string, inARow: number): string[] {
  const characters = hasHalves(digits) ? Array.from(digits) : digits;
  if (characters.length < inARow) return inARow === shortestDigits ? [digits] : [];
  const parts: string[] = [];
  for (let at = 0; at + inARow <= characters.length; at += 1) parts.push(joined(characters, at, at + inARow));
  return parts;
}

/** What a term is looked up by: all of `tokens`, and a word that begins with `beginning`. */
export interface TermTokens {
  readonly tokens: readonly string[];
  readonly beginning: string | null;
  /** True when every text with these tokens holds the term. */
  readonly isExact: boolean;
}

/**
 * Of a normalised term. `mayGrow`: its last word may be the beginning of one. Empty when it holds nothing that is indexed.
 * A text may have all of it and not hold the term: then it must be looked at.
 */
export function tokensOfTerm(term: string, mayGrow: boolean): TermTokens {
  const runs = runsOf(term);
  const last = runs.at(-1);
  const isGrowing = (run: Run): boolean => run === last && mayGrow && run.kind === 'letters' && term.endsWith(run.text);
  const { tokens, paired } = pairsOf(runs, isGrowing);
  let beginning: string | null = null;
  for (const run of runs) {
    // Two words in a row say more than each of them.
    if (paired.has(run)) continue;
    if (isGrowing(run)) {
      const characters = charactersOf(run.text);
      if (characters.length < shortestBeginning) tokens.add(run.text);
      else if (characters.length <= longestBeginning) tokens.add(beginningMark + run.text);
      else beginning = cut(run.text, characters);
    } else if (run.kind === 'unspaced' && Array.from(run.text).length > 1) {
      const characters = Array.from(run.text);
      for (let index = 1; index < characters.length; index += 1) {
        tokens.add(`${characters[index - 1] ?? ''}${characters[index] ?? ''}`);
      }
    } else if (run.kind === 'letters') {
      tokens.add(wordOf(run.text));
    } else if (run.kind === 'digits') {
      const isLong = Array.from(run.text).length >= manyDigits;
      for (const part of digitParts(run.text, isLong ? manyDigits : shortestDigits)) tokens.add(part);
    } else {
      addTokens(run, tokens);
    }
  }
  const count = tokens.size + (beginning === null ? 0 : 1);
  const isWhole = runs.length === 1 && last?.text === term && last !== undefined && isOneToken(last);
  return { tokens: [...tokens], beginning, isExact: count === 1 && isWhole };
}

/** Of three times the same character there is one pair, as of two: the pair does not tell. */
function isOneToken({ kind, text }: Run): boolean {
  const { length } = Array.from(text);
  if (kind === 'unspaced') return length <= 2;
  if (kind === 'digits') return length <= shortestDigits || length === manyDigits;
  return text.length <= longestWord;
}

/** Tokens of whole words that follow one another, and the runs these stand for. */
function pairsOf(runs: readonly Run[], isGrowing: (run: Run) => boolean) {
  const tokens = new Set<string>();
  const paired = new Set<Run>();
  for (const [index, run] of runs.entries()) {
    const next = runs[index + 1];
    if (next === undefined || run.kind !== 'letters' || next.kind !== 'letters' || isGrowing(next)) continue;
    tokens.add(pairToken(wordOf(run.text), wordOf(next.text)));
    paired.add(run).add(next);
  }
  return { tokens, paired };
}
