import { describe, expect, it } from 'vitest';
import { createAttemptLimiter } from '#relay/connectors/cxone/attempt-limiter.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

describe('the limit on wrong secrets', () => {
  it('lets ten pass in a minute, and ten in the next', () => {
    const clock = new HandClock();
    const limiter = createAttemptLimiter(clock);
    const attempts = (count: number) => Array.from({ length: count }, () => limiter.wrong('198.51.100.1'));

    expect(attempts(10)).toEqual(Array.from({ length: 10 }, () => null));
    clock.wind(59_500);
    expect(attempts(2)).toEqual([1, 1]);
    clock.wind(500);
    expect(attempts(11).at(-1)).toBe(60);
  });

  it('counts each peer by itself: an IPv4 address however written, an IPv6 network of 64 bits', () => {
    const limiter = createAttemptLimiter(new HandClock());
    const exhaust = (peer: string): void => {
      for (let attempt = 0; attempt < 10; attempt += 1) limiter.wrong(peer);
    };
    exhaust('198.51.100.1');
    exhaust('2001:db8:1:2::1');

    expect(limiter.wrong('::ffff:198.51.100.1')).not.toBeNull();
    expect(limiter.wrong('198.51.100.2')).toBeNull();
    expect(limiter.wrong('2001:db8:1:2:ffff::9')).not.toBeNull();
    expect(limiter.wrong('2001:db8:1:3::1')).toBeNull();
  });

  it('is not moved by the wall clock, and forgets the oldest of very many peers', () => {
    const clock = new HandClock();
    const limiter = createAttemptLimiter(clock);
    for (let attempt = 0; attempt < 10; attempt += 1) limiter.wrong('first');
    clock.setWall(0);
    expect(limiter.wrong('first')).not.toBeNull();
    for (let peer = 0; peer < 10_000; peer += 1) limiter.wrong(`peer ${peer}`);

    expect(limiter.wrong('first')).toBeNull();
  });
});
