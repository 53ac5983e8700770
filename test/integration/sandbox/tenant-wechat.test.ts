import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { channelBody } from './tenant-bench.ts';
import type { Json } from './tenant-bench.ts';
import { startStubRelay } from './stub-relay.ts';
import type { StubRelay } from './stub-relay.ts';
import { waitUntil } from './wait-until.ts';

let sandbox: Sandbox;
let session: Record<string, string>;
beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'spare', messagesPerMinute: 0 });
  const signedIn = await fetch(`${sandbox.urls.wechatApi}/administration/api/sign-in`, { method: 'POST' });
  session = { 'x-wechat-session': ((await signedIn.json()) as { token: string }).token };
});
afterEach(() => sandbox.stop());

const call = async (method: string, path: string, body?: unknown, headers = session) => {
  const response = await fetch(`${sandbox.urls.wechatApi}/administration/${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
};
const tries = async (method: string, path: string, body?: unknown): Promise<string> => {
  const { status, json } = await call(method, path, body);
  return status < 300 ? 'ok' : `${String(json.code)} ${typeof json.field === 'string' ? json.field : ''}`.trim();
};
const account = (place = 0) => {
  const found = sandbox.identities.spareAccounts[place];
  if (!found) throw new Error('no such spare account');
  return found;
};
const aesKey = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFA';
const configuration = (url: string, changes: Json = {}): Json => ({
  url,
  token: 'aTokenOfOurs',
  encodingAesKey: aesKey,
  mode: 'security',
  ...changes,
});
const token = async (place: number, secret: string): Promise<Json> => {
  const response = await fetch(`${sandbox.urls.wechatApi}/cgi-bin/stable_token`, {
    method: 'POST',
    body: JSON.stringify({ grant_type: 'client_credential', appid: account(place).appId, secret }),
  });
  return (await response.json()) as Json;
};

describe('spare accounts', () => {
  it('are in nobody’s way', async () => {
    expect(sandbox.relayConfig.channels.map(({ id }) => id)).toEqual(['tulip', 'canal', 'delta']);
    expect(sandbox.people.customers().filter(({ account: key }) => key.startsWith('spare'))).toEqual([]);
    expect(sandbox.wechat.accounts.list().map(({ options }) => options.key)).toHaveLength(5);
    const state = (await (await fetch(`${sandbox.urls.control}/state`)).json()) as { wechat: Record<string, Json[]> };
    expect(state.wechat.accounts).toHaveLength(3);
    expect(state.wechat.spareAccounts?.map(({ channel }) => channel)).toEqual(['spare-1', 'spare-2']);
    const twin = await startSandbox({ seed: 'spare' });
    expect(twin.identities).toEqual(sandbox.identities);
    await twin.stop();
  });

  it('hear from people only when these are told to write', async () => {
    const clock = createHandClock();
    const quiet = await startSandbox({ seed: 'spare', clock, messagesPerMinute: 600 });
    const nobody = 'http://127.0.0.1:9';
    await quiet.connect({ wechat: nobody, box: nobody }, false);
    for (let count = 0; count < 5; count += 1) quiet.people.addCustomer('spare-1');
    clock.advance(30_000);
    const lines = (key: string) =>
      [...quiet.wechat.accounts.get(key).followers.values()].flatMap(({ chat }) => chat.list());
    expect(lines('spare-1')).toEqual([]);
    expect(lines('tulip').length).toBeGreaterThan(0);
    await quiet.stop();
  });

  it('tell where one practises', () => {
    const { wechatApi, cxone } = sandbox.urls;
    expect(sandbox.practice).toEqual({
      wechatApiBase: wechatApi,
      cxone,
      tenantPage: `${cxone}/tenant`,
      deskPage: `${cxone}/desk`,
      wechatPage: `${wechatApi}/administration`,
    });
  });

  it('show their secret once, when it is made anew', async () => {
    const old = await token(0, account().appSecret);
    expect(old).toHaveProperty('access_token');
    const { json } = await call('POST', `${account().appId}/app-secret`, {});
    expect(json.appSecret).toMatch(/^[0-9a-f]{32}$/);
    expect(await token(0, account().appSecret)).toMatchObject({ errcode: 40125 });
    expect(await token(0, String(json.appSecret))).toHaveProperty('access_token');
    const userInfo = `${sandbox.urls.wechatApi}/cgi-bin/getcallbackip?access_token=${String(old.access_token)}`;
    expect(await (await fetch(userInfo)).json()).toMatchObject({ errcode: 42001 });
    const shown = JSON.stringify((await call('GET', 'api/state')).json);
    expect(shown).toContain(account().originalId);
    for (const secret of [String(json.appSecret), account().token, account().encodingAesKey]) {
      expect(shown).not.toContain(secret);
    }
  });

  it('let in who is on their list of addresses', async () => {
    const refused = await token(1, account(1).appSecret);
    expect(refused).toMatchObject({ errcode: 40164 });
    expect(refused.errmsg).toMatch(/^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist/);
    const list = (addresses: unknown) => tries('PUT', `${account(1).appId}/ip-allow-list`, { addresses });
    expect(await list(['203.0.113.9', 'somewhere'])).toBe('ip_form addresses.1');
    expect(await list(['203.0.113.0/33'])).toBe('ip_form addresses.0');
    expect(await list('127.0.0.1')).toBe('bad_request addresses');
    expect(await list(['203.0.113.0/24', '2001:db8::/32'])).toBe('ok');
    expect(await token(1, account(1).appSecret)).toMatchObject({ errcode: 40164 });
    expect(await list([' 127.0.0.0/8 ', ''])).toBe('ok');
    expect(await token(1, account(1).appSecret)).toHaveProperty('access_token');
  });
});

describe('the server configuration', () => {
  let answer: (echostr: string) => { status: number; body: string };
  let server: Server;
  let url: string;
  const asked: URLSearchParams[] = [];
  beforeEach(async () => {
    asked.length = 0;
    answer = (echostr) => ({ status: 200, body: echostr });
    server = createServer((request, response) => {
      const query = new URL(request.url ?? '', 'http://x').searchParams;
      asked.push(query);
      const { status, body } = answer(query.get('echostr') ?? '');
      response.writeHead(status).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/wechat/windmill`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const save = (changes: Json = {}) =>
    tries('POST', `${account().appId}/server-configuration`, configuration(url, changes));
  const kept = () => sandbox.wechat.accounts.get('spare-1');

  it('is saved when the URL proves that it knows the token', async () => {
    expect(await save()).toBe('ok');
    expect(asked).toHaveLength(1);
    expect([...(asked[0]?.keys() ?? [])].sort()).toEqual(['echostr', 'nonce', 'signature', 'timestamp']);
    expect(kept()).toMatchObject({ callbackUrl: url, options: { token: 'aTokenOfOurs', encodingAesKey: aesKey } });
    expect(await tries('DELETE', `${account().appId}/server-configuration`)).toBe('ok');
    expect(kept().callbackUrl).toBeUndefined();
    expect(await save({ mode: 'plain', encodingAesKey: '' })).toBe('ok');
    expect(kept().options).toMatchObject({ mode: 'plain', encodingAesKey: aesKey });
  });

  it.each<[string, Json]>([
    ['url_form url', { url: 'relay.example.com' }],
    ['url_form url', { url: 'ftp://relay.example.com' }],
    ['url_form url', { url: 'https://user@relay.example.com' }],
    ['url_port url', { url: 'https://relay.example.com:8443/wechat' }],
    ['token_form token', { token: 'ab' }],
    ['token_form token', { token: 'a'.repeat(33) }],
    ['token_form token', { token: 'a token' }],
    ['aes_key_form encodingAesKey', { encodingAesKey: '' }],
    ['aes_key_form encodingAesKey', { encodingAesKey: `${aesKey}A` }],
    ['aes_key_form encodingAesKey', { encodingAesKey: '', mode: 'compatible' }],
    ['bad_request mode', { mode: 'secret' }],
    ['bad_request', { color: 'red' }],
  ])('refuses: %s', async (refusal, changes) => {
    expect(await save(changes)).toBe(refusal);
    expect(asked).toEqual([]);
    expect(kept().callbackUrl).toBeUndefined();
  });

  it('keeps nothing when the URL fails', async () => {
    const before = kept().options;
    answer = () => ({ status: 200, body: 'success' });
    expect(await save()).toBe('token_failed token');
    answer = (echostr) => ({ status: 200, body: `${echostr}\n` });
    expect(await save()).toBe('token_failed token');
    answer = (echostr) => ({ status: 401, body: echostr });
    expect(await save()).toBe('token_failed token');
    expect(await save({ url: 'http://127.0.0.1:9/nobody' })).toBe('url_timeout url');
    expect(kept()).toMatchObject({ callbackUrl: undefined, options: before });
  });

  it('belongs to the owner, on this machine', async () => {
    const path = `${account().appId}/server-configuration`;
    expect((await call('POST', path, configuration(url), {})).json.code).toBe('not_signed_in');
    const foreign = { ...session, origin: 'https://evil.example.com' };
    expect((await call('POST', path, configuration(url), foreign)).json.code).toBe('foreign_origin');
    expect(await tries('POST', `wx0000000000000000/server-configuration`, configuration(url))).toBe('not_found');
    const [demo] = sandbox.identities.accounts;
    const demoPath = `${demo?.appId ?? ''}/server-configuration`;
    expect(await tries('POST', demoPath, configuration(url))).toBe('demo_account');
  });
});

describe('a spare account set up by hand', () => {
  let relay: StubRelay;
  afterEach(() => relay.stop());

  it('carries a message each way', async () => {
    const { json } = await call('POST', `${account().appId}/app-secret`, {});
    const { cxone } = sandbox.relayConfig.integrations[0] ?? {};
    const [integration] = sandbox.relayConfig.integrations;
    if (!cxone || !integration) throw new Error('no integration');
    const wechat = { ...account(), token: 'aTokenOfOurs', encodingAesKey: aesKey, appSecret: String(json.appSecret) };
    relay = await startStubRelay({
      ...sandbox.relayConfig,
      channels: [
        {
          id: 'windmill',
          name: 'Windmill',
          integration: 'demo',
          cxoneChannelId: 'windmill',
          wechat: { ...wechat, apiBase: sandbox.urls.wechatApi },
        },
      ],
    });
    sandbox.cxone.setBoxUrl(relay.urls.box);
    const path = `${account().appId}/messages`;
    expect(await tries('POST', path, { text: 'Hello' })).toBe('no_callback');
    const saved = configuration(`${relay.urls.wechat}/windmill`);
    expect(await tries('POST', `${account().appId}/server-configuration`, saved)).toBe('ok');

    const login = await fetch(`${sandbox.urls.cxone}/auth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${cxone.clientId}:${cxone.clientSecret}`).toString('base64')}` },
      body: new URLSearchParams({
        grant_type: 'password',
        username: cxone.accessKeyId,
        password: cxone.accessKeySecret,
      }),
    });
    const bearer = ((await login.json()) as { access_token: string }).access_token;
    const made = await fetch(`${sandbox.urls.cxone}/dfo/3.0/channels`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify(channelBody(integration.integrationId, { idOnExternalPlatform: account().originalId })),
    });
    expect(made.status).toBe(201);
    // The control knows both ends by one name.
    expect(sandbox.cxone.store.channels.get('windmill')?.key).toBe('spare-1');

    expect(await tries('POST', path, { text: ' ' })).toBe('empty_text text');
    expect(await tries('POST', path, { text: 'x', customer: 'oNobody' })).toBe('unknown_customer customer');
    const wrote = await call('POST', path, { text: '你好' });
    const openid = String(wrote.json.customer);
    await waitUntil(() =>
      Promise.resolve(sandbox.cxone.agents.find(`${account().originalId}:${openid}`) !== undefined),
    );
    await sandbox.cxone.agents.reply(`${account().originalId}:${openid}`, 'Good morning').settled;
    const chat = async (): Promise<string[]> => {
      const { accounts } = (await call('GET', 'api/state')).json as { accounts: { customers: { chat: Json[] }[] }[] };
      return (accounts[3]?.customers[0]?.chat ?? []).map(({ text }) => String(text));
    };
    await waitUntil(async () => (await chat()).includes('Good morning'));
    expect(await chat()).toEqual(['subscribe', '你好', 'Good morning']);
    expect((await call('POST', path, { text: 'Thanks', customer: openid })).json.customer).toBe(openid);
  });
});
