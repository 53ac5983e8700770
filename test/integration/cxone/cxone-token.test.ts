import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { until } from '#test/integration/outbound/raw-peer.ts';
import { messagesPath, noParts, startCxoneKit, type CxoneKit } from './cxone-kit.ts';
import { createdFor, tenantId, tokenPath } from './fake-cxone.ts';

let kit: CxoneKit;

beforeEach(async () => {
  kit = await startCxoneKit();
});
afterEach(async () => {
  const log = kit.log.lines.join('\n');
  expect(log).not.toMatch(/signature-|SECRET&demo|app secret/u);
  await kit.stop();
});

const deliver = (seq = 1) => kit.target.deliver(aPendingMessage({ seq }), kit.signal, noParts);
const tokenCalls = () => kit.cxone.callsOf('POST', tokenPath);

describe('signing in at CXone', () => {
  it('sends the access key as a form, percent-encoded, and the application as HTTP Basic', async () => {
    await deliver();

    const [call] = tokenCalls();
    expect(call?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(call?.text).toBe('grant_type=password&username=KEYdemo%3D%3D%3D%3D&password=SECRET%26demo%3D%3D');
    expect(call?.headers.authorization).toBe(`Basic ${Buffer.from('app-demo:app secret+demo').toString('base64')}`);
    const [message] = kit.cxone.callsOf('POST', messagesPath);
    expect(message?.headers.authorization).toMatch(/^Bearer header\..+\.signature-1$/u);
  });

  it.each([
    ['415', { status: 415 }],
    ['400 without a reason', { status: 400, body: '<html>' }],
    ['400 for the form', { status: 400, body: { error: 'invalid_request' } }],
  ])('tries JSON once after %s, and remembers what worked', async (_name, refusal) => {
    kit.cxone.set('POST', tokenPath, refusal, (call, response) => {
      response.end(JSON.stringify({ access_token: 'json-token', expires_in: 3_600, echoed: call.json }));
    });
    kit.cxone.validTokens.add('json-token');

    expect((await deliver()).kind).toBe('accepted');
    expect(tokenCalls().map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-www-form-urlencoded',
      'application/json',
    ]);
    expect(tokenCalls()[1]?.json).toEqual({
      grant_type: 'password',
      username: 'KEYdemo====',
      password: 'SECRET&demo==',
    });
    kit.clock.wind(3_000_000);
    await deliver(2);
    expect(tokenCalls()[2]?.headers['content-type']).toBe('application/json');
  });

  it('uses one token for all until four fifths of its life are over, then renews it', async () => {
    for (let seq = 1; seq <= 20; seq += 1) await deliver(seq);
    expect(tokenCalls()).toHaveLength(1);
    kit.clock.wind(3_600_000 * 0.8 - 1);
    await deliver();
    expect(tokenCalls()).toHaveLength(1);
    kit.clock.wind(1);
    await deliver();

    expect(tokenCalls()).toHaveLength(2);
  });

  it('makes one request for a hundred callers, at the start and at renewal', async () => {
    const hundred = () => Promise.all(Array.from({ length: 100 }, (_, seq) => deliver(seq)));

    const first = await hundred();
    expect(first.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(tokenCalls()).toHaveLength(1);
    kit.clock.wind(3_600_000);
    const second = await hundred();

    expect(second.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(tokenCalls()).toHaveLength(2);
    expect(kit.cxone.callsOf('GET', '/.well-known/openid-configuration')).toHaveLength(1);
  });

  it('gets over a token that ends early: fifty calls at once, one new token, every message once', async () => {
    await deliver(0);
    kit.cxone.validTokens.clear();

    const results = await Promise.all(Array.from({ length: 50 }, (_, seq) => deliver(seq + 1)));

    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(tokenCalls()).toHaveLength(2);
  });

  it('drops a refused token once, then says that CXone refuses it, and does not ask again at once', async () => {
    kit.cxone.set('POST', messagesPath, { status: 401 });

    expect(await deliver()).toMatchObject({
      kind: 'refused',
      scope: 'leg',
      code: 'CXONE_TOKEN_REFUSED',
      platformCode: 'HTTP 401',
    });
    expect(kit.cxone.callsOf('POST', messagesPath)).toHaveLength(2);
    expect(tokenCalls()).toHaveLength(2);
    for (let seq = 0; seq < 20; seq += 1) expect(await deliver(seq)).toMatchObject({ code: 'CXONE_TOKEN_REFUSED' });
    expect(tokenCalls()).toHaveLength(2);

    kit.clock.wind(1_000);
    kit.cxone.set('POST', messagesPath, (call, response) =>
      response.writeHead(201).end(JSON.stringify(createdFor(call))),
    );
    expect((await deliver()).kind).toBe('accepted');
  });

  it.each([
    ['400 invalid_grant', { status: 400, body: { error: 'invalid_grant', errorDescription: 'no' } }],
    ['401', { status: 401, body: { error: 'invalid_client' } }],
    ['401 without a body', { status: 401 }],
    ['400 to both forms', { status: 400 }],
  ])('takes %s for refused credentials and does not ask again by itself', async (_name, refusal) => {
    kit.cxone.set('POST', tokenPath, refusal);
    const perTry = refusal.status === 400 && !('body' in refusal) ? 2 : 1;

    expect(await deliver()).toMatchObject({ kind: 'refused', scope: 'leg', code: 'CXONE_CREDENTIALS_REFUSED' });
    for (const waitMs of [1_000, 60_000, 3_600_000]) {
      kit.clock.wind(waitMs);
      await Promise.all([deliver(), deliver(), deliver()]);
      expect(tokenCalls()).toHaveLength(perTry);
    }
    expect(kit.cxone.callsOf('POST', messagesPath)).toHaveLength(0);
  });

  it('backs off from a sign-in that fails otherwise', async () => {
    kit.cxone.set('POST', tokenPath, { status: 500 });
    expect(await deliver()).toMatchObject({ kind: 'try_later', scope: 'leg', code: 'CXONE_SERVER_ERROR' });
    const counts: number[] = [];
    // 1, 2, 4 … seconds between tries, a minute at most.
    for (const waitMs of [999, 1, 1_999, 1, 3_999, 1]) {
      kit.clock.wind(waitMs);
      await Promise.all([deliver(), deliver(), deliver()]);
      counts.push(tokenCalls().length);
    }
    expect(counts).toEqual([1, 2, 2, 3, 3, 4]);
    for (let time = 0; time < 5; time += 1) {
      kit.clock.wind(60_000);
      await deliver();
    }
    expect(tokenCalls()).toHaveLength(9);
    kit.clock.wind(59_999);
    await deliver();
    expect(tokenCalls()).toHaveLength(9);
    expect(kit.cxone.callsOf('POST', messagesPath)).toHaveLength(0);
  });

  it('tries refused credentials again, after a second, when a channel that has heard of it is checked', async () => {
    kit.cxone.set('POST', tokenPath, { status: 401 });
    await deliver();
    const refused = { ok: false, code: 'CXONE_CREDENTIALS_REFUSED', retryable: false };
    expect(await kit.target.check(kit.signal)).toMatchObject(refused);
    expect(tokenCalls()).toHaveLength(1);

    kit.clock.wind(1_000);
    expect(await kit.target.check(kit.signal)).toMatchObject(refused);
    expect(tokenCalls()).toHaveLength(2);

    kit.clock.wind(3_600_000);
    const other = await kit.client.findChannel('another-channel', kit.signal);
    expect(other).toMatchObject({ ok: false, failure: { code: 'CXONE_CREDENTIALS_REFUSED' } });
    expect(tokenCalls()).toHaveLength(2);
    await kit.client.findChannel('another-channel', kit.signal);
    expect(tokenCalls()).toHaveLength(3);
  });

  it.each([
    ['500', { status: 500 }, 'CXONE_SERVER_ERROR'],
    ['429', { status: 429, headers: { 'retry-after': '30' } }, 'CXONE_RATE_LIMITED'],
    ['404', { status: 404 }, 'CXONE_ANSWER_INVALID'],
    ['HTML', { status: 200, body: '<html>' }, 'CXONE_ANSWER_INVALID'],
    ['an empty answer', { status: 200 }, 'CXONE_ANSWER_INVALID'],
    ['half a JSON text', { status: 200, body: '{"access_token":"a' }, 'CXONE_ANSWER_INVALID'],
    ['no token', { status: 200, body: { token_type: 'Bearer' } }, 'CXONE_ANSWER_INVALID'],
    ['a token of 10 KB', { status: 200, body: { access_token: 'x'.repeat(10_240) } }, 'CXONE_ANSWER_INVALID'],
    ['a token with a line break', { status: 200, body: { access_token: 'a\r\nx-evil: 1' } }, 'CXONE_ANSWER_INVALID'],
    ['a token that is not ASCII', { status: 200, body: { access_token: '令牌' } }, 'CXONE_ANSWER_INVALID'],
    ['a token that is a number', { status: 200, body: { access_token: 42 } }, 'CXONE_ANSWER_INVALID'],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'TARGET_REDIRECTED'],
  ])('waits and holds the message after %s at the token endpoint', async (_name, behaviour, code) => {
    kit.cxone.set('POST', tokenPath, behaviour);

    expect(await deliver()).toMatchObject({ kind: 'try_later', scope: 'leg', code });
    await Promise.all(Array.from({ length: 20 }, () => deliver()));
    expect(tokenCalls()).toHaveLength(1);
    expect(kit.cxone.callsOf('POST', messagesPath)).toHaveLength(0);
  });

  it.each([0, -1, 'soon', 1_000_000_000, null, undefined, {}])('takes a life of %j for an hour', async (life) => {
    kit.cxone.set('POST', tokenPath, { status: 200, body: { access_token: 'a-token', expires_in: life } });
    kit.cxone.validTokens.add('a-token');
    await deliver();

    kit.clock.wind(3_600_000 * 0.8 - 1);
    await deliver();
    expect(tokenCalls()).toHaveLength(1);
    kit.clock.wind(1);
    await deliver();
    expect(tokenCalls()).toHaveLength(2);
  });

  it('goes on with the old token while its renewal fails', async () => {
    await deliver();
    kit.cxone.set('POST', tokenPath, { status: 503 });
    kit.clock.wind(3_600_000 * 0.9);

    expect((await deliver()).kind).toBe('accepted');
    expect((await deliver()).kind).toBe('accepted');
    expect(tokenCalls()).toHaveLength(2);
    kit.clock.wind(3_600_000 * 0.1);

    expect(await deliver()).toMatchObject({ kind: 'try_later', code: 'CXONE_SERVER_ERROR' });
  });

  it('is given up by one caller without being taken from the others', async () => {
    let letGo: () => void = () => undefined;
    kit.cxone.set('POST', tokenPath, (_call, response) => {
      letGo = () => response.end(JSON.stringify({ access_token: 'late-token', expires_in: 60 }));
    });
    kit.cxone.validTokens.add('late-token');
    const leaving = new AbortController();
    const left = kit.target.deliver(aPendingMessage(), leaving.signal, noParts);
    const stayed = deliver(2);
    await until(() => tokenCalls().length === 1);

    leaving.abort();
    expect(await left).toMatchObject({ kind: 'try_later', platformCode: 'aborted' });
    letGo();

    expect((await stayed).kind).toBe('accepted');
  });
});

describe('finding the API', () => {
  const startWithoutBase = async (overrides: object = {}) => {
    await kit.stop();
    kit = await startCxoneKit();
    await kit.stop();
    const fresh = await startCxoneKit({ apiBase: undefined, ...overrides });
    kit = fresh;
  };

  it('reads the tenant from the token and its host from the configuration, once', async () => {
    await startWithoutBase();

    expect((await deliver()).kind).toBe('accepted');
    kit.clock.wind(3_600_000);
    await deliver();

    const asked = kit.cxone.callsOf('GET', '/.well-known/cxone-configuration');
    expect(asked.map(({ url }) => url)).toEqual([`/.well-known/cxone-configuration?tenantId=${tenantId}`]);
  });

  it('believes the configured tenant before the token', async () => {
    await startWithoutBase({ tenantId: 'mine' });
    await deliver();

    expect(kit.cxone.callsOf('GET', '/.well-known/cxone-configuration')[0]?.url).toContain('tenantId=mine');
  });

  it('waits when the token names no tenant, or the configuration is unreadable', async () => {
    await startWithoutBase();
    kit.cxone.set('GET', '/.well-known/cxone-configuration', { status: 200, body: { area: '../x', domain: 'a b' } });
    expect(await deliver()).toMatchObject({
      kind: 'try_later',
      code: 'CXONE_ANSWER_INVALID',
      value: 'cxone-configuration',
    });
    kit.clock.wind(60_000);
    kit.cxone.set('POST', tokenPath, { status: 200, body: { access_token: 'opaque' } });

    expect(await deliver()).toMatchObject({ kind: 'try_later', code: 'CXONE_ANSWER_INVALID', value: 'tenantId' });
  });

  it('falls back on the usual token path where there is no discovery document', async () => {
    kit.cxone.set('GET', '/.well-known/openid-configuration', { status: 404 });

    expect((await deliver()).kind).toBe('accepted');
  });

  it('waits while discovery itself is down', async () => {
    kit.cxone.set(
      'GET',
      '/.well-known/openid-configuration',
      { status: 503 },
      { status: 200, body: { token_endpoint: `${kit.cxone.url}${tokenPath}` } },
    );

    expect(await deliver()).toMatchObject({ kind: 'try_later', scope: 'leg', code: 'CXONE_SERVER_ERROR' });
    kit.clock.wind(1_000);
    expect((await deliver()).kind).toBe('accepted');
  });
});
