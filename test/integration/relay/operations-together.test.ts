import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { createFastClock, type FastClock } from '#test/faults/network/fast-clock.ts';
import { RecordingLog } from '#test/integration/cxone/recording-intake.ts';

/** In security mode, so that a wrong token shows. */
const tulip = ChannelId.parse('tulip');
const by = 'Anna';
/** Settling and quiet of half a minute pass in a few seconds, at both sides alike. */
const speed = 8;

let clock: FastClock;
let folder: string;
let sandbox: Sandbox;
let relay: Relay;
let customer: string;
let thread: string;
/** Replies as WeChat took them. */
let onPhone: string[];

async function startAnew(): Promise<void> {
  relay = await startRelay({
    config: RelayConfig.parse({ ...sandbox.relayConfig, storeKey: Buffer.alloc(32, 5).toString('base64') }),
    dataDir: join(folder, 'data'),
    clock: clock.relay,
    chance: () => 0.5,
    random: (size) => randomBytes(size),
    log: new RecordingLog(),
    environment: {},
  });
  await sandbox.connect(relay.urls);
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
  limitMs = 25_000,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > deadline) throw new Error(`${what}: ${JSON.stringify([seen, (await channel()).state])}`);
    await pause(50);
  }
}

async function channel(): Promise<ChannelSnapshot> {
  const found = (await relay.handlers['channels.list'](null)).find(({ id }) => id === tulip);
  if (found === undefined) throw new Error('the sandbox has that channel');
  return found;
}

const incidents = async (state: 'open' | 'closed' | 'all'): Promise<Incident[]> =>
  relay.handlers['incidents.page']({ state, channelId: tulip, before: null, limit: 50 });

const becomes = (kind: ChannelSnapshot['state']['kind']) =>
  until(`should be ${kind}`, channel, ({ state }) => state.kind === kind);

async function oneOpen(): Promise<Incident> {
  const [incident] = await until(
    'an incident',
    () => incidents('open'),
    ({ length }) => length > 0,
  );
  if (incident === undefined) throw new Error('there is one');
  return incident;
}

const allClosed = () =>
  until(
    'incidents closed',
    () => incidents('open'),
    ({ length }) => length === 0,
  );

function says(text: string): void {
  sandbox.wechat.customers.send(tulip, customer, { type: 'text', text });
}

async function agentSays(text: string): Promise<void> {
  expect(await sandbox.cxone.agents.reply(thread, text).settled).toMatchObject({ kind: 'accepted' });
}

/** What CXone has of the customer, in order. */
const atCxone = (): string[] =>
  (sandbox.cxone.agents.find(thread)?.messages.list() ?? [])
    .filter(({ direction }) => direction === 'inbound')
    .map(({ text }) => text);

async function reconnect(): Promise<ReconnectRun> {
  const [run] = await relay.handlers['reconnect.start']({ channelIds: [tulip], by });
  if (run === undefined) throw new Error('a run of the channel');
  return run;
}

const runReaches = (...phases: ReconnectRun['phase'][]) =>
  until(
    `the run should be ${phases.join(' or ')}`,
    async () => (await relay.handlers['channel.detail']({ channelId: tulip })).run,
    (run) => run !== null && phases.includes(run.phase),
    40_000,
  ).then((run) => run as ReconnectRun);

const control = (action: 'pause' | 'stop' | 'start', untilMs: number | null = null) =>
  relay.handlers['channels.control']({ channelIds: [tulip], action, until: untilMs, by });

const numbered = (word: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'veerpont-together-'));
  clock = createFastClock(speed);
  sandbox = await startSandbox({ seed: 'together', clock: clock.sandbox });
  onPhone = [];
  sandbox.wechat.sends.on((notice) => {
    if (notice.kind === 'accepted') onPhone.push(notice.text);
  });
  await startAnew();
  customer = sandbox.wechat.customers.follow(tulip, { nickname: 'Li', language: 'zh' }).openid;
  // The sandbox's own agent would use up replies.
  sandbox.people.agent.ignore(customer);
  const account = sandbox.relayConfig.channels.find(({ id }) => id === tulip);
  thread = `${account?.wechat.originalId ?? ''}:${customer}`;
  says('hello');
  await until('the conversation', atCxone, (texts) => texts.includes('hello'));
  await agentSays('good morning');
  await until(
    'the reply',
    () => onPhone,
    (texts) => texts.includes('good morning'),
  );
  await becomes('connected');
});

afterEach(async () => {
  await relay.stop();
  await sandbox.stop();
  clock.sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a fault, from its beginning to the history it leaves', () => {
  it('opens one incident, is reconnected with a receipt, delivers what waited once and in order, and closes; a restart keeps it', async () => {
    const brokenAt = clock.relay.now();
    sandbox.disconnects.cause(tulip, 'wechat_ip_not_listed');
    const replies = numbered('reply', 3);
    for (const text of replies) await agentSays(text);
    expect(await becomes('action_required')).toMatchObject({
      state: { leg: 'wechatOut', code: 'WECHAT_IP_NOT_LISTED', owner: 'wechat_admin' },
    });
    const incident = await oneOpen();
    expect(incident.openedAt).toBeGreaterThanOrEqual(brokenAt);
    expect(incident).toMatchObject({ code: 'WECHAT_IP_NOT_LISTED', worst: 'action_required' });
    await relay.handlers['incident.acknowledge']({ id: incident.id, by });

    // What the other side says no to, the ladder does not climb past.
    await reconnect();
    const asking = await runReaches('asking');
    expect(asking.guide).toMatchObject([{ code: 'WECHAT_IP_NOT_LISTED', leg: 'wechatOut', done: false }]);
    expect(onPhone).toEqual(['good morning']);

    sandbox.disconnects.repair(tulip, undefined);
    await relay.handlers['reconnect.continue']({ runId: asking.id, by });
    const { receiptId } = await runReaches('done');
    const receipt = await relay.handlers['receipt.get']({ id: receiptId ?? '' });
    expect(receipt).toMatchObject({
      incidentId: incident.id,
      outcome: 'connected',
      code: 'WECHAT_IP_NOT_LISTED',
      catchUp: { total: 3, delivered: 3, waiting: 0, failed: 0, expired: 0, unconfirmed: 0 },
    });
    expect(receipt.failingSince).toBeGreaterThanOrEqual(brokenAt);
    expect(onPhone).toEqual(['good morning', ...replies]);
    expect((await channel()).state.kind).toBe('connected');
    await allClosed();

    const before = await relay.handlers['incident.get']({ id: incident.id });
    expect(before.incident.closedAt).not.toBeNull();
    expect(before.receiptIds).toEqual([receiptId]);
    expect(before.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['opened', 'acknowledged', 'reconnect_started', 'reconnect_ended', 'closed']),
    );

    await relay.stop();
    await startAnew();
    await becomes('connected');
    expect(await relay.handlers['incident.get']({ id: incident.id })).toEqual(before);
    expect(await incidents('all')).toHaveLength(1);
    expect(await relay.handlers['receipt.get']({ id: receiptId ?? '' })).toEqual(receipt);
    const lines = await relay.handlers['audit.page']({ channelId: tulip, before: null, limit: 50 });
    expect(lines.map(({ action }) => action).sort()).toEqual(['acknowledge', 'reconnect', 'reconnect']);
    const { spans, uptime } = await relay.handlers['channel.history']({ channelId: tulip, period: 'day' });
    const kinds = spans.map(({ kind }) => kind);
    expect(kinds).toContain('action_required');
    expect(kinds.slice(kinds.lastIndexOf('action_required'))).toContain('verifying');
    expect(kinds.at(-1)).toBe('connected');
    expect(uptime.wechatOut.downMs).toBeGreaterThan(0);
    expect(uptime.cxoneOut.downMs).toBe(0);
  });

  it('counts in its receipt what came and had to wait while a person was waited for, and not what went straight through', async () => {
    sandbox.disconnects.cause(tulip, 'wechat_ip_not_listed');
    await agentSays('first');
    await becomes('action_required');
    await reconnect();
    const asking = await runReaches('asking');
    for (const text of ['second', 'third']) await agentSays(text);
    says('straight through');
    await until('the message', atCxone, (texts) => texts.includes('straight through'));
    sandbox.disconnects.repair(tulip, undefined);
    await relay.handlers['reconnect.continue']({ runId: asking.id, by });
    const { receiptId } = await runReaches('done');
    expect(await relay.handlers['receipt.get']({ id: receiptId ?? '' })).toMatchObject({
      outcome: 'connected',
      catchUp: { total: 3, delivered: 3, waiting: 0 },
    });
    expect(onPhone).toEqual(['good morning', 'first', 'second', 'third']);
  });

  it('is told as one that a person has to mend when WeChat repeats what was refused', async () => {
    sandbox.disconnects.cause(tulip, 'wechat_token_mismatch');
    says('refused');
    expect(await becomes('action_required')).toMatchObject({
      state: { leg: 'wechatIn', code: 'WECHAT_SIGNATURE_MISMATCH', operatorMustAct: true, owner: 'operator' },
    });
  });

  it('stays one incident over restarts of the relay while it lasts', async () => {
    sandbox.disconnects.cause(tulip, 'cxone_network_down');
    const incident = await oneOpen();
    for (let round = 0; round < 2; round += 1) {
      await relay.stop();
      await startAnew();
      await until('failing again', channel, ({ state }) => ['retrying', 'degraded'].includes(state.kind));
      expect((await oneOpen()).id).toBe(incident.id);
    }
    sandbox.disconnects.repair(tulip, undefined);
    await becomes('connected');
    await allClosed();
    expect(await incidents('all')).toHaveLength(1);
  });
});

describe('a channel that is paused', () => {
  it('is checked by a reconnect and not called connected; what waits is delivered when it goes on', async () => {
    await control('pause', clock.relay.now() + 3_600_000);
    for (const text of ['one', 'two']) await agentSays(text);
    await reconnect();
    const { receiptId } = await runReaches('paused');
    const receipt = await relay.handlers['receipt.get']({ id: receiptId ?? '' });
    expect(receipt).toMatchObject({ outcome: 'paused', catchUp: { total: 2, delivered: 0, waiting: 2 } });
    expect((await channel()).state.kind).toBe('paused');
    expect(onPhone).toEqual(['good morning']);
    await control('start');
    await becomes('connected');
    expect(onPhone).toEqual(['good morning', 'one', 'two']);
  });
});

describe('a fault that only traffic shows', () => {
  it('is not forgotten by a restart on a quiet line: the guide names what is missing, and the next push closes it', async () => {
    sandbox.disconnects.cause(tulip, 'wechat_token_mismatch');
    says('refused');
    const incident = await oneOpen();
    expect(incident).toMatchObject({ leg: 'wechatIn', code: 'WECHAT_SIGNATURE_MISMATCH' });
    await relay.stop();
    await startAnew();
    expect(await becomes('verifying')).toMatchObject({ state: { leg: 'wechatIn', code: 'NO_PROOF_YET' } });
    // Longer than an incident needs to close by itself.
    await clock.pause(45_000);
    expect((await channel()).state.kind).not.toBe('connected');
    expect((await oneOpen()).id).toBe(incident.id);

    await reconnect();
    const asking = await runReaches('asking');
    const { callbackUrl } = await channel();
    expect(asking.guide).toMatchObject([{ leg: 'wechatIn', code: 'NO_PROOF_YET', value: callbackUrl, done: false }]);

    // Put right at WeChat, whose owner saves the address there: that is a call of WeChat's.
    sandbox.disconnects.repair(tulip, undefined);
    says('heard');
    await runReaches('done');
    await until('heard', atCxone, (texts) => texts.includes('heard'));
    await becomes('connected');
    await allClosed();
    expect(await incidents('all')).toHaveLength(1);
  });
});

describe('what operators switch off', () => {
  it('takes in and keeps both ways while paused, over a restart, and hands on once and in order when the pause ends by itself', async () => {
    await control('pause', clock.relay.now() + 60_000);
    await becomes('paused');
    const [asked, answered] = [numbered('question', 4), numbered('answer', 4)];
    for (const text of asked.slice(0, 2)) says(text);
    for (const text of answered.slice(0, 2)) await agentSays(text);
    await until('taken in', channel, ({ waiting }) => waiting.inbound === 2 && waiting.outbound === 2);
    await relay.stop();
    await startAnew();
    expect((await channel()).state.kind).not.toBe('connected');
    await becomes('paused');
    for (const text of asked.slice(2)) says(text);
    for (const text of answered.slice(2)) await agentSays(text);
    await until('taken in', channel, ({ waiting }) => waiting.inbound === 4 && waiting.outbound === 4);
    expect([atCxone(), onPhone]).toEqual([['hello'], ['good morning']]);
    await becomes('connected');
    await until('handed on', channel, ({ waiting }) => waiting.inbound + waiting.outbound === 0);
    expect(atCxone()).toEqual(['hello', ...asked]);
    expect(onPhone).toEqual(['good morning', ...answered]);
    expect(await incidents('all')).toEqual([]);
  });

  it('keeps what waited behind a stop, refuses what is new, and names the time in which nothing was received', async () => {
    await control('pause');
    await becomes('paused');
    says('before the stop');
    await until('taken in', channel, ({ waiting }) => waiting.inbound === 1);
    const stoppedAt = clock.relay.now();
    await control('stop');
    await becomes('stopped');
    expect(await sandbox.cxone.agents.reply(thread, 'too late').settled).not.toMatchObject({ kind: 'accepted' });
    await clock.pause(20_000);
    await relay.stop();
    await startAnew();
    await becomes('stopped');
    expect(atCxone()).toEqual(['hello']);
    await control('start');
    await becomes('connected');
    await until('handed on', atCxone, (texts) => texts.includes('before the stop'));
    expect(atCxone()).toEqual(['hello', 'before the stop']);
    expect(onPhone).toEqual(['good morning']);
    const { gaps } = await relay.handlers['channel.detail']({ channelId: tulip });
    const [gap] = gaps.filter(({ cause }) => cause === 'channel_stopped');
    expect(gap?.from).toBeGreaterThanOrEqual(stoppedAt);
    const again = await relay.handlers['channel.detail']({ channelId: tulip });
    expect(again.gaps).toEqual(gaps);
  });
});
