import { createPublicKey, createVerify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import type { MessageNotice } from '#sandbox/cxone/api-context.ts';
import { startCxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { drawIdentities } from '#sandbox/identities.ts';

const identities = drawIdentities(createRandom('cxone-api'));
const { integration } = identities;
const [channel] = identities.channels;
if (!channel) throw new Error('no channel');

let clock: SandboxClock;
let cxone: CxoneSimulator;
let created: MessageNotice[];

beforeEach(async () => {
  clock = createHandClock();
  created = [];
  const { tenant, channels } = identities;
  cxone = await startCxoneSimulator({
    tenant,
    integrations: [integration],
    channels,
    clock,
    random: createRandom('cxone'),
  });
  cxone.messages.on((notice) => created.push(notice));
});
afterEach(() => cxone.stop());

type Json = Record<string, unknown>;
const basic = (id = integration.clientId, secret = integration.clientSecret): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
const login = (changes: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${cxone.url}/auth/token`, {
    method: 'POST',
    headers: { authorization: basic(), 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams({
      grant_type: 'password',
      username: integration.accessKeyId,
      password: integration.accessKeySecret,
      ...changes,
    }).toString(),
  });
const token = async (): Promise<string> => ((await (await login()).json()) as { access_token: string }).access_token;
const call = async (
  bearer: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: Json; headers: Headers }> => {
  const response = await fetch(`${cxone.url}/dfo/3.0${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Json, headers: response.headers };
};
const message = (id: string, changes: Json = {}): Json => ({
  idOnExternalPlatform: id,
  direction: 'inbound',
  createdAtWithMilliseconds: '2026-01-12T08:10:02.000Z',
  thread: { idOnExternalPlatform: 'gh_1:oLi', threadName: 'Li Wei' },
  messageContent: { type: 'TEXT', payload: { text: '你好' }, fallbackText: '你好' },
  authorEndUserIdentity: { idOnExternalPlatform: 'oLi', firstName: 'Li', lastName: 'Wei', nickname: 'Li Wei' },
  ...changes,
});
const messagesPath = `/channels/${channel.id}/messages`;

describe('login and discovery', () => {
  it('tells its endpoints', async () => {
    const discovered = (await (await fetch(`${cxone.url}/.well-known/openid-configuration`)).json()) as Json;
    expect(discovered).toMatchObject({
      issuer: cxone.url,
      token_endpoint: `${cxone.url}/auth/token`,
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
    });
  });

  it('issues RS256 tokens whose claims lead to the tenant', async () => {
    const answer = (await (await login()).json()) as Json;
    expect(answer).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    const [head = '', claims = '', signature = ''] = String(answer.access_token).split('.');
    const { keys } = (await (await fetch(`${cxone.url}/auth/jwks`)).json()) as { keys: JsonWebKey[] };
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
    const verify = createVerify('RSA-SHA256').update(`${head}.${claims}`);
    expect(verify.verify(key, signature, 'base64url')).toBe(true);
    const { tenantId } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { tenantId: string };
    const found = await fetch(`${cxone.url}/.well-known/cxone-configuration?tenantId=${tenantId}`);
    expect(await found.json()).toMatchObject({ tenantId, area: 'eu1', domain: 'niceincontact.com' });
    expect((await fetch(`${cxone.url}/.well-known/cxone-configuration?tenantId=other`)).status).toBe(404);
  });

  it('takes JSON as well, and refuses what is wrong', async () => {
    const asJson = await fetch(`${cxone.url}/auth/token`, {
      method: 'POST',
      headers: { authorization: basic(), 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'password',
        username: integration.accessKeyId,
        password: integration.accessKeySecret,
      }),
    });
    expect(asJson.status).toBe(200);
    const refused = await login({}, { authorization: basic(integration.clientId, 'wrong') });
    expect([refused.status, await refused.json()]).toMatchObject([401, { error: 'invalid_client' }]);
    const noKey = await login({ password: 'wrong' });
    expect([noKey.status, await noKey.json()]).toMatchObject([400, { error: 'invalid_grant' }]);
    const noGrant = await login({ grant_type: 'magic' });
    expect([noGrant.status, await noGrant.json()]).toMatchObject([400, { error: 'unsupported_grant_type' }]);
  });

  it('refuses a token after its life, without effect', async () => {
    const bearer = await token();
    clock.advance(3_599_000);
    expect((await call(bearer, 'POST', messagesPath, message('1'))).status).toBe(201);
    clock.advance(1_000);
    const refused = await call(bearer, 'POST', messagesPath, message('2'));
    expect(refused).toMatchObject({ status: 401, json: { errors: [{ message: 'Unauthorized' }] } });
    expect((await call('made up', 'GET', '/channels')).status).toBe(401);
    expect(created).toHaveLength(1);
  });
});

describe('channels', () => {
  it('are listed, created, updated and deleted', async () => {
    const bearer = await token();
    const list = (await call(bearer, 'GET', '/channels')).json as unknown as Json[];
    expect(list.map(({ id }) => id)).toEqual(identities.channels.map(({ id }) => id));
    const body = {
      id: 'new-channel',
      idOnExternalPlatform: 'gh_new',
      channelIntegrationId: integration.integrationId,
      realExternalPlatformId: 'we-chat',
      name: 'New',
      isPrivate: true,
      hasTreeStructure: false,
    };
    expect((await call(bearer, 'POST', '/channels', body)).status).toBe(201);
    const renamed = await call(bearer, 'POST', '/channels', { ...body, name: 'Renamed' });
    expect(renamed).toMatchObject({
      status: 200,
      json: { name: 'Renamed', integrationBoxIdentifier: integration.integrationId },
    });
    const wrong = await call(bearer, 'POST', '/channels', {
      ...body,
      name: '',
      realExternalPlatformId: 'carrier-pigeon',
    });
    expect(wrong.status).toBe(400);
    expect((wrong.json.errors as Json[]).map(({ field }) => field)).toEqual(['realExternalPlatformId', 'name']);
    expect((await call(bearer, 'DELETE', '/channels/new-channel')).status).toBe(204);
    expect((await call(bearer, 'DELETE', '/channels/new-channel')).status).toBe(404);
    expect((await call(bearer, 'GET', '/channels?id[]=new-channel')).json).toEqual([]);
  });
});

describe('create message', () => {
  it('makes thread, contact and message', async () => {
    const bearer = await token();
    const answer = await call(bearer, 'POST', messagesPath, message('wxin-1'));
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      consumerContact: { status: 'new', channelId: channel.id, threadIdOnExternalPlatform: 'gh_1:oLi' },
      message: {
        idOnExternalPlatform: 'wxin-1',
        direction: 'inbound',
        createdAtWithMilliseconds: '2026-01-12T08:10:02.000+00:00',
        messageContent: { payload: { text: '你好' } },
      },
    });
    expect(created).toMatchObject([{ kind: 'created', channel: channel.key, endUserId: 'oLi', text: '你好' }]);
  });

  it('answers a repeat with the same ids and has no second effect', async () => {
    const bearer = await token();
    const first = await call(bearer, 'POST', messagesPath, message('wxin-1'));
    const again = await call(bearer, 'POST', messagesPath, message('wxin-1'));
    expect(again.status).toBe(200);
    const idsOf = ({ json }: { json: Json }) => [(json.message as Json).id, (json.consumerContact as Json).id];
    expect(idsOf(again)).toEqual(idsOf(first));
    expect(created.map(({ kind }) => kind)).toEqual(['created', 'repeated']);
    const contact = String((first.json.consumerContact as Json).id);
    expect((await call(bearer, 'GET', `/contacts/${contact}/messages`)).json.hits).toBe(1);
    // The same id on another channel is another message.
    const elsewhere = `/channels/${identities.channels[1]?.id ?? ''}/messages`;
    expect((await call(bearer, 'POST', elsewhere, message('wxin-1'))).status).toBe(201);
  });

  it.each<[string, Json, string]>([
    ['no id', { idOnExternalPlatform: '' }, 'idOnExternalPlatform'],
    ['no author', { authorEndUserIdentity: {} }, 'authorEndUserIdentity.idOnExternalPlatform'],
    ['no thread', { thread: undefined }, 'thread'],
    ['a time without milliseconds', { createdAtWithMilliseconds: '2026-01-12T08:10:02Z' }, 'createdAtWithMilliseconds'],
    ['an unknown content type', { messageContent: { type: 'HOLOGRAM', payload: {} } }, 'messageContent.type'],
    ['an empty text', { messageContent: { type: 'TEXT', payload: { text: '' } } }, 'messageContent.payload.text'],
    ['a nameless file', { attachments: [{ url: 'https://x.example/a' }] }, 'attachments.0.friendlyName'],
  ])('refuses %s with the field', async (_case, changes, field) => {
    const answer = await call(await token(), 'POST', messagesPath, message('x', changes));
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ field }] } });
    expect(answer.json.uid).toMatch(/^[0-9a-f]+$/);
    expect(created).toEqual([]);
  });

  it('knows its channels', async () => {
    expect((await call(await token(), 'POST', '/channels/unknown/messages', message('1'))).status).toBe(404);
  });

  it('opens a resolved case again and begins a new one after closing', async () => {
    const bearer = await token();
    const write = async (id: string): Promise<Json> =>
      (await call(bearer, 'POST', messagesPath, message(id))).json.consumerContact as Json;
    const { id } = await write('1');
    const status = (value: string) => call(bearer, 'PUT', `/contacts/${String(id)}/status`, { status: value });
    expect((await status('resolved')).status).toBe(204);
    expect(await write('2')).toMatchObject({ id, status: 'open' });
    expect((await status('closed')).status).toBe(204);
    expect((await status('open')).status).toBe(422);
    const next = await write('3');
    expect(next.status).toBe('new');
    expect(next.id).not.toBe(id);
  });
});

describe('contacts', () => {
  it('are found by channel, status and end user, fifty a page', async () => {
    const bearer = await token();
    for (let index = 0; index < 60; index += 1) {
      const author = { idOnExternalPlatform: `o${index}` };
      await call(
        bearer,
        'POST',
        messagesPath,
        message(`m${index}`, {
          thread: { idOnExternalPlatform: `t${index}` },
          authorEndUserIdentity: author,
        }),
      );
    }
    const first = await call(bearer, 'GET', `/contacts?channel[]=${channel.id}&status[]=new`);
    expect(first.json).toMatchObject({ hits: 60 });
    expect(first.json.data).toHaveLength(50);
    const second = await call(
      bearer,
      'GET',
      `/contacts?channel[]=${channel.id}&scrollToken=${String(first.json.scrollToken)}`,
    );
    expect(second.json.data).toHaveLength(10);
    expect(second.json).not.toHaveProperty('scrollToken');
    const one = await call(bearer, 'GET', '/contacts?endUserIdOnExternalPlatform[]=o7');
    expect(one.json).toMatchObject({
      hits: 1,
      data: [{ sla: { firstResponseTime: { raw: 0, alreadyHasValue: false } } }],
    });
    expect((await call(bearer, 'GET', '/contacts?status[]=closed')).json.hits).toBe(0);
    expect((await call(bearer, 'GET', '/contacts/0')).status).toBe(404);
  });
});

describe('other calls', () => {
  it('keep temporary attachments for their life', async () => {
    const bearer = await token();
    const stored = await call(bearer, 'POST', '/attachments/temporary', {
      content: 'aGVsbG8=',
      mimeType: 'text/plain',
    });
    expect(stored.status).toBe(201);
    const file = await fetch(String(stored.json.url));
    expect([file.headers.get('content-type'), await file.text()]).toEqual(['text/plain', 'hello']);
    clock.advance(3_600_000);
    expect((await fetch(String(stored.json.url))).status).toBe(404);
    expect(
      (await call(await token(), 'POST', '/attachments/temporary', { content: '***', mimeType: 'x' })).status,
    ).toBe(400);
  });

  it('redeem a one-time token once', async () => {
    const page = new URL(cxone.actionPageUrl('add', 'https://relay.example.com/integration', undefined));
    expect(page.pathname).toBe('/integration/add');
    const body = {
      brandId: Number(page.searchParams.get('brandId')),
      userId: Number(page.searchParams.get('userId')),
      token: page.searchParams.get('token'),
      purpose: 'channel-integration',
    };
    const redeemed = await call('', 'POST', '/one-time-token/verification', body);
    expect(redeemed).toMatchObject({ status: 200, json: { brand: { tenantId: identities.tenant.tenantId } } });
    expect((await call(String(redeemed.json.accessToken), 'GET', '/channels')).status).toBe(200);
    expect((await call('', 'POST', '/one-time-token/verification', body)).status).toBe(401);
  });

  it('lock threads and take sender actions', async () => {
    const bearer = await token();
    await call(bearer, 'POST', messagesPath, message('1'));
    const thread = `/channels/${channel.id}/threads/${encodeURIComponent('gh_1:oLi')}`;
    expect((await call(bearer, 'POST', `${thread}/sender-actions`, { action: 'isTypingOn' })).status).toBe(204);
    expect((await call(bearer, 'PUT', thread, { canAddMoreMessages: false })).status).toBe(204);
    expect((await call(bearer, 'GET', '/threads?query=Li')).json).toMatchObject({
      totalRecords: 1,
      data: [{ idOnExternalPlatform: 'gh_1:oLi', canAddMoreMessages: false }],
    });
  });

  it('find a message by its external id', async () => {
    const bearer = await token();
    await call(bearer, 'POST', messagesPath, message('wxin-9'));
    expect((await call(bearer, 'GET', '/messages?idOnExternalPlatform[]=wxin-9')).json).toMatchObject({ hits: 1 });
    expect((await call(bearer, 'GET', '/messages?idOnExternalPlatform[]=wxin-8')).json).toMatchObject({ hits: 0 });
  });
});

describe('limits', () => {
  it('hold one contact to its bucket: 250 at once, then 17 a minute', async () => {
    const bearer = await token();
    cxone.setRules({ limitFactor: 0.04 });
    for (let index = 0; index < 11; index += 1) {
      expect((await call(bearer, 'POST', messagesPath, message(`m${index}`))).status).toBe(201);
    }
    const refused = await call(bearer, 'POST', messagesPath, message('m11'));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80);
    clock.advance(90_000);
    expect((await call(bearer, 'POST', messagesPath, message('m11'))).status).toBe(201);
  });
});

describe('faults', () => {
  it.each<[string, Record<string, unknown> | undefined, number]>([
    ['unauthorized', undefined, 401],
    ['forbidden', undefined, 403],
    ['channelNotFound', undefined, 404],
    ['badRequest', { field: 'thread.idOnExternalPlatform' }, 400],
    ['conflict', undefined, 409],
    ['unprocessable', undefined, 422],
    ['rateLimited', undefined, 429],
    ['serverError', undefined, 503],
    ['serverError', { status: 500 }, 500],
    ['httpStatus', { status: 504 }, 504],
    ['html', undefined, 502],
  ])('%s %j answers %i once and has no effect', async (fault, options, status) => {
    const bearer = await token();
    cxone.faults.set({ target: channel.key, fault, options, remaining: 1 });
    const response = await fetch(`${cxone.url}/dfo/3.0${messagesPath}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}` },
      body: JSON.stringify(message('1')),
    });
    expect(response.status).toBe(status);
    expect(created).toEqual([]);
    expect((await call(bearer, 'POST', messagesPath, message('1'))).status).toBe(201);
  });

  it('write Retry-After as told', async () => {
    const bearer = await token();
    for (const retryAfter of ['7', 'Wed, 21 Oct 2026 07:28:00 GMT', '-1', 'soon']) {
      cxone.faults.set({ target: '*', fault: 'rateLimited', options: { retryAfter }, remaining: 1 });
      expect((await call(bearer, 'POST', messagesPath, message('1'))).headers.get('retry-after')).toBe(retryAfter);
    }
  });

  it('revoke tokens, refuse logins and forms', async () => {
    const bearer = await token();
    cxone.faults.set({ target: integration.key, fault: 'tokenRevoked' });
    expect((await call(bearer, 'GET', '/channels')).status).toBe(401);
    expect((await call(await token(), 'GET', '/channels')).status).toBe(200);
    cxone.faults.set({ target: integration.key, fault: 'tokenRefused' });
    expect((await login()).status).toBe(401);
    cxone.faults.clear();
    cxone.faults.set({ target: integration.key, fault: 'formRefused' });
    expect((await login()).status).toBe(415);
    cxone.faults.clear();
    cxone.faults.set({ target: integration.key, fault: 'tokenAnswer', options: { expiresIn: 'soon' } });
    expect(((await (await login()).json()) as Json).expires_in).toBe('soon');
  });

  it('take a deleted channel out of the list', async () => {
    const bearer = await token();
    cxone.faults.set({ target: channel.key, fault: 'channelDeleted' });
    const list = (await call(bearer, 'GET', '/channels')).json as unknown as Json[];
    expect(list.map(({ id }) => id)).not.toContain(channel.id);
    expect((await call(bearer, 'POST', messagesPath, message('1'))).status).toBe(404);
  });
});
