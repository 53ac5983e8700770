import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '#relay/core/retry-after.ts';

const now = Date.UTC(2026, 0, 1);

describe('Retry-After', () => {
  it.each([
    ['1', 1_000],
    [' 120 ', 120_000],
    ['3600', 3_600_000],
    ['Thu, 01 Jan 2026 00:10:00 GMT', 600_000],
  ])('%j is obeyed', (header, waitMs) => {
    expect(retryAfterMs(header, now)).toBe(waitMs);
  });

  it.each([
    undefined,
    null,
    30,
    ['30', '60'],
    '',
    '0',
    '-1',
    '1.5',
    '1e3',
    '0x10',
    '+5',
    '3601',
    '1000000000',
    '99999999999999999999',
    'Infinity',
    'soon',
    '30, 60',
    'Thu, 01 Jan 2026 01:00:01 GMT',
    'Wed, 31 Dec 2025 23:59:59 GMT',
    'Thu, 99 Xyz 2026 00:10:00 GMT',
    '2026-01-01T00:10:00Z',
  ])('%j is not', (header) => {
    expect(retryAfterMs(header, now)).toBeNull();
  });
});
