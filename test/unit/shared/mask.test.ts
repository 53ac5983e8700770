import { describe, expect, it } from 'vitest';
import { excerpt, maskedPieces, maskId, maskText, withoutSecrets } from '#shared/lib/mask.ts';

describe('masking', () => {
  it('hides addresses and long numbers, and leaves the rest readable', () => {
    expect(maskText('Mail li.wei@example.com or call +86 138-0013-8000, order 48213')).toBe(
      'Mail •••• or call ••••, order 48213',
    );
    expect(maskText('身份证 11010519491231002X 谢谢')).toBe('身份证 ••••X 谢谢');
  });

  it.each(['a', '字', '1', 'a@', 'a.'])('costs no more than in proportion on long words of %j', (unit) => {
    const once = (text: string): number => {
      const startedAt = performance.now();
      maskText(text);
      return performance.now() - startedAt;
    };
    // Whatever else runs only ever adds: the least of several runs is the cost. Both lengths take turns under the same load.
    const texts = [unit.repeat(20_000), unit.repeat(160_000)] as const;
    const least: [number, number] = [Infinity, Infinity];
    for (let run = 0; run < 15; run += 1) {
      least[0] = Math.min(least[0], once(texts[0]));
      least[1] = Math.min(least[1], once(texts[1]));
    }
    // Eight times the text: eight times the work, not sixty-four times.
    expect(least[1] / Math.max(least[0], 0.5)).toBeLessThan(24);
  });

  it('hides the same as two plain patterns would, whatever the text', () => {
    const email = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,255}\.\p{L}{2,24}/gu;
    const number = /\+?[\d\uff10-\uff19](?:[ \-./()\u00a0\u2010-\u2015\u3000\uff0d]?[\d\uff10-\uff19]){6,}/gu;
    const pieces = [
      'a',
      'b',
      '@',
      '.',
      '1',
      '2',
      '-',
      ' ',
      '中',
      '𠀀',
      '%',
      '(',
      '@a.nl',
      'x'.repeat(30),
      '\ud840',
      '1234567',
    ];
    const chance = randomFrom(20_261_123);
    for (let run = 0; run < 5_000; run += 1) {
      const length = 1 + Math.floor(chance() * 14);
      const text = Array.from({ length }, () => pieces[Math.floor(chance() * pieces.length)] ?? '').join('');
      const plain = text.replace(email, '••••').replace(number, '••••');
      expect(maskText(text)).toBe(plain);
      expect(
        maskedPieces(text)
          .map(({ shown }) => shown)
          .join(''),
      ).toBe(plain);
    }
  });

  it('is soon done with a long text that has no spaces', () => {
    const text = '字'.repeat(64_000);
    const startedAt = performance.now();
    for (let run = 0; run < 10; run += 1) maskText(text);
    // Looked for from the left this took two seconds each.
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it('shows the end of an id, and no more', () => {
    expect(maskId('oABCD1234567890abcdefghijkl')).toBe('…ijkl');
    expect(maskId('abc')).toBe('…');
  });

  it('takes our own secrets out of what the other side says, by their long words too', () => {
    const said = 'no Bearer abcdefgh12, nor abcdefgh12; Bearer of p.$& nothing';
    expect(withoutSecrets(said, ['Bearer abcdefgh12', null, '', 'p.$&'])).toBe('no …, nor …; Bearer of … nothing');
  });

  it('cuts on a whole character and puts everything on one line', () => {
    expect(excerpt('one\n two   three', 100)).toBe('one two three');
    expect(excerpt('😀😀😀', 2)).toBe('😀😀…');
  });
});

/** The same sequence of numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
