import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { sampleFile, sampleFileKinds } from '#sandbox/cxone/sample-files.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { startStubRelay } from './stub-relay.ts';
import type { StubRelay } from './stub-relay.ts';

type Json = Record<string, unknown>;

let clock: SandboxClock;
let sandbox: Sandbox;
let relay: StubRelay;
let conversation: string;
let channel: string;

beforeEach(async () => {
  clock = createHandClock();
  sandbox = await startSandbox({ seed: 'agent-content', clock });
  relay = await startStubRelay(sandbox.relayConfig);
  const [first] = sandbox.identities.channels;
  if (!first) throw new Error('no channel');
  channel = first.key;
  const endUser = { idOnExternalPlatform: 'oLi', firstName: 'Li', lastName: 'Wei', nickname: 'Li Wei' };
  conversation = `${first.idOnExternalPlatform}:oLi`;
  const thread = sandbox.cxone.store.ensureThread(first.id, conversation, 'Li Wei', endUser);
  sandbox.cxone.store.contactForCustomerMessage(thread);
  await control('POST', '/connect', { ...relay.urls, verify: false });
});
afterEach(async () => {
  await relay.stop();
  await sandbox.stop();
  clock.stop();
});

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${sandbox.urls.control}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Json };
}

/** The relay's own token at CXone. */
async function bearer(): Promise<string> {
  const { clientId, clientSecret, accessKeyId, accessKeySecret } = sandbox.identities.integration;
  const response = await fetch(`${sandbox.urls.cxone}/auth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ grant_type: 'password', username: accessKeyId, password: accessKeySecret }).toString(),
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

interface Sent {
  messageContent: Json;
  attachments: { friendlyName: string; mimeType: string; url: string; securedPermanentUrl: string }[];
}

/** What the relay was sent for a message of the agent, and what the control said of it. */
async function send(message: Json | undefined, files: readonly Json[] = []): Promise<Sent & { told: Json }> {
  const { status, json } = await control('POST', '/agent/send', { conversation, message, files });
  expect([status, json.outcome]).toMatchObject([200, { kind: 'accepted' }]);
  const body = relay.boxCalls.at(-1)?.body as unknown as Sent;
  return { ...body, told: json };
}
const addressOf = (sent: Sent, at = 0): string => sent.attachments[at]?.url ?? '';
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const fault = (name: string, options: Json) =>
  control('POST', '/faults', { platform: 'cxone', target: channel, fault: name, options });

describe('what an agent sends', () => {
  const choices = [{ text: 'Yes', postback: 'yes' }, { text: 'No' }];

  it.each<[Json, Json]>([
    [
      { kind: 'text', text: 'hello' },
      { type: 'TEXT', payload: { text: 'hello' } },
    ],
    [
      { kind: 'quickReplies', text: 'Did this help?', choices },
      {
        type: 'QUICK_REPLIES',
        payload: {
          text: { content: 'Did this help?' },
          actions: [
            { type: 'REPLY_BUTTON', text: 'Yes', postback: 'yes' },
            { type: 'REPLY_BUTTON', text: 'No' },
          ],
        },
        fallbackText: 'Did this help? (Yes / No)',
      },
    ],
    [
      { kind: 'listPicker', title: 'Pick', text: 'one', choices },
      { type: 'LIST_PICKER', payload: { title: { content: 'Pick' }, text: { content: 'one' } } },
    ],
    [
      { kind: 'richLink', title: 'Track it', url: 'https://shop.example/t' },
      { type: 'RICH_LINK', payload: { title: { content: 'Track it' }, url: 'https://shop.example/t' } },
    ],
    [
      { kind: 'adaptiveCard', fallbackText: 'a card' },
      { type: 'ADAPTIVE_CARD', payload: { type: 'AdaptiveCard', version: '1.5', body: [] }, fallbackText: 'a card' },
    ],
    [
      { kind: 'plugin', title: 'T', text: 'x', buttons: [{ text: 'Open', url: 'https://shop.example/' }] },
      {
        type: 'PLUGIN',
        payload: {
          elements: [
            { id: 'title', type: 'TITLE', text: 'T' },
            { id: 'text', type: 'TEXT', text: 'x' },
            { id: 'button-1', type: 'BUTTON', text: 'Open', url: 'https://shop.example/' },
          ],
        },
      },
    ],
    [
      { kind: 'template', name: 'shipped', text: 'Order 42 left', variables: { no: '42' } },
      {
        type: 'PLUGIN',
        payload: {
          elements: [{ id: 'shipped', type: 'TEXT_TEMPLATE', text: 'Order 42 left', variables: { no: '42' } }],
        },
        parameters: { no: '42' },
        fallbackText: 'Order 42 left',
      },
    ],
    [
      { kind: 'raw', content: { type: 'HOLOGRAM', payload: {} } },
      { type: 'HOLOGRAM', payload: {} },
    ],
  ])('%j', async (message, expected) => {
    expect((await send(message)).messageContent).toMatchObject(expected);
  });

  it('may be words and files in one call', async () => {
    const files = [{ sample: 'png', sizeBytes: 5_000, name: '照片.png' }, { sample: 'pdf' }];
    const sent = await send({ kind: 'text', text: 'Here you are' }, files);
    expect(sent.messageContent).toMatchObject({ payload: { text: 'Here you are' } });
    expect(sent.attachments).toMatchObject([
      { friendlyName: '照片.png', mimeType: 'image/png' },
      { friendlyName: 'file.pdf', mimeType: 'application/pdf' },
    ]);
    const facts = sent.told.files as { sizeBytes: number; sha256: string }[];
    for (const [at, { sizeBytes, sha256: hash }] of facts.entries()) {
      const bytes = new Uint8Array(await (await fetch(addressOf(sent, at))).arrayBuffer());
      expect([bytes.length, sha256(bytes)]).toEqual([sizeBytes, hash]);
    }
    expect(facts[0]?.sizeBytes).toBe(5_000);
  });

  it('is refused by name when the conversation is unknown, or the form wrong', async () => {
    expect((await control('POST', '/agent/send', { conversation: 'x' })).status).toBe(404);
    expect((await control('POST', '/agent/send', { conversation, message: { kind: 'song' } })).status).toBe(400);
  });

  it('is not counted as a lost text by the witness', async () => {
    await send({ kind: 'quickReplies', text: 'Q', choices });
    await send({ kind: 'text', text: '' }, [{ sample: 'png' }]);
    const report = (await control('GET', '/report?graceMs=0')).json;
    expect(report).toMatchObject({ offeredOut: 0, lostOut: 0, richOffered: 2, richAcked: 2 });
  });
});

describe('the agent who writes first', () => {
  it('has the recipient validated, then calls without a thread, with any content', async () => {
    const { json } = await control('POST', '/agent/start', {
      channel,
      customer: 'oNew',
      message: { kind: 'template', name: 'shipped', text: 'x', variables: {} },
      files: [{ sample: 'jpeg' }],
    });
    expect(json.outcome).toMatchObject({ kind: 'accepted' });
    const [validation, outbound] = relay.boxCalls
      .filter(
        ({ authorization, path }) => authorization?.startsWith('Bearer box-') === true && !path.endsWith('/token'),
      )
      .slice(-2);
    expect(validation?.path).toMatch(/^\/1\.0\/channel\/[^/]+\/recipients\/validation$/u);
    expect(outbound?.path).toMatch(/^\/2\.0\/channel\/[^/]+\/outbound$/u);
    expect(outbound?.body).not.toHaveProperty('thread');
    expect(outbound?.body).toMatchObject({
      endUserRecipients: [{ idOnExternalPlatform: 'oNew' }],
      attachments: [{ mimeType: 'image/jpeg' }],
    });
  });
});

describe('the address of a file', () => {
  it('is signed, and good for a quarter of an hour', async () => {
    const sent = await send(undefined, [{ sample: 'png' }]);
    const address = addressOf(sent);
    expect((await fetch(address)).status).toBe(200);
    expect((await fetch(address.replace(/expires=(\d)/u, 'expires=9$1'))).status).toBe(403);
    expect((await fetch(address.replace(/signature=../u, 'signature=00'))).status).toBe(403);
    expect((await fetch(address.split('?')[0] ?? '')).status).toBe(403);
    clock.advance(899_999);
    expect((await fetch(address)).status).toBe(200);
    clock.advance(1);
    expect((await fetch(address)).status).toBe(410);
  });

  it('can be told to be over, or to lie about type and size', async () => {
    const address = addressOf(await send(undefined, [{ sample: 'png', sizeBytes: 1_000, mimeType: 'image/webp' }]));
    expect((await fetch(address)).headers.get('content-type')).toBe('image/webp');
    await fault('fileWrongType', { contentType: 'text/html' });
    expect((await fetch(address)).headers.get('content-type')).toBe('text/html');
    await fault('fileWrongSize', { sizeBytes: 5_000 });
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBe(5_000);
    await fault('fileWrongSize', { sizeBytes: 10 });
    expect((await (await fetch(address)).arrayBuffer()).byteLength).toBe(10);
    await fault('fileExpired', { status: 403 });
    expect((await fetch(address)).status).toBe(403);
  });

  it('can be slow, cut short or redirected, as every other call', async () => {
    const address = addressOf(await send(undefined, [{ sample: 'png', sizeBytes: 100_000 }]));
    const paths = ['/attachments/'];
    const set = (name: string, options: Json = {}) =>
      sandbox.cxone.faults.set({ target: '*', fault: name, options: { paths, ...options }, remaining: 1 });
    set('reset', { at: 'insideAnswer' });
    await expect(fetch(address).then((response) => response.arrayBuffer())).rejects.toThrow();
    set('redirect');
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(302);
    set('drip', { bytesPerSecond: 1_000 });
    const reader = (await fetch(address)).body?.getReader();
    expect((await reader?.read())?.value?.length).toBeLessThan(100);
    await reader?.cancel();
  });
});

describe('samples', () => {
  it.each(sampleFileKinds)('%s has the size asked for and the same bytes for the same seed', (kind) => {
    const file = sampleFile(kind, 10_000, 7);
    expect(file.content.length).toBe(kind === 'empty' ? 0 : 10_000);
    expect(sampleFile(kind, 10_000, 7).content.equals(file.content)).toBe(true);
    if (kind !== 'empty') expect(sampleFile(kind, 10_000, 8).content.equals(file.content)).toBe(false);
  });
});

describe('what the relay uploads', () => {
  const upload = async (content: string, mimeType: string): Promise<{ status: number; json: Json }> => {
    const token = await bearer();
    const response = await fetch(`${sandbox.urls.cxone}/dfo/3.0/attachments/temporary`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content, mimeType }),
    });
    return { status: response.status, json: (await response.json()) as Json };
  };
  const base64 = (bytes: Buffer): string => bytes.toString('base64');

  it('is taken when it is what it says', async () => {
    for (const kind of ['png', 'jpeg', 'gif', 'webp', 'mp3', 'amr', 'mp4', 'pdf'] as const) {
      const { content, mimeType } = sampleFile(kind, 3_001);
      const { status, json } = await upload(base64(content), mimeType);
      expect([kind, status]).toEqual([kind, 201]);
      expect(sandbox.cxone.uploadedFile(String(json.url))?.content.equals(content)).toBe(true);
    }
  });

  it.each([
    ['HTML as a picture', sampleFile('html').content.toString('base64'), 'image/png', 'mimeType'],
    ['a picture as sound', sampleFile('png').content.toString('base64'), 'audio/amr', 'mimeType'],
    ['a video as a picture', sampleFile('mp4').content.toString('base64'), 'image/jpeg', 'mimeType'],
    ['no Base64', 'a*b=', 'image/png', 'content'],
    ['Base64 for addresses', 'a-b_', 'image/png', 'content'],
    ['half a group', 'YWJjZ', 'image/png', 'content'],
    ['nothing', '', 'image/png', 'content'],
    ['no type', 'YWJj', '', 'mimeType'],
  ])('is refused when it is not: %s', async (_what, content, mimeType, field) => {
    const { status, json } = await upload(content, mimeType);
    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ field }]);
  });

  it('is refused when it is too large, by its decoded size', async () => {
    sandbox.cxone.setRules({ temporaryAttachmentMaxBytes: 1_000 });
    expect((await upload(base64(sampleFile('png', 1_000).content), 'image/png')).status).toBe(201);
    expect((await upload(base64(sampleFile('png', 1_001).content), 'image/png')).status).toBe(413);
  });
});

describe('status calls', () => {
  it('are kept per message, in order, and listed', async () => {
    const { told } = await send({ kind: 'text', text: 'hello' });
    const { externalId } = told.outcome as { externalId: string };
    const at = '2026-01-12T08:15:35.020Z';
    const report = async (status: 'delivered' | 'failed', reason: string | null, id = externalId): Promise<number> => {
      const token = await bearer();
      const channelId = sandbox.identities.channels[0]?.id ?? '';
      const response = await fetch(`${sandbox.urls.cxone}/dfo/3.0/channels/${channelId}/messages/${id}/status`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ status, updatedAt: at, reason }),
      });
      return response.status;
    };
    expect(await report('delivered', null)).toBe(200);
    expect(await report('failed', '45015')).toBe(200);
    expect(await report('delivered', null, 'unknown')).toBe(404);

    const record = { channel, updatedAt: at };
    expect((await control('GET', '/agent/statuses')).json.statuses).toMatchObject([
      { ...record, externalId, status: 'delivered', reason: null, isKnown: true },
      { ...record, externalId, status: 'failed', reason: '45015', isKnown: true },
      { ...record, externalId: 'unknown', status: 'delivered', isKnown: false },
    ]);
    expect((await control('GET', `/agent/statuses?externalId=${externalId}`)).json.statuses).toHaveLength(2);
    expect((await control('GET', '/agent/statuses?limit=1')).json.statuses).toHaveLength(1);
    const [message] = sandbox.cxone.agents.find(conversation)?.messages.list() ?? [];
    expect(message).toMatchObject({
      state: 'failed',
      reason: '45015',
      statuses: [{ status: 'delivered' }, { status: 'failed' }],
    });
  });
});
