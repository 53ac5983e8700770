import { describe, expect, it } from 'vitest';
import { PacFinder } from '#relay/http/outbound/proxy/pac/pac-finder.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

const url = new URL('https://api.example.com/');
const minuteMs = 60_000;

/** After a proxy was found to be gone, and the next way was taken. */
async function withoutProxy(answer: string) {
  const clock = new HandClock();
  const finder = new PacFinder({
    script: { answer: () => Promise.resolve(answer), readNow: () => Promise.resolve() },
    place: 'proxy.pac',
    clock,
    onOtherWays: () => undefined,
  });
  await finder.find(url);
  const route = finder.routeTo(url);
  if (route === null) throw new Error('the first way is a proxy');
  expect(finder.setAside(url, route)).toBe(true);
  return { clock, finder, route };
}

describe('a proxy that was gone for a moment', () => {
  it('is left alone for minutes while going straight in its place works', async () => {
    const { clock, finder, route } = await withoutProxy('PROXY a.example.com:8080; DIRECT');
    clock.wind(minuteMs);
    expect(finder.routeTo(url)).toBeNull();
    clock.wind(4 * minuteMs);
    expect(finder.routeTo(url)).toBe(route);
  });

  it('is tried again soon where going straight leads nowhere, however often that is told', async () => {
    const { clock, finder, route } = await withoutProxy('PROXY a.example.com:8080; DIRECT');
    for (let turn = 0; turn < 6; turn += 1) {
      finder.notReached(url);
      expect(finder.routeTo(url)).toBeNull();
      clock.wind(5_000);
    }
    expect(finder.routeTo(url)).toBe(route);
  });

  it('but not because a host behind another proxy is not reached', async () => {
    const { clock, finder, route } = await withoutProxy('PROXY a.example.com:8080; PROXY b.example.com:8080; DIRECT');
    finder.notReached(url);
    clock.wind(minuteMs);
    expect(finder.routeTo(url)?.host).toBe('b.example.com');
    expect(finder.routeTo(url)).not.toBe(route);
  });
});
