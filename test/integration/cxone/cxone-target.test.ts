import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeliveryResult } from '#relay/ports/delivery-target.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { until } from '#test/integration/outbound/raw-peer.ts';
import { messagesPath, noParts, startCxoneKit, type CxoneKit } from './cxone-kit.ts';
import { createdFor, type Behaviour } from './fake-cxone.ts';
import { lotusCxoneId, tulipCxoneId } from './relay-fixture.ts';

let kit: CxoneKit;

beforeEach(async () => {
  kit = await startCxoneKit();
});
afterEach(() => kit.stop());

const message = aPendingMessage({ platformAt: Date.UTC(2026, 0, 12, 8, 10, 2) });
const deliver = (one = message) => kit.target.deliver(one, kit.signal, noParts);

describe('a message on its way into CXone', () => {
  it('is created under our own id, the same in every attempt', async () => {
    await deliver();
    const result = await deliver();

    const bodies = kit.cxone.callsOf('POST', messagesPath).map(({ text }) => text);
    expect(bodies[1]).toBe(bodies[0]);
    expect(JSON.parse(bodies[0] ?? '')).toEqual({
      idOnExternalPlatform: message.id,
      direction: 'inbound',
      createdAtWithMilliseconds: '2026-01-12T08:10:02.000Z',
      thread: { idOnExternalPlatform: `gh_tulip:${message.openId}`, threadName: 'oABC…ijkl' },
      messageContent: { type: 'TEXT', payload: { text: 'message 1' }, fallbackText: 'message 1' },
      authorEndUserIdentity: { idOnExternalPlatform: message.openId, nickname: 'oABC…ijkl' },
      recipients: [{ idOnExternalPlatform: 'gh_tulip', name: 'tulip 郁金香', isPrimary: true, isPrivate: true }],
    });
    expect(result).toEqual({
      kind: 'accepted',
      platformMessageId: `cx-${message.id}`,
      caseId: '123456',
      // Our own name for the conversation needs no note.
      threadIds: ['c0cbeb1d'],
    });
    expect(kit.target.repeatable).toBe(true);
  });

  const accepted: readonly (readonly [string, Behaviour, object])[] = [
    ['200', (call, response) => response.end(JSON.stringify(createdFor(call))), { caseId: '123456' }],
    ['204', { status: 204 }, { platformMessageId: null, caseId: null, threadIds: [] }],
    [
      'an empty message',
      { status: 200, body: { message: {} } },
      { platformMessageId: null, caseId: null, threadIds: [] },
    ],
    [
      'ids as numbers',
      { status: 201, body: { consumerContact: { id: 77 }, message: { id: 8, threadId: 9 } } },
      { platformMessageId: '8', caseId: '77', threadIds: ['9'] },
    ],
    [
      'members of other forms',
      { status: 201, body: { consumerContact: { id: ['x'] }, message: [1] } },
      { caseId: null, threadIds: [] },
    ],
    [
      'JSON labelled as text',
      (call, response) =>
        response.writeHead(201, { 'content-type': 'text/plain' }).end(JSON.stringify(createdFor(call))),
      { caseId: '123456' },
    ],
    [
      'dates from another world',
      {
        status: 201,
        body: { consumerContact: { id: '1', createdAt: '9999-99-99' }, message: { createdAt: 'Infinity' } },
      },
      { caseId: '1' },
    ],
  ];
  it.each(accepted)('is accepted by %s', async (_name, behaviour, expected) => {
    kit.cxone.set('POST', messagesPath, behaviour);

    expect(await deliver()).toMatchObject({ kind: 'accepted', ...expected });
  });

  const inFuture = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000).toUTCString();
  const limited = (header: string | null): Behaviour => ({
    status: 429,
    ...(header !== null && { headers: { 'retry-after': header } }),
  });
  const tryLater = (scope: 'message' | 'leg', code: string, retryAfterMs: number | null = null) => ({
    kind: 'try_later',
    scope,
    code,
    retryAfterMs,
  });
  const refusedFor = (scope: 'message' | 'leg', code: string) => ({ kind: 'refused', scope, code });
  const unknown = (code: string) => ({ kind: 'unknown', code });

  const failures: readonly (readonly [
    string,
    Behaviour,
    Partial<Record<keyof DeliveryResult | 'scope' | 'code' | 'retryAfterMs' | 'platformCode' | 'value', unknown>>,
  ])[] = [
    [
      '400',
      { status: 400, body: { errors: [{ field: 'thread', message: 'This value\nshould not be blank.' }], uid: '7f' } },
      {
        ...refusedFor('message', 'CXONE_REQUEST_REFUSED'),
        platformCode: 'HTTP 400',
        value: 'thread: This value should not be blank.',
      },
    ],
    [
      '400 with HTML',
      { status: 400, body: '<html>' },
      { ...refusedFor('message', 'CXONE_REQUEST_REFUSED'), value: null },
    ],
    ['409', { status: 409 }, refusedFor('message', 'CXONE_REQUEST_REFUSED')],
    ['413', { status: 413 }, refusedFor('message', 'CXONE_REQUEST_REFUSED')],
    ['422', { status: 422 }, refusedFor('message', 'CXONE_REQUEST_REFUSED')],
    ['403', { status: 403 }, refusedFor('leg', 'CXONE_FORBIDDEN')],
    ['404', { status: 404 }, refusedFor('leg', 'CXONE_CHANNEL_MISSING')],
    ['408', { status: 408 }, tryLater('message', 'CXONE_SERVER_ERROR')],
    ['425', { status: 425 }, tryLater('message', 'CXONE_SERVER_ERROR')],
    ['500', { status: 500 }, { ...tryLater('leg', 'CXONE_SERVER_ERROR'), platformCode: 'HTTP 500' }],
    ['502 with HTML', { status: 502, body: '<html>' }, tryLater('leg', 'CXONE_SERVER_ERROR')],
    [
      '503 with Retry-After',
      { status: 503, headers: { 'retry-after': '120' } },
      tryLater('leg', 'CXONE_SERVER_ERROR', 120_000),
    ],
    ['504', { status: 504 }, tryLater('leg', 'CXONE_SERVER_ERROR')],
    ['429 without Retry-After', limited(null), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['429, 30 s', limited('30'), tryLater('leg', 'CXONE_RATE_LIMITED', 30_000)],
    ['429, a date', limited(inFuture(90)), tryLater('leg', 'CXONE_RATE_LIMITED', 90_000)],
    ['429, an hour', limited('3600'), tryLater('leg', 'CXONE_RATE_LIMITED', 3_600_000)],
    ['429, more than an hour', limited('3601'), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['429, 0', limited('0'), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['429, negative', limited('-5'), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['429, a thousand million', limited('1000000000'), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['429, in words', limited('soon'), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['429, a date in the past', limited(inFuture(-90)), tryLater('message', 'CXONE_RATE_LIMITED')],
    ['200 with HTML', { status: 200, body: '<html></html>' }, unknown('CXONE_ANSWER_INVALID')],
    ['200 with nothing', { status: 200 }, unknown('CXONE_ANSWER_INVALID')],
    ['half a JSON text', { status: 201, body: '{"message":{"id":' }, unknown('CXONE_ANSWER_INVALID')],
    ['a list', { status: 201, body: [] }, unknown('CXONE_ANSWER_INVALID')],
    ['an empty object', { status: 201, body: {} }, unknown('CXONE_ANSWER_INVALID')],
    ['the object of somebody else', { status: 200, body: { status: 'ok' } }, unknown('CXONE_ANSWER_INVALID')],
    [
      'members of other forms',
      { status: 201, body: { consumerContact: 7, message: 'x' } },
      unknown('CXONE_ANSWER_INVALID'),
    ],
    [
      'another message’s id',
      { status: 201, body: { message: { idOnExternalPlatform: 'wxin-other' } } },
      unknown('CXONE_ANSWER_INVALID'),
    ],
    [
      'a gzip answer',
      (_call, response) => response.writeHead(201, { 'content-encoding': 'gzip' }).end(gzipSync('{}')),
      unknown('CXONE_ANSWER_INVALID'),
    ],
    ['an answer of 2 MB', { status: 201, body: { x: 'y'.repeat(2_000_000) } }, unknown('CXONE_ANSWER_INVALID')],
    [
      'a reset after the request',
      (_call, response) => response.socket?.resetAndDestroy(),
      unknown('CXONE_UNREACHABLE'),
    ],
    [
      'a reset inside the answer',
      (_call, response) =>
        void response.writeHead(201, { 'content-length': '100' }).write('{', () => response.socket?.resetAndDestroy()),
      unknown('CXONE_UNREACHABLE'),
    ],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:9/' } }, tryLater('leg', 'TARGET_REDIRECTED')],
  ];
  it.each(failures)('%s', async (_name, behaviour, expected) => {
    await deliver(aPendingMessage({ seq: 99 }));
    kit.cxone.set('POST', messagesPath, behaviour);

    expect(await deliver()).toMatchObject(expected);
    expect(kit.cxone.callsOf('POST', messagesPath)).toHaveLength(2);
  });

  it('is not sent, and comes later, when nobody answers the door', async () => {
    await deliver();
    await kit.cxone.stop();
    // The kept connection learns of its end.
    await new Promise((resolve) => setTimeout(resolve, 20));

    expect(await deliver()).toMatchObject({
      kind: 'try_later',
      scope: 'leg',
      code: 'CXONE_UNREACHABLE',
      platformCode: 'ECONNREFUSED',
    });
  });

  it('has an unknown outcome when CXone takes it and says nothing for 15 s', async () => {
    await deliver();
    kit.cxone.set('POST', messagesPath, () => undefined);
    const waiting = deliver();
    await until(() => kit.cxone.callsOf('POST', messagesPath).length === 2);

    kit.clock.wind(15_000);

    expect(await waiting).toMatchObject({ kind: 'unknown', code: 'CXONE_UNREACHABLE', platformCode: 'timeout' });
  });

  it('ends when the relay stops', async () => {
    await deliver();
    kit.cxone.set('POST', messagesPath, () => undefined);
    const stopping = new AbortController();
    const waiting = kit.target.deliver(message, stopping.signal, noParts);
    await until(() => kit.cxone.callsOf('POST', messagesPath).length === 2);

    stopping.abort();

    expect(await waiting).toMatchObject({ kind: 'unknown', platformCode: 'aborted' });
  });

  it('leaves a note when CXone gives two messages one id', async () => {
    kit.cxone.set('POST', messagesPath, { status: 201, body: { message: { id: 'same' } } });
    await deliver(aPendingMessage({ seq: 1 }));
    await deliver(aPendingMessage({ seq: 1 }));
    expect(kit.log.lines.join()).not.toContain('given_twice');
    await deliver(aPendingMessage({ seq: 2 }));

    expect(kit.log.lines.join()).toContain('cxone.message_id_given_twice');
  });
});

describe('the check of a channel', () => {
  const check = () => kit.target.check(kit.signal);
  const list = (...channels: readonly object[]): Behaviour => ({ status: 200, body: channels });
  const channelsPath = '/dfo/3.0/channels';

  it('passes when CXone lists the channel', async () => {
    kit.cxone.set('GET', channelsPath, list({ id: tulipCxoneId, isDeleted: false }));

    expect(await check()).toEqual({ ok: true });
    expect(kit.cxone.callsOf('GET', channelsPath)[0]?.url).toBe(`${channelsPath}?id[]=${tulipCxoneId}`);
  });

  it.each([
    ['is not there', list()],
    ['is deleted', list({ id: tulipCxoneId, isDeleted: true })],
  ])('tells the operator when the channel %s', async (_name, behaviour) => {
    kit.cxone.set('GET', channelsPath, behaviour);

    expect(await check()).toMatchObject({
      ok: false,
      code: 'CXONE_CHANNEL_MISSING',
      value: tulipCxoneId,
      retryable: false,
    });
  });

  it('looks through the pages when the filter was not applied', async () => {
    const pages = new Map([
      ['0', [{ id: lotusCxoneId }]],
      ['1', [{ id: lotusCxoneId }]],
      ['2', [{ id: tulipCxoneId }]],
    ]);
    kit.cxone.set('GET', channelsPath, ({ url }, response) => {
      response.end(JSON.stringify(pages.get(/[?&]page=(\d+)/u.exec(url)?.[1] ?? '0') ?? []));
    });

    expect(await check()).toEqual({ ok: true });
  });

  it.each([
    [{ status: 403 }, 'CXONE_FORBIDDEN', false],
    [{ status: 503 }, 'CXONE_SERVER_ERROR', true],
    [{ status: 200, body: '<html>' }, 'CXONE_ANSWER_INVALID', true],
    [{ status: 200, body: { channels: [] } }, 'CXONE_ANSWER_INVALID', true],
    [{ status: 401 }, 'CXONE_TOKEN_REFUSED', false],
  ])('reports %j as %s', async (behaviour, code, retryable) => {
    kit.cxone.set('GET', channelsPath, behaviour);

    expect(await check()).toMatchObject({ ok: false, code, retryable });
  });
});
