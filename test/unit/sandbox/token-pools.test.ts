import { describe, expect, it } from 'vitest';
import { createRandom } from '#sandbox/kit/random.ts';
import { createTokenPools } from '#sandbox/wechat/token-pools.ts';

const second = 1_000;
const life = 7_200;
const pools = () => createTokenPools(createRandom('pools'));

describe('the stable pool', () => {
  it('hands out the same token with its remaining seconds until five minutes before its end', () => {
    const tokens = pools();
    const first = tokens.issueStable('wx1', 0, life, false);
    expect(tokens.issueStable('wx1', 6_855 * second, life, false)).toEqual({ ...first, expires_in: 345 });
    const renewed = tokens.issueStable('wx1', 6_900 * second, life, false);
    expect(renewed.access_token).not.toBe(first.access_token);
    expect(renewed.expires_in).toBe(life);
    expect(tokens.check(first.access_token, 7_199 * second).kind).toBe('good');
    expect(tokens.check(first.access_token, 7_200 * second).kind).toBe('expired');
  });

  it('ends the old token at once when forced, not more often than every 30 s and 20 times a day', () => {
    const tokens = pools();
    const first = tokens.issueStable('wx1', 0, life, false);
    tokens.issueStable('wx1', second, life, true);
    expect(tokens.check(first.access_token, second).kind).toBe('replaced');
    expect(() => tokens.issueStable('wx1', 30 * second, life, true)).toThrow('force refresh too frequent');
    for (let forced = 2; forced <= 20; forced += 1) tokens.issueStable('wx1', forced * 31 * second, life, true);
    expect(() => tokens.issueStable('wx1', 700 * second, life, true)).toThrow('limit of the day');
    expect(tokens.state('wx1', 700 * second).forcedToday).toBe(20);
    expect(() => tokens.issueStable('wx1', 90_000 * second, life, true)).not.toThrow();
  });
});

describe('the classic pool', () => {
  it('issues a new token each time and lets the previous one live for five minutes', () => {
    const tokens = pools();
    const first = tokens.issueClassic('wx1', 0, life);
    const second_ = tokens.issueClassic('wx1', 10 * second, life);
    expect(second_.access_token).not.toBe(first.access_token);
    expect(tokens.check(first.access_token, 309 * second).kind).toBe('good');
    expect(tokens.check(first.access_token, 310 * second).kind).toBe('expired');
  });

  it('knows nothing of the stable pool', () => {
    const tokens = pools();
    const stable = tokens.issueStable('wx1', 0, life, false);
    tokens.issueClassic('wx1', second, life);
    tokens.issueClassic('wx1', 2 * second, life);
    expect(tokens.check(stable.access_token, 400 * second).kind).toBe('good');
  });
});

describe('another system', () => {
  it('takes all tokens of one account and of no other', () => {
    const tokens = pools();
    const ours = tokens.issueStable('wx1', 0, life, false);
    const theirs = tokens.issueStable('wx2', 0, life, false);
    tokens.replaceAll('wx1');
    expect(tokens.check(ours.access_token, second).kind).toBe('replaced');
    expect(tokens.check(theirs.access_token, second)).toEqual({ kind: 'good', appId: 'wx2' });
    expect(tokens.issueStable('wx1', second, life, false).access_token).not.toBe(ours.access_token);
    expect(tokens.check('never issued', 0)).toEqual({ kind: 'unknown' });
  });
});
