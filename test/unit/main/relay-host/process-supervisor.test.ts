import { beforeEach, describe, expect, it } from 'vitest';
import type { ChildSignal, ProcessState, StartPlan } from '#main/relay-host/process-state.ts';
import { ProcessSupervisor } from '#main/relay-host/process-supervisor.ts';
import { defaultRestartPolicy } from '#main/relay-host/restart-policy.ts';
import { relayHeartbeat } from '#main/relay-host/silence.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FakeChild } from './fake-child.ts';

type Told = ChildSignal<{ port: number }>;

let clock: HandClock;
let children: FakeChild[];
let states: ProcessState<{ port: number }>[];
let plan: () => Promise<StartPlan>;
let forkFails: boolean;

const supervise = (): ProcessSupervisor<{ port: number }> =>
  new ProcessSupervisor({
    name: 'relay',
    clock,
    log: silentLogger,
    policy: defaultRestartPolicy,
    readyTimeoutMs: 30_000,
    stopGraceMs: 5_000,
    heartbeat: relayHeartbeat,
    prepare: () => plan(),
    launch: () => {
      if (forkFails) throw new Error('no more processes');
      const child = new FakeChild(100 + children.length);
      children.push(child);
      return child;
    },
    receive: (raw) => raw as Told | null,
    onState: (state) => states.push(state),
  });

const child = (index = children.length - 1): FakeChild => {
  const found = children[index];
  if (found === undefined) throw new Error('no such child');
  return found;
};
const becomeReady = (): void => {
  child().spawn();
  child().say({ kind: 'ready', ready: { port: 1 } });
};
const beatFor = (ms: number): void => {
  for (let passed = 0; passed < ms; passed += 1_000) {
    child().say({ kind: 'heartbeat' });
    clock.wind(1_000);
  }
};

beforeEach(() => {
  clock = new HandClock();
  children = [];
  states = [];
  forkFails = false;
  plan = () => Promise.resolve({ kind: 'start', message: { type: 'start', secret: 's' } });
});

describe('process supervisor', () => {
  it('sends the start message and runs once the child is ready, not before', async () => {
    const supervisor = supervise();
    await supervisor.start();
    child().spawn();

    expect(child().posted).toEqual([{ type: 'start', secret: 's' }]);
    expect(supervisor.state).toMatchObject({ kind: 'starting', pid: 100, ready: null });
    expect(supervisor.post({ type: 'invoke' })).toBe(false);

    child().say({ kind: 'ready', ready: { port: 1 } });

    expect(supervisor.state).toMatchObject({ kind: 'running', pid: 100, ready: { port: 1 }, restarts: 0 });
    expect(supervisor.post({ type: 'invoke' })).toBe(true);
  });

  it('starts one child however often it is asked', async () => {
    const supervisor = supervise();
    await Promise.all([supervisor.start(), supervisor.start()]);
    becomeReady();
    await supervisor.start();

    expect(children).toHaveLength(1);
  });

  it('replaces a child that is not ready within 30 seconds', async () => {
    const supervisor = supervise();
    await supervisor.start();
    clock.wind(29_999);
    expect(child().killed).toBe(0);
    clock.wind(1);

    expect(child().killed).toBe(1);
    expect(supervisor.state).toMatchObject({ kind: 'restarting', fault: { code: 'RELAY_START_TIMEOUT' } });
  });

  it('leaves a child alone that took 29 seconds and then beats', async () => {
    const supervisor = supervise();
    await supervisor.start();
    clock.wind(29_000);
    becomeReady();
    beatFor(60_000);

    expect(child().killed).toBe(0);
    expect(supervisor.state.kind).toBe('running');
  });

  it('restarts a crashed child after a second and tells when', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    const crashedAt = clock.now();
    child().end(139);

    expect(supervisor.state).toMatchObject({
      kind: 'restarting',
      pid: null,
      ready: null,
      nextStartAt: crashedAt + 1_000,
      fault: { code: 'RELAY_NOT_RUNNING' },
    });
    clock.wind(999);
    expect(children).toHaveLength(1);
    await clock.windSlowly(1, 1);
    becomeReady();

    expect(children).toHaveLength(2);
    expect(supervisor.state).toMatchObject({ kind: 'running', pid: 101, restarts: 1, fault: null });
  });

  it('gives up after more than five crashes in a minute, and a restart by hand begins with a clean record', async () => {
    const supervisor = supervise();
    await supervisor.start();
    for (let crash = 0; crash < 6; crash += 1) {
      becomeReady();
      child().end(1);
      await clock.windSlowly(8_000, 1_000);
    }

    expect(children).toHaveLength(6);
    expect(supervisor.state).toMatchObject({ kind: 'gave_up', fault: { code: 'RELAY_GAVE_UP' } });
    await clock.windSlowly(120_000, 10_000);
    expect(children).toHaveLength(6);

    await supervisor.restart();
    becomeReady();
    expect(supervisor.state).toMatchObject({ kind: 'running', restarts: 6 });
    child().end(1);
    expect(supervisor.state).toMatchObject({ kind: 'restarting', nextStartAt: clock.now() + 1_000 });
  });

  it('does not repeat what only a person can mend', async () => {
    const supervisor = supervise();
    await supervisor.start();
    child().say({ kind: 'fatal', code: 'STORE_NEWER', message: 'schema 9', value: '9' });
    child().end(1);

    expect(supervisor.state).toMatchObject({ kind: 'gave_up', fault: { code: 'STORE_NEWER', value: '9' } });
    await clock.windSlowly(60_000, 10_000);
    expect(children).toHaveLength(1);
  });

  it('repeats a passing fault and names it while it waits and when it gives up', async () => {
    const supervisor = supervise();
    await supervisor.start();
    for (let crash = 0; crash < 6; crash += 1) {
      child().say({ kind: 'fatal', code: 'STORE_WRITE_FAILED', message: 'no answer', value: '/data' });
      child().end(1);
      if (crash === 0)
        expect(supervisor.state).toMatchObject({ kind: 'restarting', fault: { code: 'STORE_WRITE_FAILED' } });
      await clock.windSlowly(8_000, 1_000);
    }

    expect(supervisor.state).toMatchObject({ kind: 'gave_up', fault: { code: 'STORE_WRITE_FAILED', value: '/data' } });
  });

  it('waits for a port that is taken as long as it takes, and names it all the while', async () => {
    const fault = { code: 'PORT_TAKEN', value: '8080 (nginx, process 7)' } as const;
    const supervisor = supervise();
    await supervisor.start();
    for (let start = 1; start <= 30; start += 1) {
      child().say({ kind: 'fatal', message: 'in use', ...fault });
      child().end(1);
      expect(supervisor.state).toMatchObject({ kind: 'restarting', nextStartAt: clock.now() + 5_000, fault });
      await clock.windSlowly(4_999, 4_999);
      expect(children).toHaveLength(start);
      await clock.windSlowly(1, 1);
      expect(children).toHaveLength(start + 1);
      expect(supervisor.state).toMatchObject({ kind: 'starting', fault });
    }
    becomeReady();
    expect(supervisor.state).toMatchObject({ kind: 'running', fault: null });

    child().end(1);
    expect(supervisor.state).toMatchObject({ kind: 'restarting', nextStartAt: clock.now() + 1_000 });
  });

  it('ends a child that said it is done for but does not go', async () => {
    const supervisor = supervise();
    await supervisor.start();
    child().say({ kind: 'fatal', code: 'STORE_DAMAGED', message: '', value: null });
    clock.wind(5_000);

    expect(child().killed).toBe(1);
    expect(supervisor.state).toMatchObject({ kind: 'gave_up', fault: { code: 'STORE_DAMAGED' } });
  });

  it('tells at three missed beats, and takes it back when the child beats again', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    clock.wind(2_000);
    expect(supervisor.state.kind).toBe('running');
    clock.wind(1_000);
    expect(supervisor.state).toMatchObject({ kind: 'unresponsive', pid: 100, fault: { code: 'RELAY_UNRESPONSIVE' } });

    child().say({ kind: 'heartbeat' });

    expect(supervisor.state).toMatchObject({ kind: 'running', fault: null, ready: { port: 1 } });
    expect(child().killed).toBe(0);
  });

  it('replaces a child after ten missed beats', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    clock.wind(9_999);
    expect(child().killed).toBe(0);
    clock.wind(1);

    expect(child().killed).toBe(1);
    expect(supervisor.state).toMatchObject({ kind: 'restarting', fault: { code: 'RELAY_UNRESPONSIVE' } });
    await clock.windSlowly(1_000);
    becomeReady();
    expect(supervisor.state).toMatchObject({ kind: 'running', pid: 101 });
  });

  it('stops softly', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    await supervisor.stop();

    expect(child().posted.at(-1)).toEqual({ type: 'stop' });
    expect(child().killed).toBe(0);
    expect(supervisor.state).toMatchObject({ kind: 'stopped', pid: null, fault: null });
  });

  it('stops hard after five seconds', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    child().onStop = 'ignore';
    const stopped = supervisor.stop();
    clock.wind(4_999);
    expect(child().killed).toBe(0);
    clock.wind(1);
    await stopped;

    expect(child().killed).toBe(1);
    expect(supervisor.state.kind).toBe('stopped');
    await clock.windSlowly(60_000, 10_000);
    expect(children).toHaveLength(1);
  });

  it('asks a child to stop once, however often it is told to, and gives it the same five seconds', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    child().onStop = 'ignore';
    const first = supervisor.stop();
    clock.wind(3_000);
    const second = supervisor.stop();
    expect(child().posted.filter((message) => (message as { type: string }).type === 'stop')).toHaveLength(1);
    clock.wind(2_000);
    await Promise.all([first, second]);
    clock.wind(5_000);

    expect(child().killed).toBe(1);
    expect(supervisor.state.kind).toBe('stopped');
  });

  it('stops while a restart is due', async () => {
    const supervisor = supervise();
    await supervisor.start();
    child().end(1);
    await supervisor.stop();
    await clock.windSlowly(60_000, 10_000);

    expect(children).toHaveLength(1);
    expect(supervisor.state.kind).toBe('stopped');
  });

  it('starts nothing when it was stopped while the start was prepared', async () => {
    let go = (_plan: StartPlan): void => undefined;
    plan = () => new Promise((resolve) => (go = resolve));
    const supervisor = supervise();
    const starting = supervisor.start();
    await supervisor.stop();
    go({ kind: 'start', message: null });
    await starting;

    expect(children).toHaveLength(0);
    expect(supervisor.state.kind).toBe('stopped');
  });

  it('starts again when asked to while the old child still stops', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    child().onStop = 'ignore';
    const stopped = supervisor.stop();
    const started = supervisor.start();
    child(0).end(0);
    await Promise.all([stopped, started]);
    becomeReady();

    expect(children).toHaveLength(2);
    expect(supervisor.state).toMatchObject({ kind: 'running', pid: 101 });
  });

  it('is blocked without a crash when there is nothing to start with', async () => {
    plan = () => Promise.resolve({ kind: 'blocked', as: 'locked', fault: { code: 'VAULT_LOCKED', value: null } });
    const supervisor = supervise();
    await supervisor.start();
    await clock.windSlowly(60_000, 10_000);

    expect(children).toHaveLength(0);
    expect(supervisor.state).toMatchObject({ kind: 'locked', fault: { code: 'VAULT_LOCKED' } });

    plan = () => Promise.resolve({ kind: 'start', message: null });
    await supervisor.start();
    expect(children).toHaveLength(1);
    expect(child().posted).toEqual([]);
  });

  it('says why a start could not be prepared', async () => {
    plan = () => Promise.reject(new RelayError('CONFIG_INVALID', 'bad', { value: 'channels.0.name' }));
    const supervisor = supervise();
    await supervisor.start();

    expect(supervisor.state).toMatchObject({
      kind: 'gave_up',
      fault: { code: 'CONFIG_INVALID', value: 'channels.0.name' },
    });
  });

  it('treats a failed fork as a crash', async () => {
    forkFails = true;
    const supervisor = supervise();
    await supervisor.start();
    expect(supervisor.state.kind).toBe('restarting');
    forkFails = false;
    await clock.windSlowly(1_000);
    becomeReady();

    expect(supervisor.state.kind).toBe('running');
  });

  it('leaves no listener and no timer behind over many lives', async () => {
    const supervisor = supervise();
    await supervisor.start();
    for (let life = 0; life < 20; life += 1) {
      becomeReady();
      beatFor(65_000);
      child().end(1);
      await clock.windSlowly(1_000);
    }
    await supervisor.stop();
    await settled();

    expect(children).toHaveLength(21);
    expect(children.map(({ listeners }) => listeners)).toEqual(children.map(() => 0));
    expect(clock.pendingTimers).toBe(0);
  });

  it('ignores a late word of an earlier life', async () => {
    const supervisor = supervise();
    await supervisor.start();
    becomeReady();
    const first = child();
    first.end(1);
    await clock.windSlowly(1_000);
    first.say({ kind: 'ready', ready: { port: 9 } });

    expect(supervisor.state).toMatchObject({ kind: 'starting', ready: null });
  });
});
