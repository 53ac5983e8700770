import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SandboxCase, SandboxCases } from '#shared/domain/sandbox-case.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { startStubRelay } from './stub-relay.ts';
import type { StubRelay } from './stub-relay.ts';
import { waitUntil } from './wait-until.ts';

let sandbox: Sandbox;
let relay: StubRelay;

beforeEach(async () => {
  sandbox = await startSandbox({ seed: 'control-cases' });
  relay = await startStubRelay(sandbox.relayConfig);
  await control('POST', '/connect', relay.urls);
});
afterEach(async () => {
  await relay.stop();
  await sandbox.stop();
});

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const response = await fetch(`${sandbox.urls.control}${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, json: await response.json() };
}
const cases = async (query = ''): Promise<SandboxCases> =>
  SandboxCases.parse((await control('GET', `/cases${query}`)).json);
const act = (number: string, body: unknown) => control('POST', `/cases/${number}`, body);

/** A customer writes, and the relay passes it on. */
async function aCase(): Promise<SandboxCase> {
  const before = (await cases()).total;
  await control('POST', '/customers/new/say', { channel: 'tulip', text: 'Where is my parcel?', nickname: 'Li Wei' });
  await waitUntil(async () => (await cases()).total > before);
  const found = (await cases()).cases.find(({ lastMessage }) => lastMessage?.text === 'Where is my parcel?');
  if (!found) throw new Error('no case');
  return found;
}

describe('cases by hand', () => {
  beforeEach(() => control('POST', '/agent/auto', { on: false }));

  it('are assigned, answered by a person or a bot, and brought to an end', async () => {
    const { number, ...begun } = await aCase();
    expect(begun).toMatchObject({
      channelId: 'tulip',
      status: 'new',
      agentId: null,
      lastMessage: { from: 'customer' },
    });
    expect((await act(number, { act: 'assign', agentId: 'bas' })).json).toMatchObject({ case: { agentId: 4712 } });
    const byBot = await act(number, { act: 'answer', agentId: 4790, text: 'One moment please' });
    expect(byBot.json).toMatchObject({
      outcome: { kind: 'accepted' },
      case: { status: 'new', lastMessage: { from: 'bot', text: 'One moment please' } },
    });
    const byBas = await act(number, { act: 'answer', agentId: 4712, text: 'It is on its way' });
    expect(byBas.json).toMatchObject({ case: { status: 'open', lastMessage: { from: 'agent' } } });
    expect((await act(number, { act: 'status', status: 'resolved' })).json).toMatchObject({ changed: true });
    expect((await act(number, { act: 'status', status: 'new' })).json).toMatchObject({ changed: false });
    expect((await act(number, { act: 'unassign' })).json).toMatchObject({ case: { agentId: null } });
    expect((await cases()).cases.map((one) => one.status)).toEqual(['resolved']);
    await act(number, { act: 'status', status: 'closed' });
    expect((await cases()).total).toBe(0);
    expect((await cases('?status=closed&channel=tulip')).cases.map((one) => one.number)).toEqual([number]);
    expect((await cases('?status=closed&channel=delta')).total).toBe(0);
    expect(SandboxCase.parse((await control('GET', `/cases/${number}`)).json).status).toBe('closed');
  });

  it('say what cannot be done', async () => {
    const { number } = await aCase();
    expect((await act('1', { act: 'unassign' })).status).toBe(404);
    expect((await control('GET', '/cases/1')).status).toBe(404);
    expect((await act(number, { act: 'assign', agentId: 'nobody' })).status).toBe(400);
    expect((await act(number, { act: 'dance' })).status).toBe(400);
    expect((await act(number, { act: 'answer' })).status).toBe(400);
  });
});

describe('agents who answer by themselves', () => {
  it('take cases before they answer them, under their own names', async () => {
    await control('POST', '/agent/auto', { minDelayMs: 0, maxDelayMs: 60, resolves: false });
    for (let index = 0; index < 6; index += 1) {
      await control('POST', '/customers/new/say', {
        channel: 'canal',
        text: `Question ${index}`,
        nickname: `C${index}`,
      });
    }
    await waitUntil(async () => {
      const { cases: all } = await cases();
      return all.length >= 6 && all.every(({ lastMessage }) => lastMessage?.from === 'agent');
    });
    const { cases: all } = await cases();
    expect(all.every(({ agentId, assignedAt }) => agentId !== null && assignedAt !== null)).toBe(true);
    expect(all.every(({ status }) => status === 'open' || status === 'pending')).toBe(true);
    for (const thread of sandbox.cxone.store.threads.values()) {
      const answer = thread.messages.list().find(({ direction }) => direction === 'outbound');
      const contact = sandbox.cxone.store.contacts.get(thread.contactNumber);
      if (answer)
        expect([answer.authorUserId, contact?.assigneeId]).toEqual([contact?.assigneeId, answer.authorUserId]);
    }
  });

  it('leave some for later when told so', async () => {
    await control('POST', '/agent/auto', { minDelayMs: 0, maxDelayMs: 10, slowShare: 1, slowMinMs: 60_000 });
    const { number } = await aCase();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(SandboxCase.parse((await control('GET', `/cases/${number}`)).json).lastMessage?.from).toBe('customer');
  });
});
