import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTerm } from '#shared/search/find-term.ts';
import { normalise } from '#shared/search/normalise.ts';
import { tokensOf, tokensOfTerm } from '#shared/search/tokens.ts';

/** Pieces that make texts in which terms are found: of all kinds of characters, and short, so that they meet. */
const pieces = [
  '订',
  '单',
  '上海',
  'or',
  'order',
  'b',
  'é',
  'п',
  '1',
  '12',
  '2024',
  '€',
  '😀',
  ' ',
  '-',
  '"',
  'カ',
  'ส',
  '〇',
];
const words = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 })
  .map((found) => normalise(found.join('')));

describe('tokens', () => {
  it('let every text be found that holds the term', () => {
    fc.assert(
      fc.property(words, words, words, fc.boolean(), (before, middle, after, mayGrow) => {
        const text = normalise(`${before}${middle}${after}`);
        const term = { text: middle.trim(), mayGrow };
        if (findTerm(text, term) < 0) return;
        const held = tokensOf(text);
        const { tokens, beginning } = tokensOfTerm(term.text, mayGrow);
        for (const token of tokens) expect(held, `${token} of ${term.text}`).toContain(token);
        if (beginning !== null) expect([...held].some((token) => token.startsWith(beginning))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('are called exact only when every text that has them holds the term', () => {
    fc.assert(
      fc.property(words, words, fc.boolean(), (text, given, mayGrow) => {
        const term = given.trim();
        const { tokens, beginning, isExact } = tokensOfTerm(term, mayGrow);
        if (!isExact) return;
        const held = tokensOf(text);
        const isFound =
          tokens.every((token) => held.has(token)) &&
          (beginning === null || [...held].some((token) => token.startsWith(beginning)));
        expect(isFound, `${term} in ${text}`).toBe(findTerm(text, { text: term, mayGrow }) >= 0);
      }),
      { numRuns: 3_000 },
    );
  });

  it('tell words that follow one another from words that do not', () => {
    const isIn = (term: string, text: string): boolean => {
      const held = tokensOf(text);
      return tokensOfTerm(term, false).tokens.every((token) => held.has(token));
    };

    expect(isIn('size order', 'the size, order it')).toBe(true);
    expect(isIn('size order', 'order of size')).toBe(false);
    expect(isIn('777777', '777 and 77777')).toBe(true);
    expect(isIn('777777', '7777 777')).toBe(false);
  });

  it.each(['1111', '777777', '单单单'])('do not take %s for exact: less than it has the same', (term) => {
    expect(tokensOfTerm(term, false).isExact).toBe(false);
  });

  it('cut what has no spaces, so that a long text makes no long token', () => {
    const long = 'x'.repeat(1_000_000);
    expect(Math.max(...[...tokensOf(long)].map((token) => token.length))).toBe(64);
    expect(tokensOfTerm(long, false).isExact).toBe(false);
  });

  it('are none for signs alone', () => {
    expect(tokensOf('?! -- ... " \' $ + <>')).toEqual(new Set());
  });
});
