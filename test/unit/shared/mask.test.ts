import { describe, expect, it } from 'vitest';
import { excerpt, maskId, maskText, withoutSecrets } from '#shared/lib/mask.ts';

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
