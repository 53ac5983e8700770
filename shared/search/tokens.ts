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

/** Marks tokens that are beginnings of words. From the private area: no text makes such a token. */
const beginningMark = '\ue001';

/** The tokens a normalised text is found by, each once. */
export function tokensOf(text: string): Set<string> {
  const tokens = new Set<string>();
  for (const run of runsOf(text)) addTokens(run, tokens);
  return tokens;
}

function addTokens({ kind, text }: Run, tokens: Set<string>): void {
  if (kind === 'symbol') {
    tokens.add(text);
  } else if (kind === 'unspaced') {
    const characters = Array.from(text);
    for (const [index, character] of characters.entries()) {
      tokens.add(character);
      const next = characters[index + 1];
      if (next !== undefined) tokens.add(character + next);
    }
  } else if (kind === 'digits') {
    for (const part of digitParts(text)) tokens.add(part);
  } else {
    const characters = charactersOf(text);
    tokens.add(cut(text, characters));
    for (const length of beginnings) {
      if (characters.length >= length) tokens.add(beginningMark + characters.slice(0, length).join(''));
    }
  }
}

function charactersOf(text: string): string[] {
  return Array.from(text.slice(0, 2 * longestWord));
}

function cut(text: string, characters: readonly string[]): string {
  return text.length <= longestWord ? text : characters.slice(0, longestWord).join('');
}

/** A short number is found as a whole, a longer one by any three digits in a row. */
function digitParts(digits: string): string[] {
  const characters = Array.from(digits);
  if (characters.length < shortestDigits) return [digits];
  return characters
    .slice(0, characters.length - shortestDigits + 1)
    .map((_, index) => characters.slice(index, index + shortestDigits).join(''));
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
  const tokens = new Set<string>();
  let beginning: string | null = null;
  for (const run of runs) {
    if (run === last && mayGrow && run.kind === 'letters' && term.endsWith(run.text)) {
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
      tokens.add(cut(run.text, charactersOf(run.text)));
    } else {
      addTokens(run, tokens);
    }
  }
  const count = tokens.size + (beginning === null ? 0 : 1);
  const isWhole = runs.length === 1 && last?.text === term && term.length <= longestWord;
  return { tokens: [...tokens], beginning, isExact: count === 1 && isWhole };
}
