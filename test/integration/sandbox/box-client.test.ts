import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTickingClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import type { OutboundNotice } from '#sandbox/cxone/agent-actions.ts';
import { startCxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { drawIdentities } from '#sandbox/identities.ts';
import { waitUntil } from './wait-until.ts';

const identities = drawIdentities(createRandom('box-client'));
const { integration } = identities;
const [channel] = identities.channels;
if (!channel) throw new Error('no channel');

interface BoxCall {
  path: string;
  authorization: string | undefined;
  raw: string;
  body: Record<string, unknown>;
}

let cxone: CxoneSimulator;
let server: Server;
let calls: BoxCall[];
let validToken: string;
let answer: (response: ServerResponse, call: BoxCall) => void;
let conversation: string;
let notices: OutboundNotice[];

const json = (response: ServerResponse, status: number, value: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
};
const messageCalls = (): BoxCall[] => calls.filter(({ path }) => path !== '/box/1.0/token');
const tokenCalls = (): BoxCall[] => calls.filter(({ path }) => path === '/box/1.0/token');

beforeEach(async () => {
  calls = [];
  notices = [];
  validToken = 'token-1';
  let issued = 0;
  answer = (response) =>
    json(response, 200, { idOnExternalPlatform: 'wxout-1', message: { idOnExternalPlatform: 'wxout-1' } });
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      let body: Record<string, unknown> = {};
      try {
        body = JSON.parse(raw) as Record<string, unknown>;
      } catch {
        // The malformed body of one of the faults.
      }
      const call = { path: request.url ?? '', authorization: request.headers.authorization, raw, body };
      calls.push(call);
      if (call.path === '/box/1.0/token') {
        if (body.client_secret !== integration.box.clientSecret)
          return json(response, 401, { error: 'invalid_client' });
        issued += 1;
        validToken = `token-${issued}`;
        return json(response, 200, { access_token: validToken, token_type: 'Bearer', expires_in: 3600 });
      }
      if (call.authorization !== `Bearer ${validToken}`) return json(response, 401, { error: 'Invalid token' });
      answer(response, call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { tenant, channels } = identities;
  cxone = await startCxoneSimulator({
    tenant,
    integrations: [integration],
    channels,
    clock: createTickingClock(),
    random: createRandom('box'),
    rules: { boxTimeoutMs: 3_000 },
  });
  cxone.setBoxUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}/box/`);
  cxone.outbound.on((notice) => notices.push(notice));
  const endUser = { idOnExternalPlatform: 'oLi', firstName: 'Li', lastName: 'Wei', nickname: 'Li Wei' };
  const thread = cxone.store.ensureThread(channel.id, 'gh_1:oLi', 'Li Wei', endUser);
  cxone.store.contactForCustomerMessage(thread);
  conversation = thread.idOnExternalPlatform;
});
afterEach(async () => {
  await cxone.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('a reply', () => {
  it('meets 401, fetches a token, is repeated once, and keeps the token', async () => {
    expect(await cxone.agents.reply(conversation, 'hello').settled).toMatchObject({
      kind: 'accepted',
      externalId: 'wxout-1',
    });
    expect(
      calls.map(({ path, authorization }) => [path.replace(/channel\/[^/]+/, 'channel/ID'), authorization]),
    ).toEqual([
      ['/box/2.0/channel/ID/outbound', undefined],
      ['/box/1.0/token', undefined],
      ['/box/2.0/channel/ID/outbound', 'Bearer token-1'],
    ]);
    expect(tokenCalls()[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: integration.box.clientId,
      client_secret: integration.box.clientSecret,
      expires_in: 3600,
    });
    calls.length = 0;
    await cxone.agents.reply(conversation, 'again').settled;
    expect(calls).toHaveLength(1);
  });

  it('goes out as 2.0 with thread, recipients and content', async () => {
    await cxone.agents.reply(conversation, 'Here is the invoice.').settled;
    expect(messageCalls().at(-1)?.body).toMatchObject({
      brand: { id: identities.tenant.brandId },
      thread: { idOnExternalPlatform: 'gh_1:oLi' },
      messageContent: { type: 'TEXT', payload: { text: 'Here is the invoice.' }, fallbackText: 'Here is the invoice.' },
      endUserRecipients: [{ idOnExternalPlatform: 'oLi', name: 'Li Wei', isPrimary: true, isPrivate: true }],
      replyToMessage: null,
      isReplyToSpecificMessage: false,
    });
  });

  it('goes out as 1.0 with the thread id percent-encoded in the path, when switched', async () => {
    cxone.agents.setReplyVersion('1.0');
    await cxone.agents.reply(conversation, 'hello').settled;
    const last = messageCalls().at(-1);
    expect(last?.path).toBe('/box/1.0/posts/gh_1%3AoLi/messages');
    expect(last?.body).toMatchObject({
      post: { idOnExternalPlatform: 'gh_1:oLi' },
      messageContent: { payload: { text: 'hello' } },
      recipients: [{ idOnExternalPlatform: 'oLi' }],
      author: { firstName: 'Anna' },
    });
    cxone.setRules({ postId: 'internal' });
    await cxone.agents.reply(conversation, 'hello').settled;
    expect(messageCalls().at(-1)?.path).not.toContain('gh_1');
  });

  it('opens the case and shows what became of it', async () => {
    const ticket = cxone.agents.reply(conversation, 'hello');
    const thread = cxone.agents.find(conversation);
    const [message] = thread?.messages.list() ?? [];
    expect(message?.state).toBe('sending');
    await ticket.settled;
    expect(message).toMatchObject({ state: 'accepted', idOnExternalPlatform: 'wxout-1' });
    expect(cxone.store.contacts.get(thread?.contactNumber ?? '')?.status).toBe('open');
    answer = (response) =>
      json(response, 400, { displayErrorMessage: 'The customer must write first.', errorCode: 'x', errors: [] });
    expect(await cxone.agents.reply(conversation, 'too late').settled).toEqual({
      kind: 'refused',
      status: 400,
      reason: 'The customer must write first.',
    });
    answer = () => undefined;
    cxone.setRules({ boxTimeoutMs: 100 });
    expect(await cxone.agents.reply(conversation, 'nobody').settled).toMatchObject({ kind: 'unanswered' });
    expect(thread?.messages.list().map(({ state }) => state)).toEqual(['accepted', 'refused', 'unanswered']);
  });

  it('waits for the one before it in the same conversation', async () => {
    const held: ServerResponse[] = [];
    await cxone.agents.reply(conversation, 'token').settled;
    answer = (response) => void held.push(response);
    const first = cxone.agents.reply(conversation, 'one');
    const second = cxone.agents.reply(conversation, 'two');
    await waitUntil(() => held.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(held).toHaveLength(1);
    answer = (response) => json(response, 200, { message: { idOnExternalPlatform: 'wxout-2' } });
    json(held[0] as ServerResponse, 200, { message: { idOnExternalPlatform: 'wxout-1' } });
    expect((await first.settled).kind).toBe('accepted');
    expect((await second.settled).kind).toBe('accepted');
  });

  it('is refused when no token can be had', async () => {
    cxone.faults.set({ target: '*', fault: 'boxWrongCredentials', remaining: 1 });
    expect(await cxone.agents.reply(conversation, 'x').settled).toEqual({
      kind: 'refused',
      status: 401,
      reason: 'token call: HTTP 401',
    });
    expect(messageCalls()).toHaveLength(1);
  });
});

describe('fifty calls with a stale token', () => {
  const fifty = async () => {
    const conversations = Array.from({ length: 50 }, (_unused, index) => {
      const endUser = { idOnExternalPlatform: `o${index}`, firstName: '', lastName: '', nickname: '' };
      return cxone.store.ensureThread(channel.id, `gh_1:o${index}`, '', endUser).id;
    });
    return Promise.all(conversations.map((id) => cxone.agents.reply(id, 'x').settled));
  };

  it('share one token request', async () => {
    const outcomes = await fifty();
    expect(outcomes.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(tokenCalls()).toHaveLength(1);
  });

  it('fetch one each in a stampede', async () => {
    cxone.faults.set({ target: '*', fault: 'boxTokenStampede' });
    await fifty();
    expect(tokenCalls().length).toBeGreaterThan(1);
  });
});

describe('other calls', () => {
  it('validate the recipient before a new thread, and take its name from the answer', async () => {
    answer = (response, { path }) =>
      path.endsWith('/recipients/validation')
        ? json(response, 200, { status: 'valid' })
        : json(response, 200, {
            message: { idOnExternalPlatform: 'wxout-7' },
            thread: { idOnExternalPlatform: 'gh_1:oNew' },
          });
    const ticket = cxone.agents.startThread(channel.id, 'oNew', 'Good morning');
    expect(await ticket.settled).toMatchObject({ kind: 'accepted' });
    const [first, , , outbound] = calls;
    expect(first?.path).toContain('/recipients/validation');
    expect(outbound?.body).not.toHaveProperty('thread');
    expect(cxone.agents.find('gh_1:oNew')?.endUser.idOnExternalPlatform).toBe('oNew');
  });

  it('tell the agent why a recipient is not valid', async () => {
    answer = (response) => json(response, 400, { displayErrorMessage: 'Not a follower.', errorCode: 'x', errors: [] });
    expect(await cxone.agents.startThread(channel.id, 'oNobody', 'x').settled).toMatchObject({
      reason: 'Not a follower.',
    });
    expect(messageCalls().every(({ path }) => path.includes('validation'))).toBe(true);
  });

  it('show typing', async () => {
    answer = (response) => void response.writeHead(204).end();
    expect(await cxone.agents.type(conversation, true)).toBe(204);
    const last = messageCalls().at(-1);
    expect(last?.path).toContain(`/thread/${encodeURIComponent(conversation)}/sender-action`);
    expect(last?.body).toMatchObject({ senderAction: { action: 'isTypingOn' }, authorUser: { firstName: 'Anna' } });
  });
});

describe('a status the middleware reports', () => {
  const report = async (id: string, status: string, reason?: string): Promise<number> => {
    const login = await fetch(`${cxone.url}/auth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${integration.clientId}:${integration.clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'password',
        username: integration.accessKeyId,
        password: integration.accessKeySecret,
      }).toString(),
    });
    const { access_token: token } = (await login.json()) as { access_token: string };
    const response = await fetch(`${cxone.url}/dfo/3.0/channels/${channel.id}/messages/${id}/status`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ status, updatedAt: '2026-01-12T08:15:35.020Z', reason }),
    });
    return response.status;
  };

  it('stands at the message', async () => {
    await cxone.agents.reply(conversation, 'hello').settled;
    expect(await report('wxout-1', 'delivered')).toBe(200);
    const [message] = cxone.agents.find(conversation)?.messages.list() ?? [];
    expect(message?.state).toBe('delivered');
    expect(await report('wxout-1', 'failed', '45015 response out of time limit')).toBe(200);
    expect(message).toMatchObject({ state: 'failed', reason: '45015 response out of time limit' });
    expect(notices.filter(({ kind }) => kind === 'status')).toHaveLength(2);
    expect(await report('wxout-1', 'lost')).toBe(400);
    expect(await report('unknown', 'delivered')).toBe(404);
  });

  it('may come before the answer that names the message', async () => {
    await cxone.agents.reply(conversation, 'token').settled;
    let reported = 0;
    answer = (response) => {
      void report('wxout-early', 'delivered').then((status) => {
        reported = status;
        json(response, 200, { message: { idOnExternalPlatform: 'wxout-early' } });
      });
    };
    await cxone.agents.reply(conversation, 'quick').settled;
    expect(reported).toBe(200);
    expect(cxone.agents.find(conversation)?.messages.list().at(-1)?.state).toBe('delivered');
  });
});

describe('box faults', () => {
  const set = (fault: string, options?: Record<string, unknown>) =>
    cxone.faults.set({ target: channel.key, fault, options, remaining: 1 });
  beforeEach(async () => {
    await cxone.agents.reply(conversation, 'token').settled;
    calls.length = 0;
  });

  it('boxExpiredToken begins with a token that has ended', async () => {
    set('boxExpiredToken');
    expect((await cxone.agents.reply(conversation, 'x').settled).kind).toBe('accepted');
    expect(calls[0]?.authorization).toMatch(/^Bearer expired-/);
    expect(calls).toHaveLength(2);
  });

  it('boxDuplicated makes the call several times', async () => {
    set('boxDuplicated', { copies: 3 });
    await cxone.agents.reply(conversation, 'x').settled;
    expect(messageCalls()).toHaveLength(3);
    expect(new Set(messageCalls().map(({ raw }) => raw)).size).toBe(1);
  });

  it('boxLostAnswer hangs up and repeats', async () => {
    set('boxLostAnswer', { afterMs: 1 });
    expect((await cxone.agents.reply(conversation, 'x').settled).kind).toBe('accepted');
    expect(messageCalls()).toHaveLength(2);
  });

  it('boxMissingThread, boxMissingRecipients and boxUnknownContent change the body', async () => {
    set('boxMissingThread');
    set('boxMissingRecipients');
    set('boxUnknownContent', { fallbackText: 'a hologram' });
    await cxone.agents.reply(conversation, 'x').settled;
    const body = messageCalls()[0]?.body ?? {};
    expect(body).not.toHaveProperty('thread');
    expect(body).not.toHaveProperty('endUserRecipients');
    expect(body.messageContent).toMatchObject({ type: 'HOLOGRAM', fallbackText: 'a hologram' });
  });

  it('boxMalformed cuts the body short and boxSlow drips it', async () => {
    set('boxMalformed');
    await cxone.agents.reply(conversation, 'x').settled;
    expect(() => JSON.parse(messageCalls()[0]?.raw ?? '') as unknown).toThrow();
    calls.length = 0;
    set('boxSlow', { bytesPerSecond: 5_000 });
    const startedAt = performance.now();
    expect((await cxone.agents.reply(conversation, 'x').settled).kind).toBe('accepted');
    expect(performance.now() - startedAt).toBeGreaterThan(90);
  });
});
