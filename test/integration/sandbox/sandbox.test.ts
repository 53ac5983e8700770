import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request as startRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import type { WitnessReport } from '#sandbox/witness/witness.ts';
import { startStubRelay } from './stub-relay.ts';
import type { StubRelay } from './stub-relay.ts';
import { waitUntil } from './wait-until.ts';

let sandbox: Sandbox;
let relay: StubRelay;
let witnessDirectory: string;

beforeEach(async () => {
  witnessDirectory = await mkdtemp(join(tmpdir(), 'sandbox-witness-'));
  sandbox = await startSandbox({ seed: 'sandbox-test', witnessDirectory });
  relay = await startStubRelay(sandbox.relayConfig);
});
afterEach(async () => {
  await relay.stop();
  await sandbox.stop();
  await rm(witnessDirectory, { recursive: true });
});

type Json = Record<string, unknown>;
const control = async (method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> => {
  const response = await fetch(`${sandbox.urls.control}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, json: (await response.json()) as Json };
};
const post = async (path: string, body: unknown): Promise<Json> => {
  const { status, json } = await control('POST', path, body);
  expect([status, json]).toEqual([200, json]);
  return json;
};
const connect = () => post('/connect', relay.urls);
const report = async (): Promise<WitnessReport> =>
  (await control('GET', '/report?graceMs=0')).json as unknown as WitnessReport;
interface Conversation {
  channel: string;
  customer: string;
  conversation: string | null;
  contact: { number: string; status: string } | null;
  repliesLeft: number;
  wechat: { direction: string; text: string; type: string }[];
  cxone: { direction: string; text: string; state: string | null }[];
}
const conversationOf = async (customer: string): Promise<Conversation> => {
  const { conversations } = (await control('GET', `/conversations?customer=${customer}`)).json as {
    conversations: Conversation[];
  };
  const [found] = conversations;
  if (!found) throw new Error('no conversation');
  return found;
};

describe('connecting', () => {
  it('has WeChat verify each callback URL', async () => {
    const { verifications } = await connect();
    expect(Object.keys(verifications as Json)).toEqual(['tulip', 'canal', 'delta']);
    expect(Object.values(verifications as Json)).toEqual(
      Array(3).fill({ verified: true, status: 200, detail: 'echoed' }),
    );
  });

  it('draws the same identities from the same seed', async () => {
    const twin = await startSandbox({ seed: 'sandbox-test' });
    const other = await startSandbox({});
    const credentials = ({ relayConfig }: Sandbox) => relayConfig.channels.map(({ wechat }) => wechat.appSecret);
    expect(credentials(twin)).toEqual(credentials(sandbox));
    expect(credentials(other)).not.toEqual(credentials(sandbox));
    await Promise.all([twin.stop(), other.stop()]);
  });

  it('offers a complete configuration', () => {
    const { channels, integrations } = sandbox.relayConfig;
    expect(channels.map(({ name }) => name)).toEqual(['Tulip Store 郁金香', 'Canal Tours', 'Delta Bank 三角洲']);
    for (const { wechat, cxoneChannelId } of channels) {
      expect(wechat.appId).toMatch(/^wx[0-9a-f]{16}$/);
      expect(wechat.originalId).toMatch(/^gh_[0-9a-f]{12}$/);
      expect(wechat.encodingAesKey).toMatch(/^[A-Za-z0-9]{43}$/);
      expect(wechat.apiBase).toBe(sandbox.urls.wechatApi);
      expect(cxoneChannelId).toMatch(/^[0-9a-f-]{36}$/);
    }
    expect(integrations[0]?.cxone.issuer).toBe(sandbox.urls.cxone);
    expect(sandbox.relayConfig).not.toHaveProperty('storeKey');
  });
});

describe('one message there and back', () => {
  it('is seen by the agent and answered to the customer', async () => {
    await connect();
    await post('/agent/auto', { on: false });
    const said = await post('/customers/new/say', {
      channel: 'tulip',
      text: '我的订单在哪里？😀',
      language: 'zh',
      wait: true,
    });
    expect(said.outcome).toMatchObject({ kind: 'accepted' });
    const customer = String(said.customer);
    await waitUntil(async () => (await conversationOf(customer)).cxone.length === 1);
    const seen = await conversationOf(customer);
    expect(seen).toMatchObject({ channel: 'tulip', contact: { status: 'new' }, repliesLeft: 8 });
    expect(seen.cxone).toMatchObject([{ direction: 'inbound', text: '我的订单在哪里？😀' }]);

    const replied = await post('/agent/reply', { conversation: seen.conversation, text: '明天送达 🌷' });
    expect(replied.outcome).toMatchObject({ kind: 'accepted' });
    await waitUntil(async () => (await conversationOf(customer)).wechat.some(({ direction }) => direction === 'out'));
    const after = await conversationOf(customer);
    expect(after.wechat.at(-1)).toMatchObject({ direction: 'out', text: '明天送达 🌷' });
    expect(after.contact?.status).toBe('open');
    expect(await report()).toMatchObject({
      offeredIn: 1,
      ackedIn: 1,
      appliedIn: 1,
      offeredOut: 1,
      ackedOut: 1,
      appliedOut: 1,
      lost: 0,
      duplicates: 0,
      eventsAcked: 1,
    });
  });

  it('works by both outbound versions, with typing and statuses', async () => {
    await connect();
    await post('/agent/auto', { on: false });
    await post('/rules', { replyVersion: '1.0' });
    const { customer } = await post('/customers/new/say', { channel: 'delta', text: 'Hello', wait: true });
    await waitUntil(async () => (await conversationOf(String(customer))).cxone.length === 1);
    const { conversation, contact } = await conversationOf(String(customer));
    expect((await post('/agent/reply', { conversation: contact?.number, text: 'by 1.0' })).outcome).toMatchObject({
      kind: 'accepted',
    });
    expect(relay.boxCalls.at(-1)?.path).toContain('/1.0/posts/');
    expect(await post('/agent/typing', { conversation, typing: true })).toEqual({ status: 204 });
    expect(await post('/agent/status', { conversation, status: 'resolved' })).toEqual({ changed: true });
    expect((await conversationOf(String(customer))).contact?.status).toBe('resolved');
    await post('/customers/' + String(customer) + '/say', { text: 'One more thing', wait: true });
    await waitUntil(async () => (await conversationOf(String(customer))).contact?.status === 'open');
  });
});

describe('the people', () => {
  it('write in three languages and are answered in both directions, without loss', async () => {
    await connect();
    await post('/agent/auto', { minDelayMs: 0, maxDelayMs: 20 });
    await post('/traffic', { messagesPerMinute: 3_000 });
    await waitUntil(async () => (await report()).appliedOut >= 40, 15_000);
    expect((await post('/traffic', { paused: true })).paused).toBe(true);
    await waitUntil(async () => {
      const now = await report();
      return now.appliedIn === now.ackedIn && now.appliedOut === now.ackedOut;
    });
    const final = await report();
    expect(final).toMatchObject({
      lost: 0,
      duplicates: 0,
      unexpectedIn: 0,
      unexpectedOut: 0,
      orderBreaksIn: 0,
      orderBreaksOut: 0,
    });
    expect(final.ackP99Ms).toBeGreaterThan(0);
    const { conversations } = (await control('GET', '/conversations?limit=200')).json as {
      conversations: Conversation[];
    };
    const texts = conversations.flatMap(({ wechat }) => wechat).map(({ text }) => text);
    expect(texts.some((text) => /\p{Script=Han}/u.test(text))).toBe(true);
    expect(texts.some((text) => /\p{Extended_Pictographic}/u.test(text))).toBe(true);
    expect(new Set(conversations.map(({ channel }) => channel)).size).toBe(3);
  }, 30_000);

  it('say nothing before the relay is connected', async () => {
    await post('/traffic', { messagesPerMinute: 6_000 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await report()).offeredIn).toBe(0);
  });
});

describe('the witness', () => {
  it('writes what was offered, acknowledged and applied', async () => {
    await connect();
    await post('/agent/auto', { on: false });
    const { id, customer } = await post('/customers/new/say', { channel: 'canal', text: 'witness me', wait: true });
    await waitUntil(async () => (await report()).appliedIn === 1);
    const lines = async (name: string): Promise<Json[]> =>
      (await readFile(join(witnessDirectory, `${name}.jsonl`), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Json);
    const [offered] = await lines('offered');
    const [acked] = await lines('acked');
    const [applied] = await lines('applied');
    expect(offered).toMatchObject({ direction: 'in', id, customer, channel: 'canal', detail: { delivery: 1 } });
    expect(acked).toMatchObject({ id, hash: offered?.hash });
    expect(applied).toMatchObject({ id: `wxin-${String(id)}`, hash: offered?.hash, detail: { repeated: false } });
  });

  it('counts loss, doubling and silence for what they are', async () => {
    await connect();
    await post('/agent/auto', { on: false });
    await post('/rules', { wechat: { retryIntervalMs: 5, markFailAfter: 0 } });
    const { customer } = await post('/customers/new/say', { channel: 'tulip', text: 'first', wait: true });
    await waitUntil(async () => (await report()).appliedIn === 1);

    // Acknowledged and dropped.
    relay.answerPushWith((response) => void response.end('success'));
    await post(`/customers/${String(customer)}/say`, { text: 'dropped', wait: true });
    expect(await report()).toMatchObject({ ackedIn: 2, appliedIn: 1, lostIn: 1, lost: 1 });
    const { missing } = (await control('GET', '/report?graceMs=0&missing=5')).json as {
      missing: { direction: string }[];
    };
    expect(missing).toMatchObject([{ direction: 'in', entry: { customer } }]);

    // Never acknowledged: nothing was promised.
    relay.answerPushWith((response) => void response.writeHead(500).end());
    const refused = await post(`/customers/${String(customer)}/say`, { text: 'refused', wait: true });
    expect(refused.outcome).toMatchObject({ kind: 'lost', deliveries: 3 });
    expect(await report()).toMatchObject({ lostIn: 1, notAckedIn: 1 });

    // Delivered three times, forwarded three times under one id.
    relay.answerPushWith(undefined);
    await post('/faults', { target: 'tulip', fault: 'pushDuplicated', options: { copies: 3 }, remaining: 1 });
    await post(`/customers/${String(customer)}/say`, { text: 'copied', wait: true });
    await waitUntil(async () => (await report()).extraRequests === 2);
    expect(await report()).toMatchObject({ appliedIn: 2, duplicatesIn: 0 });

    // A reply delivered twice by CXone and sent twice by this careless relay.
    const { conversation } = await conversationOf(String(customer));
    await post('/faults', { target: 'tulip', fault: 'boxDuplicated', options: { copies: 2 }, remaining: 1 });
    await post('/agent/reply', { conversation, text: 'twice' });
    await waitUntil(async () => (await report()).duplicatesOut === 1);
  });
});

describe('load', () => {
  it.each(['in', 'out', 'both'] as const)('%s keeps its rate, its bounds and its books', async (direction) => {
    await connect();
    await post('/agent/auto', { on: false });
    const done = await post('/load', {
      perSecond: 100,
      seconds: 1,
      direction,
      conversations: 40,
      maxInFlight: 16,
      wait: true,
    });
    expect(done).toMatchObject({ state: 'done', inFlightIn: 0, inFlightOut: 0 });
    await waitUntil(async () => {
      const now = await report();
      return now.waitingIn + now.waitingOut + now.lost === 0;
    });
    const final = await report();
    if (direction !== 'out') expect(final.offeredIn).toBeGreaterThan(10);
    if (direction !== 'in') expect(final.offeredOut).toBeGreaterThan(3);
    if (direction === 'out') expect(Number(done.openersIn)).toBe(final.offeredIn);
    expect(final).toMatchObject({ ackedIn: final.offeredIn, appliedIn: final.offeredIn, appliedOut: final.offeredOut });
    expect(final).toMatchObject({ duplicates: 0, refusedOut: 0, orderBreaksIn: 0, orderBreaksOut: 0 });
    // The rules are as they were before.
    expect(sandbox.wechat.rules().markFailAfter).toBe(5);
    expect(sandbox.cxone.rules().limitFactor).toBe(1);
  });

  it('does not run twice at once', async () => {
    await connect();
    await post('/load', { perSecond: 10, seconds: 5, direction: 'in', conversations: 5 });
    expect((await control('POST', '/load', { perSecond: 1, seconds: 1 })).status).toBe(409);
    await control('DELETE', '/load');
    await waitUntil(async () => (await control('GET', '/load')).json.state === 'done');
  });
});

describe('the control', () => {
  it('lists and sets faults on the platform that knows them', async () => {
    const { available } = (await control('GET', '/faults')).json as {
      available: Record<string, { fault: string; meaning: string }[]>;
    };
    expect(available.wechat?.map(({ fault }) => fault)).toContain('pushWrongToken');
    expect(available.cxone?.every(({ meaning }) => meaning.length > 2)).toBe(true);
    expect(Object.keys(await post('/faults', { target: 'tulip', fault: 'secretRevoked' }))).toEqual(['wechat']);
    expect(Object.keys(await post('/faults', { target: 'demo', fault: 'tokenRefused' }))).toEqual(['cxone']);
    expect(Object.keys(await post('/faults', { fault: 'delay', options: { delayMs: 1 } }))).toEqual([
      'wechat',
      'cxone',
    ]);
    expect(Object.keys(await post('/faults', { fault: 'delay', platform: 'cxone' }))).toEqual(['cxone']);
    expect((await control('POST', '/faults', { fault: 'noSuchThing' })).status).toBe(400);
    expect((await control('POST', '/faults', { fault: 'delay', target: 'nobody' })).status).toBe(400);
    expect((await control('POST', '/faults', { fault: 'delay', options: { delayMs: -1 } })).status).toBe(400);
    const { cleared } = (await control('DELETE', '/faults')).json as { cleared: unknown[] };
    expect(cleared).toHaveLength(4);
  });

  it('lets the owner of an account change what is configured at WeChat', async () => {
    await connect();
    await post('/accounts/tulip', { token: 'anotherToken', callbackUrl: null });
    expect(await post('/accounts/tulip/verify', {})).toMatchObject({ verified: false, detail: 'no callback URL' });
    const state = (await control('GET', '/state')).json as { wechat: { accounts: { callbackUrl: string | null }[] } };
    expect(state.wechat.accounts.map(({ callbackUrl }) => callbackUrl === null)).toEqual([true, false, false]);
    expect(JSON.stringify(state)).not.toContain(sandbox.relayConfig.channels[0]?.wechat.appSecret);
  });

  it('winds the platforms without touching the time on the wire', async () => {
    await connect();
    await post('/agent/auto', { on: false });
    const { customer } = await post('/customers/new/say', { channel: 'tulip', text: 'hello', wait: true });
    await waitUntil(async () => (await conversationOf(String(customer))).cxone.length === 1);
    expect((await conversationOf(String(customer))).repliesLeft).toBeGreaterThan(0);
    const { now, stampNow } = await post('/clock', { advanceMs: 48 * 3_600_000 });
    expect(Number(now) - Number(stampNow)).toBeGreaterThanOrEqual(48 * 3_600_000 - 1_000);
    expect((await conversationOf(String(customer))).repliesLeft).toBe(0);
    await post('/clock', { skewMs: -600_000 });
    await post(`/customers/${String(customer)}/say`, { text: 'from the past', wait: true });
    const timestamp = Number(relay.pushes.at(-1)?.query.get('timestamp'));
    expect(Math.abs(Date.now() / 1000 - 600 - timestamp)).toBeLessThan(5);
  });

  it('changes customers and raises events', async () => {
    await connect();
    const { customer } = await post('/customers/new/say', { channel: 'tulip', text: 'hello', wait: true });
    await post(`/customers/${String(customer)}`, { blocks: true });
    expect(sandbox.wechat.customers.find('tulip', String(customer))?.blocks).toBe(true);
    await post(`/customers/${String(customer)}/event`, { event: 'unsubscribe', wait: true });
    expect(relay.pushes.at(-1)?.xml).toContain('<Event><![CDATA[unsubscribe]]></Event>');
    await post(`/customers/${String(customer)}/say`, { sample: 'image', wait: true });
    expect(relay.pushes.at(-1)?.xml).toContain('<MsgType><![CDATA[image]]></MsgType>');
    await post(`/customers/${String(customer)}/say`, {
      location: { latitude: 52, longitude: 4.9, label: 'Dam 1' },
      wait: true,
    });
    expect(relay.pushes.at(-1)?.xml).toContain('<Label><![CDATA[Dam 1]]></Label>');
    expect((await control('POST', '/customers/oNobody/say', { text: 'x' })).status).toBe(404);
    expect((await control('POST', `/customers/${String(customer)}/say`, {})).status).toBe(400);
    expect((await control('POST', '/customers/new/say', { channel: 'nowhere', text: 'x' })).status).toBe(404);
  });

  it('opens an action page as CXone would', async () => {
    await connect();
    const { url } = await post('/action-page', { page: 'reconnect', channel: 'tulip' });
    const page = new URL(String(url));
    expect(page.href.startsWith(`${relay.urls.actions}/reconnect?`)).toBe(true);
    expect([...page.searchParams.keys()]).toEqual(['userId', 'brandId', 'token', 'apiHost', 'backUrl', 'channelId']);
  });

  it('answers on loopback names only, JSON only, and knows its routes', async () => {
    const { port } = new URL(sandbox.urls.control);
    const statusWith = (headers: Record<string, string>): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = startRequest({ host: '127.0.0.1', port, path: '/state', headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        request.on('error', reject);
        request.end();
      });
    expect(await statusWith({ host: 'evil.example.com' })).toBe(403);
    expect(await statusWith({ origin: 'https://evil.example.com' })).toBe(403);
    expect(await statusWith({ origin: `http://localhost:${port}` })).toBe(200);
    expect((await fetch(`${sandbox.urls.control}/traffic`, { method: 'POST', body: '{}' })).status).toBe(415);
    expect((await control('POST', '/traffic', { messagesPerMinute: 'many' })).status).toBe(400);
    expect((await control('GET', '/nowhere')).status).toBe(404);
    expect((await control('DELETE', '/state')).status).toBe(405);
  });
});
