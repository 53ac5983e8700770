import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '#relay/connectors/wechat/split-text.ts';
import { protectedSpans } from '#relay/connectors/wechat/protected-spans.ts';

const bytesOf = (text: string): number => Buffer.byteLength(text);
const withoutBlanks = (text: string): string => text.replace(/\s/gu, '');
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const charactersOf = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

const family = '👨🏽‍👩🏿‍👧';
const pieces = fc.constantFrom(
  ...[
    'word',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '. ',
    '! ',
    '。',
    '！',
    '？',
    '，',
    '你好',
    '请问',
    '😀',
    '🇳🇱',
    family,
    'é',
    'ñ',
  ],
  ...['https://example.com/a?b=1&c=2', '<a href="https://x.example">click here</a>', 'ท', '3.14', '…', '”', ')'],
);
const anyText = fc.array(pieces, { maxLength: 120 }).map((parts) => parts.join(''));

describe('splitting a text', () => {
  it.each<[string, string, number, string[]]>([
    ['fits', ' a text that fits ', 100, [' a text that fits ']],
    ['nothing to read', ' \n ', 100, []],
    [
      'paragraphs first',
      `${'a'.repeat(60)}\n\n${'b'.repeat(30)}. ${'c'.repeat(30)}`,
      100,
      ['a'.repeat(60), `${'b'.repeat(30)}. ${'c'.repeat(30)}`],
    ],
    [
      'sentences next',
      'One sentence here. Another one there. And the end of it all.',
      45,
      ['One sentence here. Another one there.', 'And the end of it all.'],
    ],
    [
      'Chinese sentences',
      '您的包裹今天离开了上海。预计明天下午送达！请保持电话畅通？',
      70,
      ['您的包裹今天离开了上海。预计明天下午送达！', '请保持电话畅通？'],
    ],
    [
      'Chinese without any sign',
      '您的包裹今天离开了上海预计明天下午送达请保持电话畅通',
      30,
      ['您的包裹今天离开了上', '海预计明天下午送达请', '保持电话畅通'],
    ],
    ['words last', 'alpha beta gamma delta epsilon', 14, ['alpha beta', 'gamma delta', 'epsilon']],
    ['a word too long for a piece', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    [
      'never inside an address',
      `${'x'.repeat(20)} https://example.com/order/12345?status=open`,
      50,
      ['x'.repeat(20), 'https://example.com/order/12345?status=open'],
    ],
    [
      'but an address longer than a piece is cut',
      'https://example.com/abcdefghijklmnopqrstuvwxyz',
      30,
      ['https://example.com/abcdefghij', 'klmnopqrstuvwxyz'],
    ],
    [
      'never inside a link',
      `${'x'.repeat(20)} <a href="https://e.example/">open it here now</a>`,
      60,
      ['x'.repeat(20), '<a href="https://e.example/">open it here now</a>'],
    ],
    ['an amount is no end of a sentence', 'It costs 1234567890123.50 euro', 24, ['It costs', '1234567890123.50 euro']],
  ])('%s', (_what, text, longestBytes, expected) => {
    expect(splitText(text, longestBytes)).toEqual(expected);
  });

  it('keeps everything but blanks, in order, within the bytes', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 60, max: 400 }), (text, longestBytes) => {
        const split = splitText(text, longestBytes);
        expect(withoutBlanks(split.join(''))).toBe(withoutBlanks(text));
        // Each piece stands in the text as it is, one behind the other, with nothing but blanks between.
        let at = 0;
        for (const piece of split) {
          const found = text.indexOf(piece, at);
          expect(text.slice(at, found).trim()).toBe('');
          at = found + piece.length;
          expect(bytesOf(piece)).toBeLessThanOrEqual(longestBytes);
          expect(piece.trim()).not.toBe('');
        }
        expect(text.slice(at).trim()).toBe('');
      }),
      { numRuns: 400 },
    );
  });

  it('breaks no character that people see, and no address that fits', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 60, max: 300 }), (text, longestBytes) => {
        const characters = splitText(text, longestBytes).flatMap(charactersOf).join('|');
        expect(withoutBlanks(characters)).not.toContain('\ufffd');
        const whole = new Set(charactersOf(text));
        for (const piece of splitText(text, longestBytes)) {
          for (const character of charactersOf(piece))
            expect(whole.has(character) || character.trim() === '').toBe(true);
        }
        const addresses = protectedSpans(text).map(({ from, to }) => text.slice(from, to));
        const joined = splitText(text, longestBytes).join('\u0000');
        for (const address of addresses) {
          if (bytesOf(address) <= longestBytes) expect(joined).toContain(address);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes any well-formed text and makes the same of it every time', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 600 }),
        fc.integer({ min: 200, max: 500 }),
        (text, longest) => {
          const split = splitText(text, longest);
          for (const piece of split) expect(bytesOf(piece)).toBeLessThanOrEqual(longest);
          expect(withoutBlanks(split.join(''))).toBe(withoutBlanks(text));
          expect(splitText(text, longest)).toEqual(split);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ['full stops', '.'.repeat(100_000)],
    ['exclamation marks and letters', '!!!!!!!a'.repeat(12_000)],
    ['blanks', `x${' '.repeat(99_998)}x`],
    ['open links', '<a '.repeat(33_000)],
    ['open links and one end', `${'<a '.repeat(33_000)}</a>`],
    ['one character without end', `a${'\u0301'.repeat(50_000)}`],
    ['addresses', 'http://a '.repeat(11_000)],
    ['one address', `https://${'a?b!c.'.repeat(16_000)}`],
  ])('is quick with a hostile hundred thousand: %s', (_what, text) => {
    const startedAt = performance.now();
    for (const piece of splitText(text, 2_048)) expect(bytesOf(piece)).toBeLessThanOrEqual(2_048);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
