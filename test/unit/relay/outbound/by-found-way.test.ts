import { describe, expect, it } from 'vitest';
import { byFoundWay } from '#relay/http/outbound/proxy/by-found-way.ts';
import { ProxyFailure } from '#relay/http/outbound/proxy/proxy-failure.ts';
import { routeOf } from '#relay/http/outbound/proxy/proxy-route.ts';
import type { WayFinder } from '#relay/http/outbound/proxy/ways.ts';
import { TransportFailure } from '#relay/http/outbound/transport-failure.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const url = new URL('https://api.example.com/send');
const route = routeOf({ url: 'http://proxy.example.com:8080' });
const timeoutMs = 10_000;

function finderOf(find: () => Promise<void> | null): WayFinder {
  return {
    find,
    setAside: () => true,
    notReached: () => undefined,
    findNow: () => null,
    placeFor: () => null,
    onOtherWays: () => undefined,
  };
}

const unreachable = (): TransportFailure =>
  new TransportFailure(
    'proxy_unreachable',
    'not_sent',
    'ECONNREFUSED',
    new ProxyFailure('proxy_unreachable', 'ECONNREFUSED', undefined, { route }),
  );

describe('a call by a way that is found first', () => {
  it('is not sent with hardly any time left, as nobody could say whether it had arrived', async () => {
    const clock = new HandClock();
    let isFound = (): void => undefined;
    const finder = finderOf(() => new Promise((resolve) => (isFound = resolve)));
    let sent = 0;
    const call = byFoundWay({ url, timeoutMs, signal: null }, { finder, clock }, () => Promise.resolve((sent += 1)));
    const failure = expect(call).rejects.toMatchObject({ transportReason: 'timeout', sentPhase: 'not_sent' });
    clock.wind(9_990);
    isFound();
    await settled();
    await failure;
    expect(sent).toBe(0);
  });

  it('nor by the next proxy, when the ones before took the time; theirs is the fault that is told', async () => {
    const clock = new HandClock();
    let tried = 0;
    const call = byFoundWay({ url, timeoutMs, signal: null }, { finder: finderOf(() => null), clock }, () => {
      tried += 1;
      clock.wind(4_500);
      return Promise.reject(unreachable());
    });
    await expect(call).rejects.toMatchObject({ transportReason: 'proxy_unreachable', sentPhase: 'not_sent' });
    expect(tried).toBe(2);
  });

  it('is not sent when its caller gave up in the moment the way was found', async () => {
    const clock = new HandClock();
    const caller = new AbortController();
    let sent = 0;
    const found = Promise.resolve();
    const call = byFoundWay({ url, timeoutMs, signal: caller.signal }, { finder: finderOf(() => found), clock }, () =>
      Promise.resolve((sent += 1)),
    );
    void found.then(() => {
      caller.abort();
    });
    await expect(call).rejects.toMatchObject({ transportReason: 'aborted', sentPhase: 'not_sent' });
    expect(sent).toBe(0);
  });

  it('is never made again when its first byte may have left, whatever the fault is called', async () => {
    let tried = 0;
    const call = byFoundWay(
      { url, timeoutMs, signal: null },
      { finder: finderOf(() => null), clock: new HandClock() },
      () => {
        tried += 1;
        return Promise.reject(new TransportFailure('proxy_broken', 'maybe_sent', 'reset', unreachable().cause));
      },
    );
    await expect(call).rejects.toMatchObject({ sentPhase: 'maybe_sent' });
    expect(tried).toBe(1);
  });
});
