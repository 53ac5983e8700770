import { describe, expect, it } from 'vitest';
import { satisfies } from '../../../scripts/lib/node-range.mjs';

describe('an engines range', () => {
  it.each([
    ['^20.19.0 || >=22.12.0', '20.19.0', true],
    ['^20.19.0 || >=22.12.0', '20.18.1', false],
    ['^20.19.0 || >=22.12.0', '21.0.0', false],
    ['^20.19.0 || >=22.12.0', '22.12.0', true],
    ['>= 22.12.0', '20.19.0', false],
    ['>=22.12.0', '24.0.0', true],
    ['^20.12||^22.13||>=24.0', '20.19.0', true],
    ['18 || 20 || >=22', '20.19.0', true],
    ['18 || 20 || >=22', '19.0.0', false],
    ['6.* || 8.* || >= 10.*', '9.0.0', false],
    ['>= 10.x', '10.0.0', true],
    ['>=v12.22.7', '12.22.6', false],
    ['>=6 <7 || >=8', '7.5.0', false],
    ['<=20', '20.20.0', true],
    ['>20', '20.20.0', false],
    ['~20.3', '20.3.9', true],
    ['~20.3', '20.4.0', false],
    ['18 - 20', '20.19.0', true],
    ['18 - 20', '21.0.0', false],
    ['*', '0.1.0', true],
    ['', '20.19.0', true],
  ])('%s and %s: %s', (range, version, expected) => {
    expect(satisfies(version, range)).toBe(expected);
  });

  it('is refused rather than guessed at', () => {
    expect(() => satisfies('20.19.0', 'latest')).toThrow('unreadable Node range');
  });
});
