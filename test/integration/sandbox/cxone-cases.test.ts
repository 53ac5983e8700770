import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startCxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { contactOddities } from '#sandbox/cxone/odd-contacts.ts';
import { drawIdentities } from '#sandbox/identities.ts';

const identities = drawIdentities(createRandom('cxone-cases'));
const { integration } = identities;
const [channel, second] = identities.channels;
if (!channel || !second) throw new Error('no channels');

type Json = Record<string, unknown>;
let clock: SandboxClock;
let cxone: CxoneSimulator;
let bearer: string;

beforeEach(async () => {
  clock = createHandClock();
  const { tenant, channels } = identities;
  const random = createRandom('cases');
  cxone = await startCxoneSimulator({ tenant, integrations: [integration], channels, clock, random });
  const answer = await fetch(`${cxone.url}/auth/token`, {
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
  bearer = ((await answer.json()) as { access_token: string }).access_token;
});
afterEach(() => cxone.stop());

async function call(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> {
  const response = await fetch(`${cxone.url}/dfo/3.0${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
}

/** A customer writes; the number of the case. */
async function write(customer: string, id = `m-${customer}`, to = channel?.id): Promise<string> {
  const { json } = await call('POST', `/channels/${to}/messages`, {
    idOnExternalPlatform: id,
    direction: 'inbound',
    createdAtWithMilliseconds: '2026-01-12T08:10:02.000Z',
    thread: { idOnExternalPlatform: `gh:${customer}`, threadName: customer },
    messageContent: { type: 'TEXT', payload: { text: 'hello' } },
    authorEndUserIdentity: { idOnExternalPlatform: customer },
  });
  return String((json.consumerContact as Json).id);
}
const numbers = ({ json }: { json: Json }) => (json.data as Json[]).map(({ id }) => id);

describe('the list of cases', () => {
  it('takes several channels and statuses at once', async () => {
    const [one, two, three] = [await write('a'), await write('b', 'm-b', second.id), await write('c')];
    await call('PUT', `/contacts/${two}/status`, { status: 'escalated' });
    await call('PUT', `/contacts/${three}/status`, { status: 'resolved' });

    expect(numbers(await call('GET', '/contacts?status[]=new&status[]=escalated'))).toEqual([two, one]);
    expect(numbers(await call('GET', `/contacts?channel[]=${second.id}&status[]=new&status[]=escalated`))).toEqual([
      two,
    ]);
    expect(
      numbers(await call('GET', `/contacts?channel[]=${channel.id}&channel[]=${second.id}&status[]=resolved`)),
    ).toEqual([three]);
  });

  it('passes nobody over when cases leave it between two pages', async () => {
    const all: string[] = [];
    for (let index = 0; index < 120; index += 1) all.push(await write(`o${index}`));
    const first = await call('GET', '/contacts?status[]=new');
    for (const id of numbers(first).slice(0, 30))
      await call('PUT', `/contacts/${String(id)}/status`, { status: 'closed' });
    const rest: unknown[] = [];
    let token = first.json.scrollToken as string | undefined;
    while (token !== undefined) {
      const page = await call('GET', `/contacts?status[]=new&scrollToken=${token}`);
      rest.push(...numbers(page));
      token = page.json.scrollToken as string | undefined;
    }
    expect([...numbers(first), ...rest]).toEqual([...all].reverse());
  });
});

describe('assignment', () => {
  it('names who has a case and since when', async () => {
    const id = await write('a');
    expect((await call('GET', `/contacts/${id}`)).json).toMatchObject({
      inboxAssigneeUser: null,
      inboxAssigneeLastAssignedAt: null,
      detailUrl: `${cxone.url}/cases/${id}`,
    });
    clock.advance(60_000);
    expect((await call('PUT', `/contacts/${id}/inbox-assignment`, { userId: 4712 })).status).toBe(200);
    expect((await call('GET', `/contacts/${id}`)).json).toMatchObject({
      inboxAssignee: 4712,
      inboxAssigneeUser: { id: 4712, firstName: 'Bas', surname: 'Jansen', isBotUser: false },
      inboxAssigneeLastAssignedAt: '2026-01-01T00:01:00+00:00',
    });
    clock.advance(60_000);
    await call('PUT', `/contacts/${id}/inbox-assignment`, { inboxAssigneeCxoneId: 'agent-4712' });
    expect((await call('GET', `/contacts/${id}`)).json.inboxAssigneeLastAssignedAt).toBe('2026-01-01T00:01:00+00:00');
    await call('DELETE', `/contacts/${id}/inbox-assignment`);
    expect((await call('GET', `/contacts/${id}`)).json.inboxAssigneeUser).toBeNull();
    expect((await call('PUT', `/contacts/${id}/inbox-assignment`, { userId: 1 })).status).toBe(400);
    expect((await call('PUT', `/contacts/${id}/inbox-assignment`, {})).status).toBe(400);
    expect((await call('PUT', '/contacts/1/inbox-assignment', { userId: 4712 })).status).toBe(404);
  });

  it('shows its page to whoever follows the address', async () => {
    const id = await write('a');
    const page = await fetch(`${cxone.url}/cases/${id}`);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(`Case ${id}`) as string]);
    expect((await fetch(`${cxone.url}/cases/0`)).status).toBe(404);
  });
});

describe('messages', () => {
  it('are found by several ids at once, with their authors', async () => {
    const id = await write('a', 'in-1');
    await write('b', 'in-2');
    // No relay listens, so the middleware's id is given by hand.
    for (const [externalId, authorId] of [
      ['out-1', 4713],
      ['out-2', 4790],
    ] as const) {
      const ticket = cxone.agents.reply(id, 'answer', authorId);
      const thread = cxone.agents.find(id);
      const message = thread?.messages.list().at(-1);
      if (!message) throw new Error('no message');
      cxone.store.nameOutbound(channel.id, externalId, message);
      await ticket.settled;
    }
    const ids = ['out-1', 'out-2', 'in-1', 'none'].map((name) => `idOnExternalPlatform[]=${name}`).join('&');
    const found = (await call('GET', `/messages?${ids}`)).json;
    expect(found.hits).toBe(3);
    const authors = Object.fromEntries(
      (found.data as Json[]).map((message) => [message.idOnExternalPlatform as string, message.authorUser] as const),
    );
    expect(authors).toMatchObject({
      'out-1': { id: 4713, firstName: '小明', isBotUser: false },
      'out-2': { id: 4790, isBotUser: true },
      'in-1': null,
    });
    expect((await call('GET', `/messages?${ids}&direction=outbound`)).json.hits).toBe(2);
    expect((await call('GET', `/messages?contactNumber=${id}`)).json.hits).toBe(3);
    expect((await call('GET', `/messages?${ids}&channel[]=${second.id}`)).json.hits).toBe(0);
  });

  it('of a bot are no answer', async () => {
    const id = await write('a');
    clock.advance(90_000);
    await cxone.agents.reply(id, 'We will be with you soon.', 4790).settled;
    expect((await call('GET', `/contacts/${id}`)).json).toMatchObject({
      status: 'new',
      sla: { firstResponseTime: { raw: 90, alreadyHasValue: false } },
    });
    await cxone.agents.reply(id, 'Hello', 4711).settled;
    clock.advance(90_000);
    expect((await call('GET', `/contacts/${id}`)).json).toMatchObject({
      status: 'open',
      sla: { firstResponseTime: { raw: 90, alreadyHasValue: true } },
    });
  });
});

describe('faults of these calls', () => {
  it.each([
    ['forbidden', {}, 403],
    ['notFound', {}, 404],
    ['rateLimited', { retryAfter: '7' }, 429],
    ['serverError', { status: 500 }, 500],
  ])('%s %j answers %i, and leaves other calls alone', async (fault, options, status) => {
    const id = await write('a');
    cxone.faults.set({ fault, target: '*', options: { ...options, paths: ['/dfo/3.0/contacts'] } });
    expect((await call('GET', '/contacts')).status).toBe(status);
    expect((await call('GET', `/contacts/${id}`)).status).toBe(status);
    expect((await call('GET', '/channels')).status).toBe(200);
    expect((await call('GET', '/messages?idOnExternalPlatform[]=x')).status).toBe(200);
  });

  it.each(contactOddities.map((kind) => [kind]))('odd contacts, %s, still are JSON', async (kind) => {
    await write('a');
    const before = (await call('GET', '/contacts')).json.data;
    cxone.faults.set({ fault: 'oddContacts', target: integration.key, options: { kind } });
    const after = await call('GET', '/contacts');
    expect(after.status).toBe(200);
    expect(after.json.data).toHaveLength(1);
    expect(after.json.data).not.toEqual(before);
  });

  it('count all reading of contacts and messages against one limit', async () => {
    await write('a');
    cxone.setRules({ limitFactor: 0.0001 });
    const statuses: number[] = [];
    for (let index = 0; index < 7; index += 1) {
      statuses.push((await call('GET', '/contacts')).status, (await call('GET', '/messages?direction=inbound')).status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(12);
    expect(statuses.slice(12)).toEqual([429, 429]);
  });
});
