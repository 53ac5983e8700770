import { request as startRequest } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startWeChatSimulator } from '#sandbox/wechat/simulator.ts';
import type { WeChatSimulator } from '#sandbox/wechat/simulator.ts';

const account = {
  key: 'tulip',
  name: 'Tulip Store',
  appId: 'wx1a2b3c4d5e6f7a8b',
  originalId: 'gh_0a1b2c3d4e5f',
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'relayConsole2026',
  encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
  mode: 'security',
} as const;
const other = { ...account, key: 'canal', appId: 'wx2222222222222222', originalId: 'gh_222222222222' };

let clock: SandboxClock;
let wechat: WeChatSimulator;
let openid: string;

beforeEach(async () => {
  clock = createHandClock();
  wechat = await startWeChatSimulator({ accounts: [account, other], clock, random: createRandom('wechat-faults') });
  openid = wechat.customers.follow('tulip', { nickname: 'Li Wei' }).openid;
  wechat.customers.send('tulip', openid, { type: 'text', text: 'hello' });
});
afterEach(() => wechat.stop());

type Raw = { status: number; headers: Record<string, unknown>; body: Buffer } | { failed: string };

/** Node's own client, so that an answer is seen as it stands on the wire. */
const raw = (path: string, body: string, patienceMs = 5_000): Promise<Raw> =>
  new Promise((resolve) => {
    const request = startRequest(`${wechat.url}${path}`, { method: 'POST', agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      });
      response.on('error', (error: Error) => resolve({ failed: error.message }));
    });
    request.on('error', (error) => resolve({ failed: error.message }));
    request.setTimeout(patienceMs, () => request.destroy(new Error('gave up waiting')));
    request.end(body);
  });

const tokenBody = JSON.stringify({ grant_type: 'client_credential', appid: account.appId, secret: account.appSecret });
const json = async (path: string, body: string): Promise<Record<string, unknown>> => {
  const answer = await raw(path, body);
  if ('failed' in answer) throw new Error(answer.failed);
  return JSON.parse(answer.body.toString()) as Record<string, unknown>;
};
const stable = () => json('/cgi-bin/stable_token', tokenBody);
const token = async (): Promise<string> => String((await stable()).access_token);
const sendBody = (text = 'x') => JSON.stringify({ touser: openid, msgtype: 'text', text: { content: text } });
const sendPath = (bearer: string) => `/cgi-bin/message/custom/send?access_token=${bearer}`;
const set = (fault: string, options?: Record<string, unknown>, remaining?: number) =>
  wechat.faults.set({ target: 'tulip', fault, options, remaining });
const sentTexts = (): string[] =>
  (wechat.customers.find('tulip', openid)?.chat.list() ?? [])
    .filter(({ direction }) => direction === 'out')
    .map(({ text }) => text);

describe('faults of the account', () => {
  it.each([
    ['secretRevoked', 40125],
    ['secretFrozen', 40243],
    ['appIdInvalid', 40013],
    ['tokenForbidden', 50004],
    ['accountFrozen', 50007],
    ['ipNotListed', 40164],
    ['ipConfirmation', 89503],
  ])('%s answers %i at the token endpoint, for its account alone', async (fault, code) => {
    set(fault);
    expect((await stable()).errcode).toBe(code);
    const theirs = JSON.stringify({ grant_type: 'client_credential', appid: other.appId, secret: other.appSecret });
    expect(await json('/cgi-bin/stable_token', theirs)).toHaveProperty('access_token');
    wechat.faults.clear({ fault });
    expect(await stable()).toHaveProperty('access_token');
  });

  it.each([
    ['apiUnauthorized', 48001],
    ['apiForbidden', 48004],
    ['accountFrozen', 50007],
    ['quotaSpent', 45009],
    ['rateLimited', 45011],
    ['systemBusy', -1],
  ])('%s answers %i to a send', async (fault, code) => {
    const bearer = await token();
    set(fault);
    expect((await json(sendPath(bearer), sendBody())).errcode).toBe(code);
    expect(sentTexts()).toEqual([]);
    wechat.faults.clear();
    expect((await json(sendPath(bearer), sendBody('after'))).errcode).toBe(0);
  });

  it('tell the address that is not listed', async () => {
    set('ipNotListed', { ip: '198.51.100.7' });
    expect((await stable()).errmsg).toMatch(
      /^invalid ip 198\.51\.100\.7 ipv6 ::ffff:198\.51\.100\.7, not in whitelist rid: /,
    );
  });

  it('tokenStolen, tokenExpired and secretRevoked end the tokens in use', async () => {
    for (const [fault, code] of [
      ['tokenStolen', 40001],
      ['tokenExpired', 42001],
      ['secretRevoked', 40001],
    ] as const) {
      const bearer = await token();
      set(fault);
      expect((await json(sendPath(bearer), sendBody())).errcode).toBe(code);
      wechat.faults.clear();
      expect((await json(sendPath(await token()), sendBody())).errcode).toBe(0);
      wechat.customers.send('tulip', openid, { type: 'text', text: 'again' });
    }
  });

  it('errcode answers any code, as often as asked', async () => {
    const bearer = await token();
    set('errcode', { code: 45047, paths: ['/cgi-bin/message'] }, 2);
    expect((await json(sendPath(bearer), sendBody())).errmsg).toMatch(/^out of response count limit rid/);
    expect((await json(sendPath(bearer), sendBody())).errcode).toBe(45047);
    expect((await json(sendPath(bearer), sendBody())).errcode).toBe(0);
  });

  it.each([0, -1, '7200', 1_000_000_000, null])('tokenAnswer writes expires_in %j', async (expiresIn) => {
    set('tokenAnswer', { expiresIn }, 1);
    expect((await stable()).expires_in).toBe(expiresIn);
    expect((await stable()).expires_in).toBe(7200);
  });
});

describe('faults of the way', () => {
  const spoilt = async (fault: string, options?: Record<string, unknown>, patienceMs?: number): Promise<Raw> => {
    const bearer = await token();
    set(fault, options, 1);
    return raw(sendPath(bearer), sendBody(fault), patienceMs);
  };

  it('html and httpStatus answer without taking effect', async () => {
    expect(await spoilt('html')).toMatchObject({ status: 502 });
    expect(await spoilt('httpStatus', { status: 503 })).toMatchObject({ status: 503 });
    expect(await spoilt('redirect', { location: 'http://127.0.0.1:9/x' })).toMatchObject({
      status: 302,
      headers: { location: 'http://127.0.0.1:9/x' },
    });
    expect(sentTexts()).toEqual([]);
  });

  it('neverAnswers and reset take effect unless told otherwise', async () => {
    expect(await spoilt('neverAnswers', {}, 200)).toEqual({ failed: 'gave up waiting' });
    expect(await spoilt('reset')).toEqual({ failed: expect.stringMatching(/hang up|ECONNRESET/) as string });
    expect(await spoilt('reset', { at: 'insideAnswer' })).toEqual({ failed: expect.any(String) as string });
    expect(sentTexts()).toEqual(['neverAnswers', 'reset', 'reset']);
    expect(await spoilt('neverAnswers', { applied: false }, 200)).toEqual({ failed: 'gave up waiting' });
    expect(sentTexts()).toHaveLength(3);
  });

  it('gzip, textPlain, emptyBody and halfJson spoil the answer', async () => {
    const packed = await spoilt('gzip');
    if ('failed' in packed) throw new Error(packed.failed);
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.body).toString()).toContain('"errcode":0');
    expect(await spoilt('textPlain')).toMatchObject({ headers: { 'content-type': 'text/plain' } });
    expect(await spoilt('emptyBody')).toMatchObject({ status: 200, body: Buffer.alloc(0) });
    const half = await spoilt('halfJson');
    if ('failed' in half) throw new Error(half.failed);
    expect(() => JSON.parse(half.body.toString()) as unknown).toThrow();
    expect(sentTexts()).toHaveLength(4);
  });

  it('hugeBody and gzipBomb grow', async () => {
    const huge = await spoilt('hugeBody', { sizeBytes: 3_000_000 });
    if ('failed' in huge) throw new Error(huge.failed);
    expect(huge.body.length).toBeGreaterThan(3_000_000);
    const bomb = await spoilt('gzipBomb', { sizeBytes: 5_000_000 });
    if ('failed' in bomb) throw new Error(bomb.failed);
    expect(bomb.body.length).toBeLessThan(20_000);
    expect(gunzipSync(bomb.body).length).toBe(5_000_000);
  });

  it('delay and drip take their time', async () => {
    const startedAt = performance.now();
    expect(await spoilt('delay', { delayMs: 60 })).toMatchObject({ status: 200 });
    expect(performance.now() - startedAt).toBeGreaterThan(55);
    expect(await spoilt('drip', { bytesPerSecond: 0.5 }, 300)).toEqual({ failed: expect.any(String) as string });
    expect(await spoilt('drip', { bytesPerSecond: 1_000 })).toMatchObject({ status: 200 });
  });

  it('errcodeAsText writes a string', async () => {
    const answer = await spoilt('errcodeAsText');
    if ('failed' in answer) throw new Error(answer.failed);
    expect(JSON.parse(answer.body.toString())).toEqual({ errcode: '0', errmsg: 'ok' });
  });
});
