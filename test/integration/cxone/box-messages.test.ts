import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { until } from '#test/integration/outbound/raw-peer.ts';
import { startBoxKit, type BoxKit } from './box-kit.ts';
import { boxAnswerWithinMs } from '#relay/connectors/cxone/box-message-route.ts';
import { boxClientsOf } from '#relay/connectors/cxone/box-client.ts';
import { lotusCxoneId, relayConfig, roseCxoneId, tulipCxoneId } from './relay-fixture.ts';

const openId = OpenId.parse('oZxAbCdEf0123456789wxYz');
const threadId = `gh_tulip:${openId}`;
const outboundPath = `/2.0/channel/${tulipCxoneId}/outbound`;
const replyPath = `/1.0/posts/${encodeURIComponent(threadId)}/messages`;

const outboundBody = (text = 'Here is the invoice.') => ({
  brand: { id: 1000, friendlyName: 'Demo Brand' },
  thread: { idOnExternalPlatform: threadId },
  messageContent: { type: 'TEXT', payload: { text }, fallbackText: text },
  endUserRecipients: [{ idOnExternalPlatform: openId, name: 'Li Wei', isPrimary: true, isPrivate: true }],
  replyToMessage: { idOnExternalPlatform: 'wxin-1' },
  isReplyToSpecificMessage: true,
  attachments: [],
  forward: null,
});

const parcelTemplate = { name: 'parcel', templateId: 'tm-1', fields: { thing1: '{{number}}' } };

/** The callers of the fixture, with changes to the channel tulip. */
function clientsWith(wechat: object, agentLanguage: 'en' | 'zh' = 'en') {
  const channels = relayConfig.channels.map((channel) =>
    channel.id === 'tulip' ? { ...channel, agentLanguage, wechat: { ...channel.wechat, ...wechat } } : channel,
  );
  return boxClientsOf({ ...relayConfig, channels });
}

let kit: BoxKit;

beforeAll(async () => {
  kit = await startBoxKit();
});
beforeEach(() => {
  // Answers of the test before have been read by now.
  kit.clock.wind(1_000);
  kit.intake.reset();
  kit.legs.reset();
});
afterAll(() => kit.stop());

describe('an outbound message (2.0)', () => {
  it('is accepted with the id it will keep, in the form both readers understand', async () => {
    const answer = await kit.call(outboundPath, { body: outboundBody() });

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.json).toEqual({
      idOnExternalPlatform: expect.stringMatching(/^wxout-/u) as string,
      message: {
        idOnExternalPlatform: answer.json.idOnExternalPlatform,
        createdAtWithMilliseconds: '2026-01-01T00:00:00.000Z',
        url: `https://relay.example.com/m/${String(answer.json.idOnExternalPlatform)}`,
      },
      thread: { idOnExternalPlatform: threadId },
      endUserIdentities: [
        { idOnExternalPlatform: openId, firstName: 'Li Wei', lastName: '', nickname: 'Li Wei', image: '' },
      ],
      recipients: [{ idOnExternalPlatform: openId, name: 'Li Wei', isPrimary: true, isPrivate: true }],
    });
    expect(kit.intake.accepted).toMatchObject([
      { channelId: 'tulip', openId, content: { kind: 'text', text: 'Here is the invoice.' } },
    ]);
    expect(JSON.parse(kit.intake.accepted[0]?.raw ?? '')).toEqual(outboundBody());
    expect(kit.legs.proofs).toContainEqual(['tulip', 'cxoneIn', 'message']);
  });

  it('opens a conversation of its own when no thread is named', async () => {
    kit.intake.recipients.set(`tulip ${openId}`, { known: true, windowOpen: true, repliesLeft: 5 });
    const { thread: _thread, ...body } = outboundBody();

    const answer = await kit.call(outboundPath, { body });

    expect(answer.json.thread).toEqual({ idOnExternalPlatform: threadId });
  });

  const closed = { known: true, windowOpen: false, repliesLeft: null };
  it.each([
    [
      'whom WeChat says does not follow',
      'WECHAT_NOT_FOLLOWING',
      null,
      [400, 'recipientNotFollowing'],
      /does not follow/u,
    ],
    ['whose window is closed', 'WECHAT_REPLY_WINDOW_CLOSED', closed, [400, 'replyWindowClosed'], /reply window/u],
    ['who may get templates, with plain words', null, closed, [400, 'replyWindowClosed'], /no message template/u],
    [
      'who has no replies left',
      null,
      { ...closed, windowOpen: true, repliesLeft: 0 },
      [400, 'replyCountUsed'],
      /used up/u,
    ],
    ['of whom WeChat cannot be asked', 'WECHAT_UNREACHABLE', null, [503, 'temporarilyUnavailable'], /try again later/u],
  ] as const)('opens none with a customer %s, and tells the agent why', async (_who, why, known, expected, words) => {
    if (why) kit.intake.unreachable.set(`tulip ${openId}`, why);
    if (known) kit.intake.recipients.set(`tulip ${openId}`, known);
    const { thread: _thread, ...body } = outboundBody();

    const answer = await kit.call(outboundPath, { body });

    expect([answer.status, answer.json.errorCode]).toEqual(expected);
    expect(answer.json.displayErrorMessage).toMatch(words);
    expect(kit.intake.accepted).toHaveLength(0);
    // A conversation there already is waits until the customer writes.
    expect((await kit.call(outboundPath, { body: outboundBody() })).status).toBe(200);
  });

  it('opens one outside the window with a template that WeChat knows, and with no other', async () => {
    const withTemplate = await startBoxKit({ clients: clientsWith({ templates: [parcelTemplate] }) });
    withTemplate.intake.recipients.set(`tulip ${openId}`, closed);
    const { thread: _thread, ...body } = outboundBody();
    const called = (name: string) => ({
      type: 'PLUGIN',
      payload: {
        elements: [{ id: name, type: 'TEXT_TEMPLATE', text: 'Parcel {{number}}', variables: { number: '7' } }],
      },
    });

    const sent = await withTemplate.call(outboundPath, { body: { ...body, messageContent: called('parcel') } });
    const unknown = await withTemplate.call(outboundPath, { body: { ...body, messageContent: called('birthday') } });

    expect([sent.status, unknown.status]).toEqual([200, 400]);
    expect(withTemplate.intake.accepted.map(({ content }) => content)).toEqual([
      { kind: 'template', name: 'parcel', text: 'Parcel 7', variables: { number: '7' } },
    ]);
    await withTemplate.stop();
  });

  it('speaks the language of the channel’s agents', async () => {
    const chinese = await startBoxKit({ clients: clientsWith({}, 'zh') });
    chinese.intake.unreachable.set(`tulip ${openId}`, 'WECHAT_NOT_FOLLOWING');
    const { thread: _thread, ...body } = outboundBody();

    const answers = [
      await chinese.call(outboundPath, { body }),
      await chinese.call(outboundPath, { body: outboundBody('字'.repeat(13_654)) }),
      await chinese.call(outboundPath, { body: '{' }),
    ];

    for (const { json } of answers) expect(json.displayErrorMessage).toMatch(/[\u4e00-\u9fff]/u);
    await chinese.stop();
  });

  it('takes a text that fills twenty WeChat messages, and names the limit to whoever writes a longer one', async () => {
    expect((await kit.call(outboundPath, { body: outboundBody('x'.repeat(20 * 2_048)) })).status).toBe(200);

    const answer = await kit.call(outboundPath, { body: outboundBody('x'.repeat(20 * 2_048 + 1)) });

    expect([answer.status, answer.json.errorCode]).toEqual([400, 'textTooLong']);
    expect(answer.json.displayErrorMessage).toMatch(/40960 bytes/u);
  });

  it('is refused when a file is said to be larger than CXone’s own ceiling', async () => {
    const attachments = [{ friendlyName: 'film.mp4', url: 'https://files.example.com/film', size: 41 * 1024 * 1024 }];

    const answer = await kit.call(outboundPath, { body: { ...outboundBody(), attachments } });

    expect([answer.status, answer.json.errorCode]).toEqual([400, 'attachmentTooLarge']);
    expect(answer.json.displayErrorMessage).toMatch(/film\.mp4.*40 MB/u);
  });

  it('goes by CXone’s own thread id when ours is missing', async () => {
    kit.intake.threads.set('tulip c0cbeb1d', openId);
    const { endUserRecipients: _recipients, ...body } = outboundBody();

    const answer = await kit.call(outboundPath, { body: { ...body, thread: { id: 'c0cbeb1d' } } });

    expect(answer.status).toBe(200);
    expect(kit.intake.accepted[0]?.openId).toBe(openId);
  });

  it('is refused when thread and recipient are two people', async () => {
    const body = { ...outboundBody(), endUserRecipients: [{ idOnExternalPlatform: 'oSomebodyElse' }] };

    const answer = await kit.call(outboundPath, { body });

    expect([answer.status, answer.json.errorCode]).toEqual([400, 'invalidRecipient']);
    expect(kit.intake.accepted).toHaveLength(0);
  });

  it('ignores the account itself among the recipients', async () => {
    const body = { ...outboundBody(), endUserRecipients: [{ idOnExternalPlatform: 'gh_tulip', isPrimary: true }] };

    expect((await kit.call(outboundPath, { body })).status).toBe(200);
  });

  it('never says accepted before it is on disk', async () => {
    let stored: () => void = () => undefined;
    kit.intake.store = () => new Promise((resolve) => (stored = resolve));
    let isAnswered = false;
    const call = kit.call(outboundPath, { body: outboundBody() }).finally(() => (isAnswered = true));
    await until(() => kit.intake.accepted.length === 1);
    await settled();
    expect(isAnswered).toBe(false);

    stored();

    expect((await call).status).toBe(200);
  });

  it('is answered 503 before 4.5 s rather than late, and its repeat finds what was stored', async () => {
    let stored: () => void = () => undefined;
    kit.intake.store = () => new Promise((resolve) => (stored = resolve));
    const call = kit.call(outboundPath, { body: outboundBody() });
    await until(() => kit.intake.accepted.length === 1);

    expect(boxAnswerWithinMs).toBeLessThan(4_500);
    kit.clock.wind(boxAnswerWithinMs - 1);
    await settled();
    kit.clock.wind(1);

    const late = await call;
    expect([late.status, late.json.errorCode]).toEqual([503, 'temporarilyUnavailable']);
    expect(late.headers.get('retry-after')).toBe('5');
    expect(kit.intake.answeredIds).toEqual([]);
    stored();
    const repeat = await kit.call(outboundPath, { body: outboundBody() });
    expect(repeat.status).toBe(200);
    expect(kit.intake.accepted).toHaveLength(1);
  });

  it.each(['STORE_FULL', 'STORE_WRITE_FAILED', 'BOX_BUSY'] as const)('is answered 503 on %s', async (code) => {
    kit.intake.store = () => Promise.reject(new RelayError(code, 'in a test'));

    const answer = await kit.call(outboundPath, { body: outboundBody() });

    expect([answer.status, answer.json.errorCode]).toEqual([503, 'temporarilyUnavailable']);
    expect(answer.json.displayErrorMessage).toMatch(/again/u);
  });
});

describe('a reply (1.0)', () => {
  const replyBody = {
    brand: { id: 1000, friendlyName: 'Demo Brand' },
    post: { idOnExternalPlatform: threadId },
    messageContent: { type: 'TEXT', payload: { text: 'Your parcel left Shanghai today.' } },
    recipients: [{ idOnExternalPlatform: openId, name: 'Li Wei', isPrimary: true, isPrivate: true }],
    author: { id: 4711, firstName: 'Anna' },
  };

  it('finds its channel among the caller’s by the name of the conversation', async () => {
    const answer = await kit.call(replyPath, { body: replyBody });

    expect(answer.status).toBe(200);
    expect(answer.json.idOnExternalPlatform).toMatch(/^wxout-/u);
    expect(kit.intake.accepted[0]).toMatchObject({ channelId: 'tulip', openId });
  });

  it('needs no more than the path and a text', async () => {
    const answer = await kit.call(replyPath, { body: { content: 'Hello' } });

    expect(answer.status).toBe(200);
    expect(kit.intake.accepted[0]).toMatchObject({ channelId: 'tulip', openId, content: { text: 'Hello' } });
  });

  it('understands CXone’s own thread id in the path', async () => {
    kit.intake.threads.set('lotus c0cbeb1d-0000', openId);

    const answer = await kit.call('/1.0/posts/c0cbeb1d-0000/messages', { body: { content: 'Hello' } });

    expect(answer.status).toBe(200);
    expect(kit.intake.accepted[0]?.channelId).toBe('lotus');
  });

  it('falls back on the one channel that knows the recipient', async () => {
    kit.intake.recipients.set(`lotus ${openId}`, { known: true, windowOpen: true, repliesLeft: 5 });

    const answer = await kit.call('/1.0/posts/unknown-id/messages', { body: { ...replyBody, post: {} } });

    expect(answer.status).toBe(200);
    expect(kit.intake.accepted[0]?.channelId).toBe('lotus');
  });

  it('of a conversation nobody knows is refused', async () => {
    const answer = await kit.call('/1.0/posts/unknown-id/messages', { body: { content: 'Hello' } });

    expect([answer.status, answer.json.errorCode]).toEqual([400, 'conversationNotFound']);
  });

  it('reaches no channel of another client, and does not tell that there is one', async () => {
    const foreign = await kit.call(`/1.0/posts/${encodeURIComponent(`gh_rose:${openId}`)}/messages`, {
      body: { content: 'Hello' },
    });
    const missing = await kit.call(`/1.0/posts/${encodeURIComponent(`gh_nowhere:${openId}`)}/messages`, {
      body: { content: 'Hello' },
    });

    expect(foreign.status).toBe(400);
    expect(foreign.text).toBe(missing.text);
    expect(kit.intake.accepted).toHaveLength(0);
  });
});

describe('the same call twice', () => {
  it('is one message when the first answer was not read, and two when it was', async () => {
    // The caller leaves before the answer.
    let stored: () => void = () => undefined;
    kit.intake.store = () => new Promise((resolve) => (stored = resolve));
    const body = JSON.stringify(outboundBody('ok'));
    const socket = connect(kit.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /integration/box${outboundPath} HTTP/1.1\r\nHost: 127.0.0.1:${kit.port}\r\nAuthorization: Bearer ${kit.token()}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await until(() => kit.intake.accepted.length === 1);
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 20));
    stored();
    await settled();
    kit.intake.store = () => Promise.resolve();
    expect(kit.intake.answeredIds).toEqual([]);

    const repeat = await kit.call(outboundPath, { body });
    expect(kit.intake.accepted).toHaveLength(1);
    const id = repeat.json.idOnExternalPlatform;
    expect(kit.intake.answeredIds).toEqual([]);

    // Whoever had the answer to that call is still there: this is another message with the same words.
    const again = await kit.call(outboundPath, { body });
    expect(kit.intake.accepted).toHaveLength(2);
    expect(again.json.idOnExternalPlatform).not.toBe(id);
    expect(kit.intake.answeredIds).toEqual([id]);
  });

  const request = (text: string, connection: string): string => {
    const body = JSON.stringify(outboundBody(text));
    return (
      `POST /integration/box${outboundPath} HTTP/1.1\r\nHost: 127.0.0.1:${kit.port}\r\nAuthorization: Bearer ${kit.token()}\r\n` +
      `Connection: ${connection}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    );
  };

  it.each([
    ['hangs up as the answer arrives', 'keep-alive', (socket: Socket) => socket.destroy(), false],
    ['resets the connection as the answer arrives', 'keep-alive', (socket: Socket) => socket.resetAndDestroy(), false],
    ['asked for one answer and reads it to the end', 'close', () => undefined, true],
    ['keeps the connection for half a second', 'keep-alive', () => kit.clock.wind(500), true],
  ])('counts the answer of a caller that %s', async (_name, connection, then, isRead) => {
    const socket = connect(kit.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(request('lost or found', connection));
    await new Promise((resolve) => socket.once('data', resolve));
    then(socket);
    if (isRead && connection === 'keep-alive') socket.destroy();
    await closed;
    await new Promise((resolve) => setTimeout(resolve, 20));
    kit.clock.wind(5_000);

    expect(kit.intake.answeredIds).toHaveLength(isRead ? 1 : 0);
    await kit.call(outboundPath, { body: outboundBody('lost or found') });
    expect(kit.intake.accepted).toHaveLength(isRead ? 2 : 1);
  });

  it('is recognised whatever the order of members and the signature of an attachment', async () => {
    const file = (signature: string) => ({
      friendlyName: 'a.pdf',
      url: `https://files.example.com/a.pdf?sig=${signature}`,
    });
    await kit.call(outboundPath, { body: { ...outboundBody(), attachments: [file('one')] } });
    const { messageContent, ...rest } = outboundBody();
    const turned = { fallbackText: messageContent.fallbackText, payload: messageContent.payload, type: 'TEXT' };
    await kit.call(outboundPath, { body: { messageContent: turned, ...rest, attachments: [file('two')] } });
    await kit.call(outboundPath, {
      body: { ...outboundBody(), attachments: [{ ...file('one'), friendlyName: 'b.pdf' }] },
    });

    const [first, second, third] = kit.intake.accepted.map(({ fingerprint }) => fingerprint);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('is two messages on two channels or to two people', async () => {
    const other = OpenId.parse('oSomebodyElse');
    const to = (person: OpenId) => ({
      messageContent: { payload: { text: 'ok' } },
      recipients: [{ idOnExternalPlatform: person }],
    });
    await kit.call(outboundPath, { body: to(openId) });
    await kit.call(outboundPath, { body: to(other) });
    await kit.call(`/2.0/channel/${lotusCxoneId}/outbound`, { body: to(openId) });

    expect(new Set(kit.intake.accepted.map(({ fingerprint }) => fingerprint)).size).toBe(3);
  });
});

describe('order', () => {
  it('of a hundred calls of one conversation is kept', async () => {
    const socket = connect(kit.port, '127.0.0.1');
    const requests = Array.from({ length: 100 }, (_, index) => {
      const body = JSON.stringify(outboundBody(`message ${index}`));
      return (
        `POST /integration/box${outboundPath} HTTP/1.1\r\nHost: 127.0.0.1:${kit.port}\r\nAuthorization: Bearer ${kit.token()}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
      );
    });
    socket.write(requests.join(''));
    await until(() => kit.intake.accepted.length === 100);
    socket.destroy();

    const texts = kit.intake.accepted.map(({ content }) => ('text' in content ? content.text : ''));
    expect(texts).toEqual(Array.from({ length: 100 }, (_, index) => `message ${index}`));
  });
});

describe('the token dance', () => {
  it('has no effect before a good token comes: 50 calls, one message each', async () => {
    const expired = kit.token();
    kit.clock.wind(3_600_000 + 5_001);
    const bodies = Array.from({ length: 50 }, (_, index) => outboundBody(`dance ${index}`));

    const refused = await Promise.all(bodies.map((body) => kit.call(outboundPath, { body, token: expired })));
    expect(refused.every(({ status, text }) => status === 401 && text === '{"error":"Invalid token"}')).toBe(true);
    expect(refused[0]?.headers.get('www-authenticate')).toMatch(/^Bearer/u);
    expect(kit.intake.accepted).toHaveLength(0);
    expect(kit.legs.refused).toEqual([]);

    const granted = await kit.call('/1.0/token', {
      token: null,
      body: { grant_type: 'client_credentials', client_id: 'client-demo', client_secret: 'secret of demo ✓' },
    });
    const token = String(granted.json.access_token);
    const taken = await Promise.all(bodies.map((body) => kit.call(outboundPath, { body, token })));

    expect(taken.every(({ status }) => status === 200)).toBe(true);
    expect(kit.intake.accepted).toHaveLength(50);
    expect(new Set(taken.map(({ json }) => json.idOnExternalPlatform)).size).toBe(50);
  });
});

describe('recipient validation', () => {
  const path = `/1.0/channel/${tulipCxoneId}/recipients/validation`;
  const asked = (id: string) => ({
    endUserRecipients: [{ idOnExternalPlatform: id, name: 'Li Wei', isPrimary: true }],
  });

  it('says valid for a known customer whose window is open', async () => {
    const answer = await kit.call(path, { body: asked(openId) });

    expect([answer.status, answer.json]).toEqual([200, { status: 'valid' }]);
    expect(kit.legs.proofs).toContainEqual(['tulip', 'cxoneIn', 'other_side']);
  });

  it.each([
    ['does not follow', 'WECHAT_NOT_FOLLOWING', openId, /does not follow/u],
    ['has a closed window', 'WECHAT_REPLY_WINDOW_CLOSED', openId, /reply window/u],
    ['has used up its replies', 'WECHAT_REPLY_COUNT_USED', openId, /used up/u],
    ['cannot be looked up now', 'WECHAT_UNREACHABLE', openId, /try again later/u],
    ['is no openid', null, '../x', /not a WeChat customer/u],
  ] as const)('tells the agent why when the customer %s', async (_name, why, id, sentence) => {
    if (why) kit.intake.unreachable.set(`tulip ${openId}`, why);

    const answer = await kit.call(path, { body: asked(id) });

    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      displayErrorMessage: expect.stringMatching(sentence) as string,
      errorCode: 'outboundValidationFailed',
      errors: [{ path: ['endUserRecipients', '0', 'idOnExternalPlatform'] }],
    });
  });

  it.each([{}, { endUserRecipients: [] }, { endUserRecipients: 'x' }, [], 'null'])('refuses %j', async (body) => {
    expect((await kit.call(path, { body })).status).toBe(400);
  });
});

describe('sender action', () => {
  const path = (thread: string) => `/1.0/channel/${tulipCxoneId}/thread/${encodeURIComponent(thread)}/sender-action`;

  it('hands typing on and off over, and answers 204', async () => {
    const on = await kit.call(path(threadId), { body: { senderAction: { action: 'isTypingOn' } } });
    const off = await kit.call(path(threadId), { body: { senderAction: { action: 'isTypingOff' } } });

    expect([on.status, on.text, off.status]).toEqual([204, '', 204]);
    expect(kit.intake.typed).toEqual([
      { channelId: 'tulip', openId, on: true },
      { channelId: 'tulip', openId, on: false },
    ]);
  });

  it.each([
    [threadId, { senderAction: { action: 'isDancing' } }],
    [threadId, {}],
    [`gh_rose:${openId}`, { senderAction: { action: 'isTypingOn' } }],
    ['unknown', { senderAction: { action: 'isTypingOn' } }],
  ])('is never an error: %s %j', async (thread, body) => {
    expect((await kit.call(path(thread), { body })).status).toBe(204);
    expect(kit.intake.typed).toEqual([]);
  });
});

describe('paths', () => {
  it.each([
    outboundPath,
    `/${outboundPath}`,
    `${outboundPath}/`,
    outboundPath.replaceAll('/', '//'),
    `/channels/${tulipCxoneId}/outbound`,
    `${outboundPath}?x=1`,
  ])('%s is the outbound call', async (path) => {
    expect((await kit.call(path, { body: outboundBody() })).status).toBe(200);
  });

  it('serves a base with doubled slashes of its own', async () => {
    const response = await fetch(`http://127.0.0.1:${kit.port}//integration//box/${outboundPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `bearer ${kit.token()}` },
      body: JSON.stringify(outboundBody()),
    });

    expect(response.status).toBe(200);
  });

  it('answers a channel of another client like one that does not exist', async () => {
    const foreign = await kit.call(`/2.0/channel/${roseCxoneId}/outbound`, { body: outboundBody() });
    const missing = await kit.call('/2.0/channel/ffffffff-0000/outbound', { body: outboundBody() });

    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.text).toBe(missing.text);
    expect(kit.intake.accepted).toHaveLength(0);
  });

  it.each([
    ['POST', '/1.0/unknown'],
    ['POST', '/1.0/messages/abc/delete'],
    ['POST', `/2.0/channel/${tulipCxoneId}/outbound/more`],
    ['POST', '/1.0/%74oken'],
    ['POST', '/1%2e0/token'],
    ['POST', '/1.0/..%2f..%2fadmin'],
    ['POST', '/1.0/posts/%zz/messages'],
    ['GET', '/health'],
  ])('%s %s is unknown: 404 with or without a token, and counted', async (method, path) => {
    for (const token of [kit.token(), null]) {
      const answer = await kit.call(path, { method, token });
      expect(answer.status).toBe(404);
    }
    expect(kit.intake.accepted).toHaveLength(0);
  });

  it.each(['', '/'])(
    'gives a token at the integration box URL itself (%j): an empty Authorization URL means so',
    async (path) => {
      const granted = await kit.call(path, {
        token: null,
        body: { grant_type: 'client_credentials', client_id: 'client-demo', client_secret: 'secret of demo ✓' },
      });
      const token = String(granted.json.access_token);
      expect((await kit.call(outboundPath, { body: outboundBody(), token })).status).toBe(200);

      const wrong = { grant_type: 'client_credentials', client_id: 'client-demo', client_secret: 'guessed' };
      expect((await kit.call(path, { token: null, body: wrong })).status).toBe(401);
      expect((await kit.call(path, { method: 'GET', token: null })).status).toBe(405);
    },
  );

  it('says in JSON that an unknown action is not available, and logs its path without ids', async () => {
    const answer = await kit.call(`/1.0/messages/${threadId}/hide`);

    expect(answer.json).toEqual({
      displayErrorMessage: expect.any(String) as string,
      errorCode: 'notSupported',
      errors: [],
    });
    expect(kit.legs.refused).toEqual([[null, 'BOX_UNKNOWN_ROUTE']]);
    const line = kit.log.lines.at(-1) ?? '';
    expect(line).toContain('box.unknown_route');
    expect(line).not.toContain(openId);
  });
});
