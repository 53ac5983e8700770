import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import type { DeliveryResult } from '#relay/ports/delivery-target.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { account } from '#test/unit/relay/wechat/support/account.ts';
import { error, ok, paths, token, type Script } from './fake-api.ts';
import { never, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

let kit: OutboundKit;

beforeEach(async () => {
  kit = await startOutboundKit();
  kit.api.always(paths.token, token('88_CANARY'));
});

afterEach(async () => {
  await kit.api.stop();
});

const message = (content: MessageContent = { kind: 'text', text: '您好，我是客服小李 😀' }) =>
  aPendingMessage({ direction: 'outbound', content, openId: OpenId.parse(account.openId) });

const deliver = (content?: MessageContent): Promise<DeliveryResult> =>
  kit.target.deliver(message(content), never, kit.journal);

const sends = () => kit.api.callsOf(paths.send);

describe('a send', () => {
  it('is the customer service message, in plain UTF-8', async () => {
    kit.api.next(paths.send, ok);

    expect(await deliver()).toEqual({ kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] });
    expect(sends()).toEqual([
      {
        method: 'POST',
        path: paths.send,
        token: '88_CANARY',
        contentType: 'application/json; charset=utf-8',
        body: `{"touser":"${account.openId}","msgtype":"text","text":{"content":"您好，我是客服小李 😀"}}`,
      },
    ]);
  });

  it('of rich content sends the text the end user shall read', async () => {
    kit.api.next(paths.send, ok);
    await deliver({ kind: 'rich', type: 'card', text: 'Pick <one> & "go"', attachments: [] });
    expect(JSON.parse(sends()[0]?.body ?? '')).toMatchObject({ text: { content: 'Pick <one> & "go"' } });
    expect(sends()[0]?.body).not.toContain('\\u');
  });

  it.each<[string, MessageContent, string]>([
    ['nothing to read', { kind: 'text', text: ' ' }, 'WECHAT_CONTENT_REFUSED'],
    ['too long for fifty messages', { kind: 'text', text: '你'.repeat(40_000) }, 'WECHAT_TEXT_TOO_LONG'],
    ['no text', { kind: 'image' }, 'WECHAT_CONTENT_REFUSED'],
  ])('that cannot be made never leaves: %s', async (_what, content, code) => {
    expect(await deliver(content)).toMatchObject({ kind: 'refused', scope: 'message', code });
    expect(kit.api.calls).toEqual([]);
  });
});

describe('what WeChat answers', () => {
  const message45015 = 'response out of time limit or subscription is canceled rid: 6922ffee-01020304-55667788';

  it.each<[number, Partial<DeliveryResult>]>([
    [-1, { kind: 'try_later', scope: 'message', code: 'WECHAT_BUSY' }],
    [9001002, { kind: 'try_later', scope: 'message', code: 'WECHAT_BUSY' }],
    [45009, { kind: 'try_later', scope: 'leg', code: 'WECHAT_QUOTA_EXHAUSTED' }],
    [45011, { kind: 'try_later', scope: 'leg', code: 'WECHAT_RATE_LIMITED', retryAfterMs: 60_000 }],
    [45015, { kind: 'window_closed', code: 'WECHAT_REPLY_WINDOW_CLOSED' }],
    [45047, { kind: 'window_closed', code: 'WECHAT_REPLY_COUNT_USED' }],
    [48001, { kind: 'refused', scope: 'leg', code: 'WECHAT_PERMISSION_MISSING' }],
    [48004, { kind: 'refused', scope: 'leg', code: 'WECHAT_API_FORBIDDEN' }],
    [50002, { kind: 'refused', scope: 'leg', code: 'WECHAT_ACCOUNT_FROZEN' }],
    [40003, { kind: 'refused', scope: 'message', code: 'WECHAT_USER_UNREACHABLE' }],
    [43004, { kind: 'refused', scope: 'message', code: 'WECHAT_USER_UNREACHABLE' }],
    [48002, { kind: 'refused', scope: 'message', code: 'WECHAT_USER_BLOCKED' }],
    [45002, { kind: 'refused', scope: 'message', code: 'WECHAT_TEXT_TOO_LONG' }],
    [40007, { kind: 'refused', scope: 'message', code: 'WECHAT_MEDIA_REFUSED' }],
    [47001, { kind: 'refused', scope: 'message', code: 'WECHAT_REQUEST_INVALID' }],
    [76021, { kind: 'refused', scope: 'message', code: 'WECHAT_REQUEST_INVALID' }],
    [45081, { kind: 'refused', scope: 'message', code: 'WECHAT_REQUEST_INVALID' }],
    [88888, { kind: 'refused', scope: 'message', code: 'WECHAT_UNKNOWN_CODE' }],
  ])('%i', async (errcode, result) => {
    kit.api.next(paths.send, error(errcode, message45015));
    expect(await deliver()).toMatchObject({ platformCode: String(errcode), ...result });
    expect(sends()).toHaveLength(1);
  });

  it('names the address that is not listed', async () => {
    kit.api.next(paths.send, error(40164, 'invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist'));
    expect(await deliver()).toMatchObject({ kind: 'refused', scope: 'leg', value: '203.0.113.9' });
  });

  it('counts with a code of WeChat even on an error page, and as text', async () => {
    kit.api.next(paths.send, { json: { errcode: 45015, errmsg: '' }, status: 503 });
    expect(await deliver()).toMatchObject({ kind: 'window_closed' });
    kit.api.next(paths.send, { json: { errcode: 0, errmsg: 'ok' }, type: 'text/plain' });
    expect(await deliver()).toMatchObject({ kind: 'accepted' });
  });

  it.each<[string, Script, string | null]>([
    ['HTML', { text: '<html></html>' }, 'HTTP 200'],
    ['nothing', { text: '' }, 'HTTP 200'],
    ['half of it', { text: '{"errcode":0,"err' }, 'HTTP 200'],
    ['a list', { text: '[]' }, 'HTTP 200'],
    ['no code', { json: { errmsg: 'ok' } }, null],
    ['a code as text', { json: { errcode: '0' } }, 'HTTP 200'],
    ['a code with a fraction', { json: { errcode: 0.1 } }, 'HTTP 200'],
    ['two codes', { text: '{"errcode":45015,"errcode":0}' }, 'HTTP 200'],
    ['500', { text: 'oops', status: 500 }, 'HTTP 500'],
    ['502 that says ok', { json: { errcode: 0, errmsg: 'ok' }, status: 502 }, 'HTTP 502'],
    ['404', { text: '', status: 404 }, 'HTTP 404'],
    ['a redirect', { text: '', status: 302, headers: { location: 'http://127.0.0.1:9/' } }, null],
    ['a megabyte', { text: 'x'.repeat(1_048_576) }, null],
    ['a connection cut before the answer', (request) => request.socket.destroy(), null],
    [
      'a connection cut inside the answer',
      (request, response) => {
        response.writeHead(200, { 'content-length': '30' });
        response.write('{"errcode":0', () => request.socket.destroy());
      },
      null,
    ],
  ])('leaves the outcome unknown, and is not sent again: %s', async (_what, script, platformCode) => {
    kit.api.next(paths.send, script);
    const result = await deliver();
    expect(result).toMatchObject({ kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN' });
    if (platformCode !== null) expect(result).toMatchObject({ platformCode });
    expect(sends()).toHaveLength(1);
  });

  it.each([
    ['5', 5_000],
    ['0', null],
    ['-1', null],
    ['999999999', null],
    ['soon', null],
    ['Thu, 01 Jan 2026 00:01:00 GMT', 60_000],
    ['Thu, 01 Jan 2026 02:00:00 GMT', null],
  ])('429 with Retry-After %s', async (header, retryAfterMs) => {
    kit.api.next(paths.send, { text: '', status: 429, headers: { 'retry-after': header } });
    expect(await deliver()).toMatchObject({
      kind: 'try_later',
      scope: 'leg',
      code: 'WECHAT_RATE_LIMITED',
      platformCode: 'HTTP 429',
      retryAfterMs,
    });
  });
});

describe('a refused token', () => {
  it.each([40001, 40014, 42001])('%i: another token, and the message once more', async (errcode) => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.next(paths.send, error(errcode), ok);

    expect(await deliver()).toMatchObject({ kind: 'accepted' });
    expect(sends().map((call) => call.token)).toEqual(['88_OLD', '88_NEW']);
  });

  it('twice is the end: somebody else replaces tokens, the leg waits, the message is not lost', async () => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.always(paths.send, error(40001));

    expect(await deliver()).toMatchObject({
      kind: 'try_later',
      scope: 'leg',
      code: 'WECHAT_TOKEN_CONFLICT',
      platformCode: '40001',
    });
    expect(sends()).toHaveLength(2);
  });

  it('of many messages at once is replaced once, and each message goes out once', async () => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.always(paths.send, (request, response) => {
      const refused = request.url?.includes('88_OLD') === true;
      response.end(JSON.stringify(refused ? { errcode: 42001, errmsg: 'expired' } : { errcode: 0, errmsg: 'ok' }));
    });

    const results = await Promise.all(Array.from({ length: 50 }, () => deliver()));

    expect(results.every((result) => result.kind === 'accepted')).toBe(true);
    expect(kit.api.callsOf(paths.token)).toHaveLength(2);
    expect(sends().filter((call) => call.token === '88_NEW')).toHaveLength(50);
    expect(sends().filter((call) => call.token === '88_OLD').length).toBeLessThanOrEqual(50);
  });
});

describe('without a token', () => {
  it('that WeChat refuses for good, the leg is refused and nothing is sent', async () => {
    kit.api.next(paths.token, error(40164, 'invalid ip 203.0.113.9, not in whitelist'));
    expect(await deliver()).toEqual({
      kind: 'refused',
      scope: 'leg',
      code: 'WECHAT_IP_NOT_LISTED',
      platformCode: '40164',
      value: '203.0.113.9',
    });
    expect(sends()).toEqual([]);
  });

  it('that WeChat will give later, the leg waits', async () => {
    kit.api.next(paths.token, error(-1));
    expect(await deliver()).toMatchObject({ kind: 'try_later', scope: 'leg', code: 'WECHAT_BUSY' });
    expect(sends()).toEqual([]);
  });
});

describe('WeChat out of reach', () => {
  const targetAt = (apiBase: string, allowPrivateTargets = true) =>
    kit.targetAt(createOutboundHttp({ clock: systemClock, allowPrivateTargets }), apiBase);

  it('certainly did not get the message', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));

    expect(await targetAt(`http://127.0.0.1:${port}`).deliver(message(), never, kit.journal)).toEqual({
      kind: 'try_later',
      scope: 'leg',
      code: 'WECHAT_UNREACHABLE',
      platformCode: 'ECONNREFUSED',
      retryAfterMs: null,
      value: null,
    });
  });

  it('by configuration is for the operator', async () => {
    const target = targetAt(kit.api.url, false);
    expect(await target.deliver(message(), never, kit.journal)).toMatchObject({
      kind: 'refused',
      scope: 'leg',
      code: 'TARGET_FORBIDDEN',
    });
    expect(await target.check(never)).toMatchObject({ ok: false, code: 'TARGET_FORBIDDEN', retryable: false });
  });

  it('because we stop says nothing about the leg', async () => {
    const abort = new AbortController();
    abort.abort();
    expect(await kit.target.deliver(message(), abort.signal, kit.journal)).toMatchObject({
      kind: 'try_later',
      scope: 'message',
    });
    expect(kit.api.calls).toEqual([]);
  });

  it('because we stop in the middle of a send leaves the outcome unknown', async () => {
    const abort = new AbortController();
    kit.api.next(paths.send, () => {
      abort.abort();
    });
    expect(await kit.target.deliver(message(), abort.signal, kit.journal)).toMatchObject({ kind: 'unknown' });
  });
});

describe('the check', () => {
  it('passes when WeChat gives its addresses for our token', async () => {
    kit.api.next(paths.addresses, { json: { ip_list: ['101.89.47.18'] } });
    expect(await kit.target.check(never)).toEqual({ ok: true });
    expect(kit.api.callsOf(paths.addresses)).toMatchObject([{ method: 'GET', token: '88_CANARY', body: '' }]);
  });

  it('finds another token when the first is refused', async () => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.next(paths.addresses, error(42001), { json: { ip_list: [] } });
    expect(await kit.target.check(never)).toEqual({ ok: true });
  });

  it('asks again after a second, although the pause after the last failure is longer', async () => {
    kit.api.next(paths.token, error(40125), token('88_A'));
    kit.api.next(paths.addresses, { json: { ip_list: [] } });
    expect(await deliver()).toMatchObject({ code: 'WECHAT_SECRET_INVALID' });
    // Within that second it does not repeat the failure it knows: it waits, and then asks.
    const checking = kit.target.check(never);
    await kit.clock.windSlowly(900, 100);
    expect(kit.api.callsOf(paths.token)).toHaveLength(1);
    await kit.clock.windSlowly(200, 100);
    expect(await checking).toEqual({ ok: true });
  });

  it.each<[string, Script, object]>([
    ['no permission', error(48001), { code: 'WECHAT_PERMISSION_MISSING', platformCode: '48001', retryable: false }],
    ['busy', error(-1), { code: 'WECHAT_BUSY', platformCode: '-1', retryable: true }],
    ['HTML', { text: '<html></html>' }, { code: 'WECHAT_ANSWER_INVALID', retryable: true }],
    ['502', { text: '', status: 502 }, { code: 'WECHAT_ANSWER_INVALID', platformCode: 'HTTP 502', retryable: true }],
    ['429', { text: '', status: 429 }, { code: 'WECHAT_RATE_LIMITED', retryable: true }],
    ['no list', { json: { errcode: 0 } }, { code: 'WECHAT_ANSWER_INVALID' }],
    [
      'a cut connection',
      (request) => request.socket.destroy(),
      {
        code: 'WECHAT_UNREACHABLE',
        platformCode: expect.stringMatching(/^(?:ECONNRESET|reset)$/u) as string,
        retryable: true,
      },
    ],
  ])('fails with %s', async (_what, script, failure) => {
    kit.api.next(paths.addresses, script);
    expect(await kit.target.check(never)).toMatchObject({ ok: false, ...failure });
  });

  it('fails with the token’s own failure', async () => {
    kit.api.next(paths.token, error(40164, 'invalid ip 203.0.113.9, not in whitelist'));
    expect(await kit.target.check(never)).toEqual({
      ok: false,
      code: 'WECHAT_IP_NOT_LISTED',
      platformCode: '40164',
      value: '203.0.113.9',
      retryable: false,
    });
  });
});

describe('typing', () => {
  const openId = OpenId.parse(account.openId);
  const commands = () =>
    kit.api.callsOf(paths.typing).map((call) => (JSON.parse(call.body) as { command: string }).command);

  it('is shown and hidden', async () => {
    kit.api.always(paths.typing, ok);
    await kit.target.typing(openId, true, never);
    await kit.target.typing(openId, false, never);
    expect(commands()).toEqual(['Typing', 'CancelTyping']);
    expect(kit.api.callsOf(paths.typing)[0]?.body).toBe(`{"touser":"${account.openId}","command":"Typing"}`);
  });

  it.each<[string, Script]>([
    ['no exchange in the last half minute', error(45080)],
    ['a refused token', error(40001)],
    ['an error page', { text: '', status: 500 }],
    ['a cut connection', (request) => request.socket.destroy()],
  ])('that fails concerns nobody, and costs one call: %s', async (_what, script) => {
    kit.api.always(paths.typing, script);
    await expect(kit.target.typing(openId, true, never)).resolves.toBeUndefined();
    expect(kit.api.callsOf(paths.typing)).toHaveLength(1);
    expect(kit.api.callsOf(paths.token)).toHaveLength(1);
  });

  it('that WeChat does not answer is given up for a message, which goes out at once', async () => {
    kit.api.next(paths.typing, () => undefined);
    kit.api.next(paths.send, ok);
    const typing = kit.target.typing(openId, true, never);
    await expect.poll(() => kit.api.callsOf(paths.typing).length).toBe(1);
    expect(await deliver()).toMatchObject({ kind: 'accepted' });
    await typing;
  });

  it('is not shown while a message is on its way', async () => {
    kit.api.next(paths.send, (_request, response) => {
      void kit.target.typing(openId, true, never).then(() => response.end('{"errcode":0,"errmsg":"ok"}'));
    });
    expect(await deliver()).toMatchObject({ kind: 'accepted' });
    expect(commands()).toEqual([]);
  });
});

describe('whether a person follows', () => {
  const ask = () => kit.target.follows(OpenId.parse(account.openId), never);

  it('is what WeChat says', async () => {
    kit.api.next(
      paths.user,
      { json: { subscribe: 1, openid: account.openId } },
      { json: { subscribe: 0 } },
      error(40003),
    );
    expect([await ask(), await ask(), await ask()]).toEqual([
      { kind: 'follows' },
      { kind: 'follows_not' },
      { kind: 'follows_not' },
    ]);
    expect(kit.api.callsOf(paths.user)[0]).toMatchObject({ method: 'GET', token: '88_CANARY' });
  });

  it('finds another token when the first is refused', async () => {
    kit.api.next(paths.token, token('88_OLD'), token('88_NEW'));
    kit.api.next(paths.user, error(42001), { json: { subscribe: 1 } });
    expect(await ask()).toEqual({ kind: 'follows' });
  });

  it.each<[string, Script, string]>([
    ['HTML', { text: '<html></html>' }, 'WECHAT_ANSWER_INVALID'],
    ['half of it', { text: '{"subscribe":1' }, 'WECHAT_ANSWER_INVALID'],
    ['a word', { json: { subscribe: '1' } }, 'WECHAT_ANSWER_INVALID'],
    ['nothing', { json: {} }, 'WECHAT_ANSWER_INVALID'],
    ['two codes', { text: '{"errcode":0,"errcode":1,"subscribe":1}' }, 'WECHAT_ANSWER_INVALID'],
    ['a code as text', { json: { errcode: '0', subscribe: 1 } }, 'WECHAT_ANSWER_INVALID'],
    ['a redirect', { text: '', status: 302, headers: { location: 'http://127.0.0.1:9/' } }, 'TARGET_REDIRECTED'],
    ['gzip', { text: 'x', headers: { 'content-encoding': 'gzip' } }, 'WECHAT_ANSWER_INVALID'],
    ['a megabyte', { text: 'x'.repeat(1_048_576) }, 'WECHAT_ANSWER_INVALID'],
    ['no permission', error(48001), 'WECHAT_PERMISSION_MISSING'],
    ['429', { text: '', status: 429 }, 'WECHAT_RATE_LIMITED'],
    ['a cut connection', (request) => request.socket.destroy(), 'WECHAT_UNREACHABLE'],
  ])('is unknown after %s', async (_what, script, code) => {
    kit.api.next(paths.user, script);
    expect(await ask()).toMatchObject({ kind: 'unknown', code });
  });
});

describe('the calls kept for diagnosis', () => {
  it('ask WeChat to look at the callback and at a quota', async () => {
    kit.api.next(paths.callback, { json: { dns: [], ping: [{ ip: '111.161.64.40', package_loss: '0%' }] } });
    kit.api.next(paths.quota, { json: { errcode: 0, errmsg: 'ok', quota: { daily_limit: 500_000, used: 12 } } });

    expect(await kit.client.checkCallback('t', never)).toMatchObject({ answer: { body: { dns: [] } } });
    expect(await kit.client.quota('t', paths.send, never)).toMatchObject({ answer: { body: { quota: { used: 12 } } } });
    expect(kit.api.calls.map((call) => JSON.parse(call.body) as unknown)).toEqual([
      { action: 'all', check_operator: 'DEFAULT' },
      { cgi_path: paths.send },
    ]);
  });
});

describe('secrets', () => {
  it('reach no result and no log line, even when WeChat’s answer repeats them', async () => {
    const echo = `bad token 88_CANARY of ${account.openId} with rid: 6920c0de-0a0b0c0d-11223344`;
    const results: unknown[] = [];
    kit.api.next(paths.send, error(40003, echo), error(88888, echo), { text: echo }, (request) =>
      request.socket.destroy(),
    );
    for (let call = 0; call < 4; call += 1) results.push(await deliver());

    const told = JSON.stringify([results, kit.log.lines]);
    expect(told).toContain('6920c0de-0a0b0c0d-11223344');
    for (const secret of ['88_CANARY', account.appSecret, account.openId, '您好']) expect(told).not.toContain(secret);
  });
});
