import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalise, normaliseWithPlaces } from '#shared/search/normalise.ts';

describe('normalising', () => {
  it.each([
    ['ＡＢＣ１２３', 'abc123'],
    ['ｶﾞ', 'ガ'],
    ['ﬁne ① ㈱', 'fine 1 (株)'],
    ['e\u0301e\u0301n', 'één'],
    ['ΟΔΟΣ οδος', 'οδοσ οδοσ'],
    ['\u1112\u1161\u11ab', '한'],
    ['a\u200bb\u202ec\u202d\ufeffd', 'abcd'],
    ['❤\ufe0f', '❤'],
    ['one\r\n\t two\u3000three', 'one two three'],
    ['don’t “say” it — ok', 'don\'t "say" it - ok'],
    ['你好，世界', '你好,世界'],
  ])('%j is %j', (text, expected) => {
    expect(normalise(text)).toBe(expected);
  });

  it('knows where each unit came from', () => {
    const { text, starts, ends } = normaliseWithPlaces('x ﬁ\u200bＡ');

    expect(text).toBe('x fia');
    expect(starts).toEqual([0, 1, 2, 2, 4]);
    expect(ends).toEqual([1, 2, 3, 3, 5]);
  });

  it('is the same with and without places, changes nothing twice, and keeps places in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (given) => {
        const { text, starts, ends } = normaliseWithPlaces(given);
        expect(normalise(given)).toBe(text);
        expect(normalise(text)).toBe(normalise(normalise(text)));
        expect(starts).toHaveLength(text.length);
        starts.forEach((start, index) => {
          expect(start).toBeLessThan(ends[index] ?? -1);
          expect(start).toBeGreaterThanOrEqual(starts[index - 1] ?? 0);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same for the characters of chats, which are folded as a whole', () => {
    const ranges = [
      [0x09, 0x7e],
      [0xa0, 0x24f],
      [0x2000, 0x2030],
      [0x2600, 0x27bf],
      [0x3000, 0x30ff],
      [0x4e00, 0x4e20],
      [0xfe00, 0xfe0f],
      [0xff00, 0xff9f],
      [0x1f300, 0x1faff],
      [0x300, 0x308],
    ] as const;
    const character = fc
      .oneof(...ranges.map(([min, max]) => fc.integer({ min, max })))
      .map((code) => String.fromCodePoint(code));
    const written = fc.oneof(character, fc.constantFrom(' ', '，', '。', '！', 'Σ', 'İ', 'ǅ', '\u200d', '\ufe0f', '…'));
    fc.assert(
      fc.property(fc.string({ unit: written, maxLength: 12 }), (given) => {
        expect(normalise(given)).toBe(normaliseWithPlaces(given).text);
      }),
      { numRuns: 20_000 },
    );
  });
});
