import { beforeEach, describe, expect, it } from 'vitest';
import { createRelayHost, type RelayHost } from '#main/relay-host/relay-host.ts';
import type { RelayPorts } from '#main/relay-host/relay-plan.ts';
import type { StartPlan } from '#main/relay-host/process-state.ts';
import type { RelayProcess, SandboxStatus } from '#shared/contract/console-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FakeChild } from './fake-child.ts';

const urlsOn = (port: number) => ({
  wechat: `http://127.0.0.1:${port}/wechat`,
  box: `http://127.0.0.1:${port}/integration/box`,
  actions: `http://127.0.0.1:${port}/integration`,
  admin: `http://127.0.0.1:${port + 1}`,
});

let clock: HandClock;
let relays: FakeChild[];
let sandboxes: FakeChild[];
let calls: unknown[];
let controlFails: number;
let ports: RelayPorts[];
let processes: RelayProcess[];
let statuses: SandboxStatus[];
let fromFile: () => Promise<StartPlan>;
let host: RelayHost;

const failOrNote = async (call: unknown): Promise<void> => {
  if (controlFails > 0) {
    controlFails -= 1;
    throw new RelayError('SANDBOX_NOT_RUNNING', 'refused');
  }
  calls.push(call);
};

beforeEach(() => {
  clock = new HandClock();
  [relays, sandboxes, calls, ports, processes, statuses] = [[], [], [], [], [], []];
  controlFails = 0;
  fromFile = () => Promise.resolve({ kind: 'blocked', as: 'not_configured', fault: null });
  host = createRelayHost({
    clock,
    log: silentLogger,
    planner: {
      fromFile: () => fromFile(),
      fromSandbox: (raw) => Promise.resolve({ kind: 'start', message: { type: 'start', config: raw } }),
      close: () => undefined,
    },
    launchRelay: () => grow(relays, 200),
    launchSandbox: () => grow(sandboxes, 100),
    controlOf: (url) => ({
      connect: (relay) => failOrNote({ url, connect: relay }),
      setTraffic: (traffic) => failOrNote({ url, traffic }),
      report: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
      disconnects: () => Promise.resolve({ available: [], caused: [] }),
      cause: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
      repair: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
      cases: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
      caseAct: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
      setAgents: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
      actionPageUrl: () => Promise.reject(new RelayError('SANDBOX_NOT_RUNNING', 'none here')),
    }),
    keepPorts: (kept) => ports.push(kept),
    onProcess: (process) => processes.push(process),
    onSandbox: (status) => statuses.push(status),
  });
});

function grow(list: FakeChild[], firstPid: number): FakeChild {
  const child = new FakeChild(firstPid + list.length);
  list.push(child);
  return child;
}
const latest = (list: FakeChild[]): FakeChild => {
  const child = list.at(-1);
  if (child === undefined) throw new Error('none started');
  return child;
};
const sandboxReady = async (port = 7_000): Promise<void> => {
  latest(sandboxes).spawn();
  latest(sandboxes).say({
    type: 'ready',
    event: 'ready',
    urls: { control: `http://127.0.0.1:${port}` },
    relayConfig: { from: port },
  });
  await settled();
};
const relayReady = async (port: number): Promise<void> => {
  latest(relays).spawn();
  latest(relays).say({ type: 'ready', urls: urlsOn(port) });
  await settled();
};
const startSandboxAndRelay = async (): Promise<void> => {
  await host.start(true);
  await sandboxReady();
  await relayReady(5_000);
};

describe('relay host with the sandbox', () => {
  it('starts the sandbox, then the relay on what it says, then introduces them and lets customers write', async () => {
    await host.start(true);
    expect(relays).toHaveLength(0);
    expect(host.process.kind).toBe('starting');
    expect(host.sandboxStatus.kind).toBe('starting');
    await sandboxReady();
    expect(latest(relays).posted).toEqual([{ type: 'start', config: { from: 7_000 } }]);
    await relayReady(5_000);

    expect(calls).toEqual([
      {
        url: 'http://127.0.0.1:7000',
        connect: {
          wechat: 'http://127.0.0.1:5000/wechat',
          box: 'http://127.0.0.1:5000/integration/box',
          actions: 'http://127.0.0.1:5000/integration',
        },
      },
      { url: 'http://127.0.0.1:7000', traffic: { messagesPerMinute: 40, paused: false } },
    ]);
    expect(ports).toEqual([{ public: 5_000, admin: 5_001 }]);
    expect(host.process).toMatchObject({ kind: 'running', pid: 200 });
    expect(host.sandboxStatus).toEqual({ kind: 'running', messagesPerMinute: 40, paused: false });
    expect(statuses.at(-1)).toEqual(host.sandboxStatus);
    expect(processes.at(-1)).toEqual(host.process);
  });

  it('introduces a restarted relay again, and leaves it to the sandbox who writes', async () => {
    await startSandboxAndRelay();
    await host.setTraffic({ messagesPerMinute: 300, paused: false });
    calls.length = 0;
    latest(relays).end(139);
    await clock.windSlowly(1_000);
    await relayReady(5_000);

    expect(calls).toEqual([expect.objectContaining({ connect: expect.anything() as unknown })]);
  });

  it('lets the customers of a sandbox that was started anew write at the pace the person chose', async () => {
    await startSandboxAndRelay();
    await host.setTraffic({ messagesPerMinute: 300, paused: false });
    calls.length = 0;
    latest(sandboxes).end(1);
    await clock.windSlowly(1_000);
    await sandboxReady(7_100);
    await relayReady(5_000);

    expect(calls).toEqual([
      expect.objectContaining({ connect: expect.anything() as unknown }),
      { url: 'http://127.0.0.1:7100', traffic: { messagesPerMinute: 300, paused: false } },
    ]);
  });

  it('tries again when the sandbox does not take the introduction', async () => {
    controlFails = 2;
    await startSandboxAndRelay();
    expect(calls).toEqual([]);
    await clock.windSlowly(2_000);

    expect(calls).toHaveLength(2);
  });

  it('starts the relay anew after a crash of the sandbox, on the new addresses', async () => {
    await startSandboxAndRelay();
    latest(sandboxes).end(1);
    expect(host.sandboxStatus.kind).toBe('starting');
    await clock.windSlowly(1_000);
    await sandboxReady(7_100);

    expect(relays).toHaveLength(2);
    expect(latest(relays).posted).toEqual([{ type: 'start', config: { from: 7_100 } }]);
  });

  it('says so when the sandbox cannot be started', async () => {
    await host.start(true);
    for (let crash = 0; crash < 6; crash += 1) {
      latest(sandboxes).end(1);
      await clock.windSlowly(8_000, 1_000);
    }

    expect(host.sandboxStatus.kind).toBe('failed');
    expect(host.process).toMatchObject({ kind: 'gave_up', code: 'SANDBOX_NOT_RUNNING' });
    await expect(host.setTraffic({ messagesPerMinute: 1, paused: false })).rejects.toMatchObject({
      code: 'SANDBOX_NOT_RUNNING',
    });

    await host.restartRelay();
    await sandboxReady();
    await relayReady(5_000);
    expect(host.process.kind).toBe('running');
  });

  it('lets a taken port go once, because nobody outside knows the address', async () => {
    await host.start(true);
    await sandboxReady();
    for (let crash = 0; crash < 2; crash += 1) {
      latest(relays).say({ type: 'fatal', code: 'PORT_TAKEN', message: 'in use', value: '5000' });
      latest(relays).end(1);
      await clock.windSlowly(4_000, 1_000);
    }

    expect(ports).toEqual([{ public: 0, admin: 0 }]);
  });

  it('silences the customers, then stops the relay, then the sandbox', async () => {
    await startSandboxAndRelay();
    calls.length = 0;
    const order: string[] = [];
    latest(relays).onExit(() => order.push('relay'));
    latest(sandboxes).onExit(() => order.push('sandbox'));
    await host.stop();

    expect(calls).toEqual([{ url: 'http://127.0.0.1:7000', traffic: { messagesPerMinute: 40, paused: true } }]);
    expect(order).toEqual(['relay', 'sandbox']);
    expect(host.process.kind).toBe('stopped');
    expect(host.sandboxStatus).toEqual({ kind: 'off', messagesPerMinute: 40, paused: false });
  });

  it('goes back to not configured when the sandbox is stopped by hand', async () => {
    await startSandboxAndRelay();
    await host.stopSandbox();

    expect(host.process.kind).toBe('not_configured');
    expect(host.sandboxStatus.kind).toBe('off');
    expect((await host.startSandbox()).kind).toBe('starting');
  });
});

describe('relay host with real channels', () => {
  it('is not configured without a configuration, and can show the sandbox then', async () => {
    await host.start(false);
    expect(host.process.kind).toBe('not_configured');
    await host.startSandbox();
    await sandboxReady();
    await relayReady(5_000);

    expect(host.process.kind).toBe('running');
  });

  it('never puts the sandbox beside real channels', async () => {
    fromFile = () => Promise.resolve({ kind: 'start', message: { type: 'start' } });
    await host.start(false);
    await relayReady(5_000);
    await host.startSandbox();

    expect(sandboxes).toHaveLength(0);
    expect(calls).toEqual([]);
  });

  it('stays on its port when that is taken, because the platforms know it', async () => {
    fromFile = () => Promise.resolve({ kind: 'start', message: { type: 'start' } });
    await host.start(false);
    latest(relays).say({ type: 'fatal', code: 'PORT_TAKEN', message: 'in use', value: '5000' });
    latest(relays).end(1);

    expect(ports).toEqual([]);
    expect(host.process).toMatchObject({ kind: 'restarting', code: 'PORT_TAKEN', value: '5000' });
  });

  it('starts when the vault it waited for has been opened, and only then', async () => {
    fromFile = () => Promise.resolve({ kind: 'blocked', as: 'locked', fault: { code: 'VAULT_LOCKED', value: null } });
    await host.start(false);
    expect(host.process).toMatchObject({ kind: 'locked', code: 'VAULT_LOCKED' });
    fromFile = () => Promise.resolve({ kind: 'start', message: { type: 'start' } });
    await host.retryIfLocked();
    await relayReady(5_000);
    await host.retryIfLocked();

    expect(relays).toHaveLength(1);
    expect(host.process.kind).toBe('running');
  });
});
