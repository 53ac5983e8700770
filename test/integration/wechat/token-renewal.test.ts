import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '#test/fakes/hand-clock.ts';
import { error, paths, token } from './fake-api.ts';
import { never, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

let kit: OutboundKit;

beforeEach(async () => {
  kit = await startOutboundKit();
});
afterEach(async () => {
  await kit.api.stop();
});

const bodies = () => kit.api.callsOf(paths.token).map(({ body }) => JSON.parse(body) as { force_refresh: boolean });

describe('renewing a token', () => {
  it('asks although there is one, never by force', async () => {
    kit.api.next(paths.token, token('88_A'), token('88_B'));
    await kit.tokens.current(never);
    expect(await kit.tokens.renew(never)).toEqual({ ok: true, token: '88_B' });
    expect(await kit.tokens.current(never)).toEqual({ ok: true, token: '88_B' });
    expect(bodies().map(({ force_refresh }) => force_refresh)).toEqual([false, false]);
  });

  it('that fails leaves the one there was', async () => {
    kit.api.next(paths.token, token('88_A'), error(40125));
    await kit.tokens.current(never);
    expect(await kit.tokens.renew(never)).toMatchObject({ ok: false, failure: { code: 'WECHAT_SECRET_INVALID' } });
    expect(await kit.tokens.current(never)).toEqual({ ok: true, token: '88_A' });
  });

  it('is one call for all who ask, and none within a second after a failure', async () => {
    kit.api.always(paths.token, error(-1));
    await Promise.all([kit.tokens.renew(never), kit.tokens.renew(never), kit.tokens.renew(never)]);
    expect(bodies()).toHaveLength(1);
    const again = Promise.all([kit.tokens.renew(never), kit.tokens.renew(never)]);
    await settled();
    kit.clock.wind(999);
    await settled();
    expect(bodies()).toHaveLength(1);
    kit.clock.wind(1);
    await again;
    expect(bodies()).toHaveLength(2);
  });

  it('tells who looks again at once what is so now, and not what was so a moment ago', async () => {
    kit.api.next(paths.token, error(89503), token('88_A'));
    expect(await kit.tokens.current(never)).toMatchObject({ ok: false });
    const recheck = kit.tokens.current(never, { recheck: true });
    await settled();
    expect(bodies()).toHaveLength(1);
    kit.clock.wind(1_000);
    expect(await recheck).toEqual({ ok: true, token: '88_A' });
  });

  it('stops waiting with the one who asked', async () => {
    kit.api.next(paths.token, error(89503));
    await kit.tokens.current(never);
    const giveUp = new AbortController();
    const recheck = kit.tokens.current(giveUp.signal, { recheck: true });
    await settled();
    giveUp.abort();
    expect(await recheck).toMatchObject({ ok: false });
    expect(bodies()).toHaveLength(1);
  });

  it('outlives a restart', async () => {
    kit.api.next(paths.token, token('88_A'), token('88_B'));
    await kit.tokens.current(never);
    await kit.tokens.renew(never);
    expect(await kit.restarted().current(never)).toEqual({ ok: true, token: '88_B' });
  });
});
