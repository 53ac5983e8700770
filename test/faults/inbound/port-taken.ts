import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { freePort, startRelayProcess, type RelayProcess } from '#test/fakes/relay-process.ts';

const retryMs = 5_000;
/** For a start of the relay on a busy machine. */
const leewayMs = 4_000;

/** The relay's port is somebody else's. */
export const portTaken: Scenario = {
  name: 'inbound-port-taken',
  group: 'inbound',
  title:
    'the listening port is taken at the start, when the relay comes back, and by a relay of ours that hangs: the port and the program are named, it is tried every 5 s, and the relay never moves to another port',
  needs: ['linux'],
  inSlice: false,
  run: async (context) => {
    const openedMs: number[] = [];
    const rounds = context.times({ slice: 1, full: 1, night: 7 });
    for (let round = 0; round < rounds; round += 1) {
      openedMs.push(await takenAtStart(context, false), await takenAtStart(context, true), await takenByGhost(context));
    }
    expect(Math.max(...openedMs)).toBeLessThanOrEqual(retryMs + leewayMs);
    return { injections: 3 * rounds, figures: { openedAfterMaxMs: Math.max(...openedMs) } };
  },
};

interface Place {
  readonly folder: string;
  readonly config: object;
  readonly port: number;
}

async function place(context: ScenarioContext): Promise<Place> {
  const sandbox = await startSandbox({ seed: String(context.seed) });
  context.onEnd(() => sandbox.stop());
  const port = await freePort();
  const config = {
    ...sandbox.relayConfig,
    storeKey: randomBytes(32).toString('base64'),
    listen: { public: { port }, admin: { port: 0 } },
  };
  return { folder: join(context.folder, randomBytes(4).toString('hex')), config, port };
}

/** Another program has the port: before the first start, or since the relay went to sleep. */
async function takenAtStart(context: ScenarioContext, hasRunBefore: boolean): Promise<number> {
  const { folder, config, port } = await place(context);
  if (hasRunBefore) {
    const earlier = await startRelayProcess({ folder, config });
    await earlier.end('SIGTERM');
  }
  const server = await occupy(port);
  const { log, ready } = startAndWatch(context, folder, config);
  await expectNamed(log, port, process.pid);
  // Somebody else answers there all the while: the relay has not squeezed in beside, nor opened another port.
  await pause(1_000);
  const releasedAt = performance.now();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return opened(ready, port, releasedAt);
}

/** A relay of an earlier run hangs and keeps the port. */
async function takenByGhost(context: ScenarioContext): Promise<number> {
  const { folder, config, port } = await place(context);
  const ghost = await startRelayProcess({ folder, config });
  process.kill(ghost.pid, 'SIGSTOP');
  context.onEnd(async () => {
    await ghost.end('SIGKILL');
  });
  const { log, ready } = startAndWatch(context, `${folder}-new`, config);
  await expectNamed(log, port, ghost.pid);
  const releasedAt = performance.now();
  await ghost.end('SIGKILL');
  return opened(ready, port, releasedAt);
}

/** Starts it with its standard error in a file, since it is not ready for long. */
function startAndWatch(context: ScenarioContext, folder: string, config: object) {
  const logFile = `${folder}.log`;
  const ready = startRelayProcess({
    folder,
    config,
    readyLimitMs: 60_000,
    wrap: ['sh', '-c', `exec "$@" 2>'${logFile}'`, 'sh'],
  });
  context.onEnd(async () => {
    await (await ready.catch(() => null))?.end('SIGKILL');
  });
  return { log: () => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''), ready };
}

async function expectNamed(log: () => string, port: number, pid: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  const named = (): string[] =>
    log()
      .split('\n')
      .filter((line) => line.includes('listen.port_taken'));
  // Twice: named, and tried again.
  while (named().length < 2) {
    if (performance.now() > deadline) throw new Error(`named ${named().length} times:\n${log()}`);
    await pause(50);
  }
  for (const line of named()) {
    expect(line).toContain(`:${port}`);
    expect(line).toContain(`process ${pid}`);
  }
}

async function opened(ready: Promise<RelayProcess>, port: number, releasedAt: number): Promise<number> {
  const relay = await ready;
  const tookMs = Math.round(performance.now() - releasedAt);
  expect(new URL(relay.urls.wechat).port).toBe(String(port));
  expect(await relay.end('SIGTERM')).toBe(0);
  return tookMs;
}

function occupy(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });
}
