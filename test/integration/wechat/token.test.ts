import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '#test/fakes/hand-clock.ts';
import { account } from '#test/unit/relay/wechat/support/account.ts';
import { error, paths, token, type Script } from './fake-api.ts';
import { never, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

let kit: OutboundKit;

beforeEach(async () => {
  kit = await startOutboundKit();
});

afterEach(async () => {
  await kit.api.stop();
});

const minutes = (count: number): number => count * 60_000;
const requests = (): number => kit.api.callsOf(paths.token).length;
const current = () => kit.tokens.current(never);

/** Winds the second that passes before a token that was handed out again is asked for once more. */
async function throughSecondLook<T>(work: Promise<T>): Promise<T> {
  let done = false;
  const watched = work.finally(() => {
    done = true;
  });
  const givenUpAt = performance.now() + 5_000;
  for (let before = requests(); !done && performance.now() < givenUpAt; before = requests()) {
    await settled();
    if (before === requests() && kit.clock.pendingTimers > 0) kit.clock.wind(1_000);
  }
  return watched;
}

describe('asking for a token', () => {
  it('uses the stable kind, without force, with the secret in the body', async () => {
    kit.api.next(paths.token, token('88_A'));

    expect(await current()).toEqual({ ok: true, token: '88_A' });
    const [call] = kit.api.calls;
    expect(call).toMatchObject({ method: 'POST', path: paths.token, token: null });
    expect(JSON.parse(call?.body ?? '')).toEqual({
      grant_type: 'client_credential',
      appid: account.appId,
      secret: account.appSecret,
      force_refresh: false,
    });
  });

  it('is one request for a hundred callers', async () => {
    kit.api.always(paths.token, token('88_A'));

    const results = await Promise.all(Array.from({ length: 100 }, () => current()));

    expect(new Set(results.map((result) => result.ok && result.token))).toEqual(new Set(['88_A']));
    expect(requests()).toBe(1);
  });

  it('is done again when less than five minutes are left, not before', async () => {
    kit.api.next(paths.token, token('88_A', 7_200), token('88_B', 7_200));
    await current();

    kit.clock.wind(minutes(115) - 1);
    expect(await current()).toEqual({ ok: true, token: '88_A' });
    kit.clock.wind(1);
    expect(await current()).toEqual({ ok: true, token: '88_B' });
    expect(requests()).toBe(2);
  });

  it('takes the rest of a life that WeChat hands out', async () => {
    kit.api.next(paths.token, token('88_A', 345), token('88_B'));
    await current();
    kit.clock.wind(44_999);
    expect(await current()).toEqual({ ok: true, token: '88_A' });
    kit.clock.wind(1);
    expect(await current()).toEqual({ ok: true, token: '88_B' });
  });

  it('is not repeated at every call for a token that lives seconds', async () => {
    kit.api.always(paths.token, token('88_A', 1));
    for (let call = 0; call < 20; call += 1) await current();
    expect(requests()).toBe(1);
    kit.clock.wind(1_000);
    await current();
    expect(requests()).toBe(2);
  });

  it('does not follow the wall clock', async () => {
    kit.api.always(paths.token, token('88_A'));
    await current();
    for (const year of [1970, 2040]) {
      kit.clock.setWall(Date.UTC(year, 0, 2));
      expect(await current()).toEqual({ ok: true, token: '88_A' });
    }
    expect(requests()).toBe(1);
  });

  it('goes on with the old token while renewing fails, until that one ends', async () => {
    kit.api.next(paths.token, token('88_A', 7_200));
    kit.api.always(paths.token, { text: 'down', status: 502 });
    await current();

    kit.clock.wind(minutes(116));
    expect(await current()).toEqual({ ok: true, token: '88_A' });
    kit.clock.wind(minutes(4));
    expect(await current()).toMatchObject({ ok: false, failure: { code: 'WECHAT_ANSWER_INVALID' } });
  });

  it('ends early for the caller who gives up, and goes on for the others', async () => {
    const abort = new AbortController();
    let release: () => void = () => undefined;
    kit.api.next(paths.token, (_request, response) => {
      release = () => response.end(JSON.stringify({ access_token: '88_A', expires_in: 7_200 }));
    });
    const given = kit.tokens.current(abort.signal);
    const other = current();
    while (requests() === 0) await settled();
    abort.abort();

    expect(await given).toMatchObject({ ok: false });
    release();
    expect(await other).toEqual({ ok: true, token: '88_A' });
    expect(await kit.tokens.current(abort.signal)).toMatchObject({ ok: true });
  });
});

describe('answers that are not believed', () => {
  it.each<[string, Script]>([
    ['a token of 10 KB', token('x'.repeat(10_240))],
    ['a token with a line break', token('88_A\r\nx-evil: 1')],
    ['a token with a space', token('88 A')],
    ['a token that is no ASCII', token('88_你')],
    ['an empty token', token('')],
    ['a token that is a number', { json: { access_token: 88, expires_in: 7_200 } }],
    ['no token', { json: { expires_in: 7_200 } }],
    ['a life of 0', token('88_A', 0)],
    ['a life below 0', token('88_A', -1)],
    ['a life of 10^9', token('88_A', 1e9)],
    ['a life with a fraction', token('88_A', 1.5)],
    ['a life as text', { json: { access_token: '88_A', expires_in: '7200' } }],
    ['no life', { json: { access_token: '88_A' } }],
    ['HTML', { text: '<html></html>' }],
    ['nothing', { text: '' }],
    ['half of it', { text: '{"access_token":"88_A","expi' }],
    ['an error page around a token', { json: { access_token: '88_A', expires_in: 7_200 }, status: 500 }],
    ['a redirect', { text: '', status: 302, headers: { location: 'http://127.0.0.1:9/' } }],
    ['a token with an error', { json: { access_token: '88_A', expires_in: 7_200, errcode: 40164, errmsg: '' } }],
    ['a megabyte', { text: ' '.repeat(1_048_576) }],
  ])('%s', async (_what, script) => {
    kit.api.next(paths.token, script);
    const result = await current();
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain('88_');
    expect(JSON.stringify(kit.log.lines)).not.toContain('88_');
    expect(kit.memory.value).toBeNull();
  });
});

describe('after a failure', () => {
  it.each<[number, Record<string, unknown>]>([
    [-1, { code: 'WECHAT_BUSY', needsOperator: false }],
    [40001, { code: 'WECHAT_SECRET_INVALID', needsOperator: true }],
    [40013, { code: 'WECHAT_APPID_INVALID', needsOperator: true }],
    [40125, { code: 'WECHAT_SECRET_INVALID', needsOperator: true }],
    [40243, { code: 'WECHAT_SECRET_FROZEN', needsOperator: true }],
    [45009, { code: 'WECHAT_QUOTA_EXHAUSTED', needsOperator: false }],
    [45011, { code: 'WECHAT_RATE_LIMITED', needsOperator: false, retryAfterMs: 60_000 }],
    [50004, { code: 'WECHAT_API_FORBIDDEN', needsOperator: true }],
    [50007, { code: 'WECHAT_ACCOUNT_FROZEN', needsOperator: true }],
    [89503, { code: 'WECHAT_IP_CONFIRM_PENDING', needsOperator: true }],
    [89507, { code: 'WECHAT_IP_CONFIRM_REFUSED', needsOperator: true, retryAfterMs: 3_600_000 }],
    [12345, { code: 'WECHAT_UNKNOWN_CODE', needsOperator: true }],
  ])('%i is told in our words', async (errcode, failure) => {
    kit.api.next(paths.token, error(errcode));
    expect(await current()).toMatchObject({ ok: false, failure: { platformCode: String(errcode), ...failure } });
  });

  it('names the address WeChat saw', async () => {
    kit.api.next(paths.token, error(40164, 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist'));
    expect(await current()).toMatchObject({ failure: { code: 'WECHAT_IP_NOT_LISTED', value: '203.0.113.9' } });
  });

  it('nobody asks for a while: 1, 2, 4 … seconds, a minute at most', async () => {
    kit.api.always(paths.token, error(-1));
    const asked: number[] = [];
    let known = 0;
    for (let second = 0; second < 200; second += 1) {
      await Promise.all(Array.from({ length: 5 }, () => current()));
      if (requests() > known) asked.push(second);
      known = requests();
      kit.clock.wind(1_000);
    }
    expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(known).toBe(asked.length);
  });

  it('that only an operator can mend, one call a minute is made, and a recheck at once', async () => {
    kit.api.always(paths.token, error(50004));
    for (let second = 0; second < 120; second += 1) {
      await current();
      kit.clock.wind(1_000);
    }
    expect(requests()).toBe(2);
    kit.api.next(paths.token, token('88_A'));
    expect(await kit.tokens.current(never, { recheck: true })).toEqual({ ok: true, token: '88_A' });
    expect(await current()).toEqual({ ok: true, token: '88_A' });
  });

  it('of the secret itself, nobody asks again by itself, however long it takes', async () => {
    kit.api.always(paths.token, error(40125));
    for (let minute = 0; minute < 180; minute += 1) {
      expect(await current()).toMatchObject({ failure: { code: 'WECHAT_SECRET_INVALID' } });
      kit.clock.wind(minutes(1));
    }
    expect(requests()).toBe(1);
    kit.api.next(paths.token, token('88_A'));
    expect(await kit.tokens.current(never, { recheck: true })).toEqual({ ok: true, token: '88_A' });
    expect(await current()).toEqual({ ok: true, token: '88_A' });
  });

  it('is over when a recheck succeeds, however long the pause was', async () => {
    kit.api.next(paths.token, error(89506), token('88_A'), token('88_B'));
    await current();
    kit.clock.wind(minutes(1));
    expect(await kit.tokens.current(never, { recheck: true })).toEqual({ ok: true, token: '88_A' });
    kit.clock.wind(minutes(116));
    expect(await current()).toEqual({ ok: true, token: '88_B' });
  });

  it('counts start again once a call worked', async () => {
    kit.api.next(paths.token, error(-1), error(-1), token('88_A'), error(-1), token('88_B'));
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await current();
      kit.clock.wind(10_000);
    }
    kit.tokens.worked();
    kit.clock.wind(minutes(120));
    await current();
    kit.clock.wind(1_000);
    expect(await current()).toEqual({ ok: true, token: '88_B' });
  });
});

describe('a token WeChat refused', () => {
  it('is replaced by the one another system asked for, with one request for a hundred callers', async () => {
    kit.api.next(paths.token, token('88_A'), token('88_B'));
    await current();

    const results = await Promise.all(Array.from({ length: 100 }, () => kit.tokens.replace('88_A', never)));

    expect(results).toEqual(Array(100).fill({ ok: true, token: '88_B' }));
    expect(requests()).toBe(2);
    expect(kit.log.lines.join()).toContain('wechat.token_replaced_elsewhere');
    expect(kit.api.callsOf(paths.token).every((call) => call.body.includes('"force_refresh":false'))).toBe(true);
  });

  it('was replaced already for the caller who comes late', async () => {
    kit.api.next(paths.token, token('88_A'), token('88_B'));
    await current();
    await kit.tokens.replace('88_A', never);
    expect(await kit.tokens.replace('88_A', never)).toEqual({ ok: true, token: '88_B' });
    expect(requests()).toBe(2);
  });

  it('and handed out again is asked for once more after a second, then by force, once', async () => {
    kit.api.next(paths.token, token('88_A'), token('88_A'), token('88_A'), token('88_B'));
    await current();

    expect(await throughSecondLook(kit.tokens.replace('88_A', never))).toEqual({ ok: true, token: '88_B' });
    expect(kit.api.callsOf(paths.token).map((call) => call.body.includes('"force_refresh":true'))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('is never replaced by force twice within ten minutes, nor after a restart', async () => {
    kit.api.always(paths.token, token('88_A'));
    await current();
    const forced = (): number =>
      kit.api.callsOf(paths.token).filter((call) => call.body.includes('"force_refresh":true')).length;
    expect(await throughSecondLook(kit.tokens.replace('88_A', never))).toMatchObject({
      ok: false,
      failure: { code: 'WECHAT_TOKEN_CONFLICT', needsOperator: false },
    });
    expect(forced()).toBe(1);

    kit.clock.wind(minutes(5));
    await current();
    await throughSecondLook(kit.tokens.replace('88_A', never));
    expect(forced()).toBe(1);

    const again = kit.restarted();
    await again.current(never);
    await throughSecondLook(again.replace('88_A', never));
    expect(forced()).toBe(1);

    kit.clock.wind(minutes(10));
    await again.current(never);
    await throughSecondLook(again.replace('88_A', never));
    expect(forced()).toBe(2);
  });

  it('is replaced by force 20 times a day at most', async () => {
    kit.api.always(paths.token, token('88_A'));
    for (let round = 0; round < 30; round += 1) {
      await current();
      await throughSecondLook(kit.tokens.replace('88_A', never));
      kit.clock.wind(minutes(11));
    }
    expect(kit.api.callsOf(paths.token).filter((call) => call.body.includes('"force_refresh":true'))).toHaveLength(20);
  });

  it('and without a way out is not asked for by late callers during the pause', async () => {
    kit.api.always(paths.token, token('88_A'));
    await current();
    await throughSecondLook(kit.tokens.replace('88_A', never));
    const before = requests();
    for (let caller = 0; caller < 10; caller += 1) {
      expect(await kit.tokens.replace('88_A', never)).toMatchObject({ ok: false });
      expect(await current()).toMatchObject({ ok: false });
    }
    expect(requests()).toBe(before);
  });

  it.each([
    ['the second look', [token('88_A'), error(-1)]],
    ['the forced refresh', [token('88_A'), token('88_A'), error(-1)]],
  ])('is not handed out again when %s fails', async (_what, scripts) => {
    kit.api.next(paths.token, token('88_A'), ...scripts, token('88_B'));
    await current();
    expect(await throughSecondLook(kit.tokens.replace('88_A', never))).toMatchObject({ ok: false });
    expect(await current()).toMatchObject({ ok: false, failure: { code: 'WECHAT_BUSY' } });
    kit.clock.wind(minutes(1));
    expect(await current()).toEqual({ ok: true, token: '88_B' });
  });

  it('while the token call fails: the failure is what is told', async () => {
    kit.api.next(paths.token, token('88_A'), error(40164, 'invalid ip 203.0.113.9, not in whitelist'));
    await current();
    expect(await kit.tokens.replace('88_A', never)).toMatchObject({ failure: { code: 'WECHAT_IP_NOT_LISTED' } });
    expect(requests()).toBe(2);
  });
});

describe('a restart', () => {
  it('goes on with the token, so that a crash loop costs nothing', async () => {
    kit.api.next(paths.token, token('88_A'));
    await current();
    await settled();
    for (let crash = 0; crash < 20; crash += 1) {
      kit.clock.wind(minutes(5));
      expect(await kit.restarted().current(never)).toEqual({ ok: true, token: '88_A' });
    }
    expect(requests()).toBe(1);
  });

  it.each([
    ['close to its end', () => kit.clock.wind(minutes(115)), undefined],
    ['long after its end', () => kit.clock.wind(minutes(2_000)), undefined],
    ['with a clock set back before it was made', () => kit.clock.setWall(1), undefined],
    ['with another secret', () => undefined, 'f'.repeat(32)],
    ['with a damaged memory', () => (kit.memory.value = '{"owner":'), undefined],
    ['with a memory of something else', () => (kit.memory.value = '{"owner":1}'), undefined],
  ])('asks again %s', async (_what, change, secret) => {
    kit.api.next(paths.token, token('88_A'), token('88_B'));
    await current();
    await settled();
    change();
    expect(await kit.restarted(secret === undefined ? {} : { secret }).current(never)).toEqual({
      ok: true,
      token: '88_B',
    });
  });

  it('remembers no secret', async () => {
    kit.api.next(paths.token, token('88_A'));
    await current();
    await settled();
    expect(kit.memory.value).toContain('88_A');
    expect(kit.memory.value).not.toContain(account.appSecret);
  });

  it('works without a memory', async () => {
    kit.memory.broken = true;
    kit.api.next(paths.token, token('88_A'));
    expect(await current()).toEqual({ ok: true, token: '88_A' });
    await settled();
    expect(kit.log.lines.join()).toContain('wechat.token_not_remembered');
  });
});
