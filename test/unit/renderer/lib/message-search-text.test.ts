import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchPieces } from '#shared/search/lex.ts';
import { typedOperator, valuesOf, withTime, withValues } from '#renderer/lib/message-search-text.ts';
import { presetOf, rangeOf, timePresets, withPreset } from '#renderer/lib/message-search-time.ts';
import { wholeText } from '#renderer/lib/saved-searches.ts';

const now = new Date(2026, 10, 22, 14, 32).getTime();

describe('the operators in a search', () => {
  it('are put in place of those of their kind, and the rest stays as typed', () => {
    expect(withValues('refund is:failed "not yet"', 'is', ['pending', 'expired'])).toBe(
      'refund "not yet" is:pending is:expired',
    );
    expect(withValues('is：failed  退款', 'is', [])).toBe('退款');
    expect(withValues('-is:failed refund', 'is', ['failed'])).toBe('-is:failed refund is:failed');
    expect(withValues('', 'channel', ['tulip'])).toBe('channel:tulip');
    expect(withValues('"is:failed"', 'is', [])).toBe('"is:failed"');
  });

  it('have their values quoted where they would fall apart', () => {
    expect(typedOperator('customer', 'M. Jansen')).toBe('customer:"M. Jansen"');
    expect(typedOperator('customer', '王芳')).toBe('customer:王芳');
    expect(valuesOf('customer:“M. Jansen” customer:王芳', 'customer')).toEqual(['M. Jansen', '王芳']);
  });

  it('come back as they were put in, whatever else is typed', () => {
    const value = fc
      .array(fc.constantFrom('a', 'Z', '7', '.', ' ', '王', '芳', 'is:', '-'), { maxLength: 8 })
      .map((middle) => `M${middle.join('')}9`);
    const closed = fc
      .string({ unit: 'binary', maxLength: 16 })
      .filter((text) => !searchPieces(text).some(({ isOpen }) => isOpen));
    fc.assert(
      fc.property(closed, fc.array(value, { maxLength: 3 }), (text, values) => {
        const put = withValues(text, 'customer', values);
        expect(valuesOf(put, 'customer')).toEqual(values);
        // Put in again, nothing changes; taken out, nothing of them is left.
        expect(withValues(put, 'customer', values)).toBe(put);
        expect(valuesOf(withValues(put, 'customer', []), 'customer')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the time of a search', () => {
  it('is one choice: another takes the place of all of it', () => {
    expect(withTime('refund on:today', { after: '2026-11-01', before: '2026-11-03' })).toBe(
      'refund after:2026-11-01 before:2026-11-03',
    );
    expect(withTime('after:2026-11-01 refund before:2026-11-03', {})).toBe('refund');
  });

  it('is read back as the usual time it was chosen as', () => {
    for (const preset of timePresets) expect(presetOf(withPreset('refund on:2026-01-01', preset))).toBe(preset);
    expect(withPreset('refund', 'week')).toBe('refund after:7d');
    expect(presetOf('after:2026-11-15')).toBeNull();
  });

  it('may be an age, which stays right in a saved search', () => {
    expect(rangeOf('after:2h', 'Europe/Amsterdam', now)).toEqual({ from: now - 2 * 3_600_000, until: null });
    expect(rangeOf('after:7d before:1d', 'Europe/Amsterdam', now)).toEqual({
      from: now - 7 * 86_400_000,
      until: now - 86_400_000,
    });
  });
});

describe('a search as text', () => {
  it('names the customer it is narrowed to', () => {
    expect(wholeText('is:failed', '…k4Qz')).toBe('is:failed openid:k4Qz');
    expect(wholeText('  ', '…k4Qz')).toBe('openid:k4Qz');
    expect(wholeText(' refund ', null)).toBe('refund');
  });
});
