import { beforeEach, describe, expect, it } from 'vitest';
import { createRelaySupervisor, type RelaySupervisor } from '#main/relay-host/relay-supervisor.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FakeChild } from './fake-child.ts';

const urls = {
  wechat: 'http://127.0.0.1:5001/wechat',
  box: 'http://127.0.0.1:5001/integration/box',
  actions: 'http://127.0.0.1:5001/integration',
  admin: 'http://127.0.0.1:5002',
};
const overview = {
  at: 1,
  minutes: [],
  counts: {
    accepted: 0,
    pending: 0,
    delivered: 0,
    unconfirmed: 0,
    dead_letter: 0,
    expired: 0,
    quarantined: 0,
    discarded: 0,
  },
  acknowledgement: null,
  duplicatesDropped: 0,
  refusedRequests: 0,
  missingRecords: 0,
  storage: { writable: true, code: null },
  clockOffsetMs: 0,
};

let clock: HandClock;
let relay: FakeChild;
let processes: RelayProcess[];
let supervisor: RelaySupervisor;

beforeEach(async () => {
  clock = new HandClock();
  processes = [];
  supervisor = createRelaySupervisor({
    clock,
    log: silentLogger,
    launch: () => (relay = new FakeChild(7)),
    prepare: () => Promise.resolve({ kind: 'start', message: { type: 'start' } }),
    onProcess: (process) => processes.push(process),
  });
  await supervisor.start();
  relay.spawn();
  relay.say({ type: 'ready', urls });
});

const lastCall = () => relay.posted.at(-1) as { callId: number; name: string; input: unknown };

describe('relay supervisor and client', () => {
  it('shows the process with its addresses', () => {
    expect(supervisor.process).toMatchObject({ kind: 'running', pid: 7, urls, code: null });
    expect(processes.at(-1)).toEqual(supervisor.process);
  });

  it('pairs answers with questions by their call id', async () => {
    const first = supervisor.client.invoke('overview.get', null);
    const firstCall = lastCall();
    const second = supervisor.client.invoke('channels.list', null);
    const secondCall = lastCall();
    relay.say({ type: 'reply', callId: secondCall.callId, reply: { ok: true, value: [] } });
    relay.say({ type: 'reply', callId: firstCall.callId, reply: { ok: true, value: overview } });

    expect(await second).toEqual([]);
    expect(await first).toEqual(overview);
    expect(firstCall).toMatchObject({ type: 'invoke', name: 'overview.get', input: null });
  });

  it('turns a failure back into an error with its code and value', async () => {
    const asked = supervisor.client.invoke('message.get', { id: 'wxin-1' });
    const error = { code: 'MESSAGE_NOT_FOUND', message: 'no', platformCode: null, value: 'wxin-1' };
    relay.say({ type: 'reply', callId: lastCall().callId, reply: { ok: false, error } });

    await expect(asked).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND', value: 'wxin-1' });
  });

  it('refuses bad input before it is sent', async () => {
    const before = relay.posted.length;

    await expect(
      supervisor.client.invoke('traffic.page', { filter: {}, beforeSeq: null, limit: 501 }),
    ).rejects.toMatchObject({ code: 'IPC_SCHEMA' });
    expect(relay.posted).toHaveLength(before);
  });

  it('gives a question up after ten seconds, and ignores the answer that comes later', async () => {
    const asked = supervisor.client.invoke('overview.get', null);
    const { callId } = lastCall();
    const refused = expect(asked).rejects.toMatchObject({ code: 'RELAY_UNRESPONSIVE' });
    for (let second = 0; second < 10; second += 1) {
      relay.say({ type: 'heartbeat', at: 0 });
      clock.wind(1_000);
    }
    await refused;
    relay.say({ type: 'reply', callId, reply: { ok: true, value: overview } });

    expect(supervisor.client.badMessages).toBe(0);
  });

  it('gives a channel check the time that both platforms need', async () => {
    const asked = supervisor.client.invoke('channels.check', { channelId: 'tulip' });
    let failed = false;
    void asked.catch(() => (failed = true));
    for (let second = 0; second < 60; second += 1) {
      relay.say({ type: 'heartbeat', at: 0 });
      clock.wind(1_000);
    }
    await settled();

    expect(failed).toBe(false);
    relay.end(1);
    await expect(asked).rejects.toMatchObject({ code: 'RELAY_NOT_RUNNING' });
  });

  it('fails open questions when the relay dies, and new ones while it is away', async () => {
    const open = supervisor.client.invoke('overview.get', null);
    relay.end(139);

    await expect(open).rejects.toMatchObject({ code: 'RELAY_NOT_RUNNING' });
    await expect(supervisor.client.invoke('overview.get', null)).rejects.toMatchObject({ code: 'RELAY_NOT_RUNNING' });
  });

  it('drops and counts messages of the wrong form, and hands none on', async () => {
    const heard: unknown[] = [];
    supervisor.client.on('overview.changed', (payload) => heard.push(payload));
    const bad: unknown[] = [
      null,
      'ready',
      { type: 'unheard of' },
      { type: 'push', name: 'overview.changed', payload: { at: 'yesterday' } },
      { type: 'push', name: '__proto__', payload: {} },
      { type: 'push', name: 'overview.get', payload: overview },
      { type: 'fatal', code: 'NO_SUCH_CODE', message: '', value: null },
    ];
    for (const message of bad) relay.say(message);
    const asked = supervisor.client.invoke('channels.list', null);
    relay.say({ type: 'reply', callId: lastCall().callId, reply: { ok: true, value: [{ id: 'half a channel' }] } });

    await expect(asked).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(heard).toEqual([]);
    expect(supervisor.client.badMessages).toBe(bad.length + 1);
    expect(supervisor.process.kind).toBe('running');
  });

  it('hands notices to those who listen, until they stop', () => {
    const heard: number[] = [];
    const stop = supervisor.client.on('overview.changed', (payload) => heard.push(payload.at));
    relay.say({ type: 'push', name: 'overview.changed', payload: overview });
    stop();
    relay.say({ type: 'push', name: 'overview.changed', payload: { ...overview, at: 2 } });

    expect(heard).toEqual([1]);
  });
});
