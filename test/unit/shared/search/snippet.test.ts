import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskText, maskedPieces } from '#shared/lib/mask.ts';
import { normalise } from '#shared/search/normalise.ts';
import { snippetOf } from '#shared/search/snippet.ts';

const term = (text: string, mayGrow = false) => ({ text: normalise(text), mayGrow });

function marked(original: string, ...words: readonly string[]) {
  const { text, hits } = snippetOf(
    original,
    words.map((word) => term(word)),
  );
  return { text, marked: hits.map(({ from, until }) => text.slice(from, until)) };
}

describe('a snippet', () => {
  it('marks each word as it is written in the message', () => {
    expect(marked('Ｏｒｄｅｒ of the ORDER', 'order')).toEqual({
      text: 'Ｏｒｄｅｒ of the ORDER',
      marked: ['Ｏｒｄｅｒ', 'ORDER'],
    });
    expect(marked('我的订单还没有到', '订单', '没有')).toEqual({ text: '我的订单还没有到', marked: ['订单', '没有'] });
    expect(marked('ok 👍🏽!', '👍').marked).toEqual(['👍']);
  });

  it('marks the whole mask for what is hidden in it', () => {
    expect(marked('call 020-1234567 now', '123')).toEqual({ text: 'call •••• now', marked: ['••••'] });
    expect(marked('mail jan@example.nl', 'jan')).toEqual({ text: 'mail ••••', marked: ['••••'] });
  });

  it('begins shortly before the first hit of a long text, on one line', () => {
    const { text, marked: found } = marked(`${'word '.repeat(400)}\n\nneedle\t${'tail '.repeat(400)}`, 'needle');

    expect(found).toEqual(['needle']);
    expect(text.startsWith('…')).toBe(true);
    expect(text.endsWith('…')).toBe(true);
    expect(text.indexOf('needle')).toBeLessThan(40);
    expect(text).not.toMatch(/[\n\t]/u);
    expect(Array.from(text).length).toBeLessThan(170);
  });

  it('hides a number that begins long before the hit', () => {
    const { text } = marked(`${'x '.repeat(500)}06${' 1'.repeat(300)} needle`, 'needle');
    expect(text).toContain('•••• needle');
    expect(text).not.toContain('1');
  });

  it('of a text without a hit is its beginning', () => {
    expect(marked('hello there', 'nothing')).toEqual({ text: 'hello there', marked: [] });
    expect(marked('', 'x')).toEqual({ text: '', marked: [] });
  });

  it('shows a megabyte without spaces in an instant', () => {
    const { text } = marked(`${'a'.repeat(500_000)}你好${'b'.repeat(500_000)}`, '你好');
    expect(text).toContain('你好');
    expect(text.length).toBeLessThan(200);
  });

  it('never shows what the mask hides, and its marks never overlap', () => {
    const pieces = fc.constantFrom(
      '0612345678',
      'jan@x.nl',
      'order',
      '订单',
      ' ',
      '\n',
      '😀',
      '12',
      'e\u0301',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const original = parts.join('');
        expect(
          maskedPieces(original)
            .map(({ shown }) => shown)
            .join(''),
        ).toBe(maskText(original));
        const { text, hits } = snippetOf(
          original,
          ['123', 'jan', 'order', '订'].map((word) => term(word)),
        );
        const whole = maskText(original).replace(/\s+/gu, ' ');
        expect(whole).toContain(text.replace(/^…|…$/gu, ''));
        let end = 0;
        for (const { from, until } of hits) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(until).toBeGreaterThan(from);
          end = until;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
