import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { getSignature } from '@wecom/crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import type { PushMode } from '#sandbox/wechat/accounts.ts';
import { startWeChatSimulator } from '#sandbox/wechat/simulator.ts';
import type { WeChatSimulator } from '#sandbox/wechat/simulator.ts';
import { waitUntil } from './wait-until.ts';

const WechatCrypto = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  key: string,
  appId: string,
) => { decrypt(encrypted: string): { message: string; id: string } };

const base = {
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'relayConsole2026',
  encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
};
const accounts = (['plain', 'compatible', 'security'] as PushMode[]).map((mode, index) => ({
  ...base,
  mode,
  key: mode,
  name: mode,
  appId: `wx00000000000000${index}0`,
  originalId: `gh_00000000000${index}`,
}));
const crypt = (mode: PushMode) =>
  new WechatCrypto(base.token, base.encodingAesKey, accounts.find(({ key }) => key === mode)?.appId ?? '');

interface Received {
  method: string;
  account: string;
  query: URLSearchParams;
  body: string;
  at: number;
}

let clock: SandboxClock;
let wechat: WeChatSimulator;
let server: Server;
let received: Received[];
let answer: (response: ServerResponse, request: Received) => void;
const openids: Record<string, string> = {};

const read = (incoming: IncomingMessage, response: ServerResponse): void => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('error', () => undefined);
  incoming.on('end', () => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://x');
    const request: Received = {
      method: incoming.method ?? '',
      account: pathname.replace('/wechat/', ''),
      query: searchParams,
      body: Buffer.concat(chunks).toString('utf8'),
      at: clock.now(),
    };
    received.push(request);
    answer(response, request);
  });
};

beforeEach(async () => {
  clock = createHandClock();
  received = [];
  answer = (response) => void response.end('success');
  server = createServer(read);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  wechat = await startWeChatSimulator({ accounts, clock, random: createRandom('wechat-push') });
  for (const { key } of accounts) {
    openids[key] = wechat.customers.follow(key, { nickname: key }).openid;
    wechat.setCallbackUrl(key, `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat/${key}`);
  }
});
afterEach(async () => {
  await wechat.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const say = (mode: PushMode, text = '你好 😀') =>
  wechat.customers.send(mode, openids[mode] ?? '', { type: 'text', text });
const encryptNode = (body: string): string => /<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/.exec(body)?.[1] ?? '';
const status =
  (code: number, body = '') =>
  (response: ServerResponse) =>
    void response.writeHead(code).end(body);

describe('verification', () => {
  it('asks with a signature over token, timestamp and nonce, and wants echostr back and nothing else', async () => {
    answer = (response, { query }) => void response.end(query.get('echostr'));
    expect(await wechat.verify('security')).toMatchObject({ verified: true, status: 200 });
    const [request] = received;
    expect(request?.method).toBe('GET');
    const timestamp = request?.query.get('timestamp') ?? '';
    expect(Number(timestamp)).toBe(Math.floor(clock.stampNow() / 1000));
    expect(request?.query.has('msg_signature')).toBe(false);

    answer = (response, { query }) => void response.end(`"${query.get('echostr') ?? ''}"`);
    expect(await wechat.verify('security')).toMatchObject({ verified: false, detail: 'the answer is not the echostr' });
    answer = status(401, 'Invalid signature');
    expect(await wechat.verify('security')).toMatchObject({ verified: false, status: 401 });
  });

  it('tells that nobody is there', async () => {
    wechat.setCallbackUrl('plain', 'http://127.0.0.1:9/wechat/plain');
    expect(await wechat.verify('plain')).toMatchObject({ verified: false, status: null, detail: 'ECONNREFUSED' });
    wechat.setCallbackUrl('plain', undefined);
    expect(await wechat.verify('plain')).toMatchObject({ verified: false, detail: 'no callback URL' });
  });
});

describe('a push', () => {
  it('is plain XML in plain mode', async () => {
    const ticket = say('plain');
    expect(await ticket.settled).toMatchObject({ kind: 'accepted', deliveries: 1 });
    const [request] = received;
    expect(request?.query.has('encrypt_type')).toBe(false);
    expect(request?.query.get('openid')).toBe(openids.plain);
    expect(request?.body).toContain('<Content><![CDATA[你好 😀]]></Content>');
    expect(request?.body).toContain(`<MsgId>${ticket.id}</MsgId>`);
  });

  it.each(['compatible', 'security'] as const)('can be opened by a published library in %s mode', async (mode) => {
    await say(mode).settled;
    const [request] = received;
    if (!request) throw new Error('nothing received');
    const encrypted = encryptNode(request.body);
    const get = (name: string): string => request.query.get(name) ?? '';
    expect(get('encrypt_type')).toBe('aes');
    expect(get('msg_signature')).toBe(getSignature(base.token, get('timestamp'), get('nonce'), encrypted));
    const opened = crypt(mode).decrypt(encrypted);
    expect(opened.id).toBe(accounts.find(({ key }) => key === mode)?.appId);
    expect(opened.message).toContain('<![CDATA[你好 😀]]>');
    expect(request.body.includes('<Content>')).toBe(mode === 'compatible');
  });

  it('is repeated after 5 and 10 seconds and then lost, with a line the customer sees', async () => {
    answer = status(500);
    const ticket = say('security');
    await waitUntil(() => received.length === 1);
    clock.advance(4_999);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(received).toHaveLength(1);
    clock.advance(1);
    await waitUntil(() => received.length === 2);
    clock.advance(5_000);
    await waitUntil(() => received.length === 3);
    expect(await ticket.settled).toMatchObject({
      kind: 'lost',
      deliveries: 3,
      failure: 'illegalResponse',
      detail: 'HTTP 500',
    });
    const [first] = received;
    expect(received.map(({ at }) => at - (first?.at ?? 0))).toEqual([0, 5_000, 10_000]);
    // Each repeat is signed anew; the message inside is the same.
    expect(new Set(received.map(({ query }) => query.get('nonce'))).size).toBe(3);
    const messages = received.map(({ body }) => crypt('security').decrypt(encryptNode(body)).message);
    expect(new Set(messages).size).toBe(1);
    expect(
      wechat.customers
        .find('security', openids.security ?? '')
        ?.chat.list()
        .at(-1),
    ).toMatchObject({ direction: 'notice' });
  });

  it('is not repeated once accepted', async () => {
    answer = (response) =>
      void response.writeHead(received.length === 1 ? 503 : 200).end(received.length === 1 ? '' : 'success');
    const ticket = say('plain');
    await waitUntil(() => received.length === 1);
    clock.advance(5_000);
    expect(await ticket.settled).toMatchObject({ kind: 'accepted', deliveries: 2 });
    clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(received).toHaveLength(2);
  });

  it('counts as failed when no answer comes within 5 seconds', async () => {
    answer = () => undefined;
    const ticket = say('plain');
    await waitUntil(() => received.length === 1);
    clock.advance(5_000);
    await waitUntil(() => received.length === 2);
    clock.advance(5_000);
    await waitUntil(() => received.length === 3);
    clock.advance(5_000);
    expect(await ticket.settled).toMatchObject({ kind: 'lost', failure: 'requestTimeout' });
    expect(wechat.accounts.get('plain').alarms.get('requestTimeout')?.count).toBe(3);
  });

  it('is withheld for a minute after five lost ones in a row, and what came meanwhile never arrives', async () => {
    wechat.setRules({ deliveries: 1 });
    answer = status(500);
    for (let sent = 0; sent < 5; sent += 1) expect((await say('plain').settled).kind).toBe('lost');
    answer = (response) => void response.end('success');
    expect((await say('plain', 'during the pause').settled).kind).toBe('withheld');
    expect((await say('security').settled).kind).toBe('accepted');
    clock.advance(60_000);
    expect((await say('plain', 'after the pause').settled).kind).toBe('accepted');
    expect(received.filter(({ body }) => body.includes('during the pause'))).toHaveLength(0);
    expect(wechat.accounts.get('plain').alarms.has('markFail')).toBe(true);
  });

  it('may be answered with a message, which uses none of the counted replies', async () => {
    answer = (response, { query }) =>
      void response.end(
        `<xml><ToUserName><![CDATA[${query.get('openid') ?? ''}]]></ToUserName><FromUserName><![CDATA[${accounts[0]?.originalId ?? ''}]]></FromUserName>` +
          '<CreateTime>1767225602</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[已收到]]></Content></xml>',
      );
    expect(await say('plain').settled).toMatchObject({ kind: 'accepted', reply: { text: '已收到' } });
    const follower = wechat.customers.find('plain', openids.plain ?? '');
    expect(follower?.chat.list().at(-1)).toMatchObject({ direction: 'out', text: '已收到' });
    expect(follower?.windows[0]?.repliesLeft).toBe(5);
  });
});

describe('push faults', () => {
  const first = (): Received => {
    const [request] = received;
    if (!request) throw new Error('nothing received');
    return request;
  };
  const isSignatureRight = ({ query, body }: Received): boolean =>
    query.get('msg_signature') ===
    getSignature(base.token, query.get('timestamp') ?? '', query.get('nonce') ?? '', encryptNode(body));
  const set = (fault: string, options?: Record<string, unknown>) =>
    wechat.faults.set({ target: 'security', fault, remaining: 1, ...(options ? { options } : {}) });

  it('pushWrongToken spoils the signature alone', async () => {
    set('pushWrongToken');
    await say('security').settled;
    expect(isSignatureRight(first())).toBe(false);
    expect(crypt('security').decrypt(encryptNode(first().body)).message).toContain('你好');
  });

  it('pushWrongAesKey keeps the signature right and the content shut', async () => {
    set('pushWrongAesKey');
    await say('security').settled;
    expect(isSignatureRight(first())).toBe(true);
    expect(crypt('security').decrypt(encryptNode(first().body)).message).not.toContain('你好');
  });

  it('pushWrongAppId, pushWrongMode and pushStale do what they say', async () => {
    set('pushWrongAppId', { appId: 'wxdeadbeefdeadbeef' });
    await say('security').settled;
    expect(crypt('security').decrypt(encryptNode(first().body)).id).toBe('wxdeadbeefdeadbeef');
    set('pushWrongMode', { mode: 'plain' });
    await say('security').settled;
    expect(received[1]?.body).toContain('<Content>');
    set('pushStale', { ageMs: 600_000 });
    await say('security').settled;
    expect(Number(received[2]?.query.get('timestamp'))).toBe(Math.floor(clock.stampNow() / 1000) - 600);
  });

  it('pushDisagreeingCopy says one thing in clear and another in cipher', async () => {
    wechat.faults.set({ target: 'compatible', fault: 'pushDisagreeingCopy' });
    await say('compatible', 'the truth').settled;
    expect(first().body).toContain('what the sender never wrote');
    expect(crypt('compatible').decrypt(encryptNode(first().body)).message).toContain('the truth');
  });

  it('pushDuplicated delivers copies, alike or signed anew', async () => {
    set('pushDuplicated', { copies: 10 });
    await say('security').settled;
    await waitUntil(() => received.length === 10);
    expect(new Set(received.map(({ query }) => query.get('nonce'))).size).toBe(10);
    received.length = 0;
    set('pushDuplicated', { copies: 3, identical: true });
    await say('security').settled;
    await waitUntil(() => received.length === 3);
    expect(new Set(received.map(({ body, query }) => body + query.toString())).size).toBe(1);
  });

  it('pushReordered lets a later push overtake', async () => {
    wechat.faults.set({ target: 'plain', fault: 'pushReordered', remaining: 1, options: { share: 1, upToMs: 3_000 } });
    const held = say('plain', 'first');
    await say('plain', 'second').settled;
    clock.advance(3_000);
    await held.settled;
    expect(received.map(({ body }) => /CDATA\[(first|second)\]/.exec(body)?.[1])).toEqual(['second', 'first']);
  });

  it.each(['cutShort', 'notXml', 'doctype', 'empty'] as const)(
    'pushMalformed sends a body that is %s',
    async (kind) => {
      await say('security').settled;
      const whole = first().body;
      set('pushMalformed', { kind });
      await say('security').settled;
      const { body } = received[1] ?? first();
      const length = { cutShort: whole.length, notXml: 20, doctype: 10_000, empty: 1 }[kind];
      expect(body.length).toBeLessThan(length);
      if (kind === 'doctype') expect(body).toContain('<!DOCTYPE');
    },
  );

  it('pushOversized and pushTampered do what they say', async () => {
    wechat.faults.set({ target: 'plain', fault: 'pushOversized', remaining: 1, options: { sizeBytes: 200_000 } });
    await say('plain').settled;
    expect(first().body.length).toBeGreaterThan(200_000);
    set('pushTampered');
    await say('security').settled;
    const tampered = received[1];
    expect(tampered && isSignatureRight(tampered)).toBe(false);
  });

  it('pushHangUp leaves the acknowledgement unread and repeats', async () => {
    set('pushHangUp');
    const ticket = say('security');
    await waitUntil(() => received.length === 1);
    clock.advance(5_000);
    expect(await ticket.settled).toMatchObject({ kind: 'accepted', deliveries: 2 });
  });

  it('pushStopped and callbackNotSet withhold', async () => {
    wechat.faults.set({ target: 'security', fault: 'pushStopped' });
    expect((await say('security').settled).kind).toBe('withheld');
    expect((await say('plain').settled).kind).toBe('accepted');
    wechat.faults.clear();
    expect((await say('security').settled).kind).toBe('accepted');
  });

  it('pushSlow drips the body', async () => {
    set('pushSlow', { bytesPerSecond: 1_000 });
    const ticket = say('security');
    for (let step = 0; step < 20 && received.length === 0; step += 1) {
      clock.advance(100);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect((await ticket.settled).kind).toBe('accepted');
  });
});
