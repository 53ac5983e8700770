import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { spawnTunnel } from '#main/tunnel/spawn-tunnel.ts';
import { TunnelFile } from '#main/tunnel/tunnel-file.ts';
import { TunnelKeeper, type TunnelKeeperDeps } from '#main/tunnel/tunnel-keeper.ts';
import { TunnelLeftover } from '#main/tunnel/tunnel-leftover.ts';
import type { TunnelSettings } from '#shared/domain/setup/tunnel.ts';
import { silentLogger } from '#shared/lib/logger.ts';

let folder = '';
let keepers: TunnelKeeper[] = [];
let relay: ReturnType<TunnelKeeperDeps['relay']> = 'http://127.0.0.1:43127';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tunnel-'));
  relay = 'http://127.0.0.1:43127';
});
afterEach(async () => {
  await Promise.all(keepers.map((keeper) => keeper.stop()));
  keepers = [];
  rmSync(folder, { recursive: true, force: true });
});

function keeperOf(part: Partial<TunnelKeeperDeps> = {}): TunnelKeeper {
  const kept = new Map<string, string>();
  const keeper = new TunnelKeeper({
    file: new TunnelFile(folder, Date.now),
    secrets: {
      names: () => [...kept.keys()],
      read: (name) => kept.get(name) ?? null,
      change: (values) => {
        for (const [name, value] of Object.entries(values)) if (value !== null) kept.set(name, value);
        return Promise.resolve();
      },
    },
    leftover: new TunnelLeftover(folder),
    launch: spawnTunnel(folder),
    relay: () => relay,
    environment: { ...process.env, OWN_TOKEN: 'own-secret-1' },
    policy: { windowMs: 60_000, maxCrashes: 2, delaysMs: [20], waitsMs: {} },
    stopGraceMs: 300,
    clock: systemClock,
    log: silentLogger,
    onChange: () => undefined,
    ...part,
  });
  keepers.push(keeper);
  return keeper;
}

/** Settings that run a piece of JavaScript as the tunnel program. */
const running = (code: string, part: Partial<TunnelSettings> = {}): TunnelSettings => ({
  program: process.execPath,
  args: ['-e', code, '{port}', '{url}/x'],
  variables: [],
  addressPattern: '',
  ...part,
});
const stay = 'setInterval(() => {}, 1000);';
const started = async (settings: TunnelSettings, secrets: Record<string, string> = {}): Promise<TunnelKeeper> => {
  const keeper = keeperOf();
  await keeper.set(settings, secrets);
  await keeper.start();
  return keeper;
};
const soon = (look: () => void): Promise<void> => vi.waitFor(look, { timeout: 4_000, interval: 15 });
const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('a tunnel program', () => {
  it('gets port and address filled in, and says its public address', async () => {
    const code = `console.log(process.argv.slice(1).join(' ')); console.error('url=https://a-b.example.org ready'); ${stay}`;
    const keeper = await started(running(code, { addressPattern: 'url=(https://\\S+)' }));
    await soon(() => expect(keeper.view.state.seenUrl).toBe('https://a-b.example.org'));
    await soon(() => expect(keeper.view.lines).toContain('43127 http://127.0.0.1:43127/x'));
    expect(keeper.view.state).toMatchObject({ kind: 'running', code: null });
  });

  it('gets its secrets as variables, and they are masked in what it says', async () => {
    const variables = [
      { name: 'A_TOKEN', from: 'vault', value: '' },
      { name: 'B_TOKEN', from: 'environment', value: 'OWN_TOKEN' },
      { name: 'PLAIN', from: 'text', value: 'on {port}' },
    ] as const;
    const code = `console.log([process.env.A_TOKEN, process.env.B_TOKEN, process.env.PLAIN].join('|'),
      encodeURIComponent(process.env.A_TOKEN), process.env.A_TOKEN.length === 12); ${stay}`;
    const keeper = await started(running(code, { variables: [...variables] }), { A_TOKEN: 'vault/secret' });
    await soon(() => expect(keeper.view.lines).toContain('•••|•••|on 43127 ••• true'));
    expect(readFileSync(join(folder, 'tunnel.json'), 'utf8')).not.toMatch(/vault\/secret|own-secret/u);
  });

  it('does not inherit what weakens or betrays', async () => {
    const keeper = keeperOf({ environment: { ...process.env, NODE_OPTIONS: '--no-warnings', MY_PASSWORD: 'x' } });
    await keeper.set(
      running(`console.log(typeof process.env.NODE_OPTIONS, typeof process.env.MY_PASSWORD);${stay}`),
      {},
    );
    await keeper.start();
    await soon(() => expect(keeper.view.lines).toContain('undefined undefined'));
  });

  it('is started again when it ends, and left alone when it ends again and again', async () => {
    const keeper = await started(running('console.error("no route"); process.exit(3)'));
    await soon(() => expect(keeper.view.state).toMatchObject({ kind: 'gave_up', code: 'TUNNEL_GAVE_UP', value: '3' }));
    expect(keeper.view.lines.filter((line) => line === 'no route')).toHaveLength(3);
    expect(keeper.view.state.restarts).toBe(2);
    expect(keeper.view.state.nextStartAt).toBeGreaterThan(Date.now());
  });

  it('ends with everything it started, even when it does not want to', async () => {
    const child = `process.on('SIGTERM', () => {}); ${stay}`;
    const code = `process.on('SIGTERM', () => {});
      const c = require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}]);
      console.log('child ' + c.pid); ${stay}`;
    const keeper = await started(running(code));
    await soon(() => expect(keeper.view.lines.join()).toMatch(/child \d+/u));
    const pids = [keeper.view.state.pid ?? 0, Number(/child (\d+)/u.exec(keeper.view.lines.join())?.[1])];
    expect(pids.every(isThere)).toBe(true);
    await keeper.stop();
    await soon(() => expect(pids.some(isThere)).toBe(false));
    expect(keeper.view).toMatchObject({ on: false, state: { kind: 'stopped', pid: null } });
  });

  it('takes no shell', async () => {
    const keeper = keeperOf();
    const made = join(folder, 'made');
    await keeper.set(
      { ...running(''), args: ['-e', `console.log(process.argv.at(-1)); ${stay}`, `$(touch ${made}); x`] },
      {},
    );
    await keeper.start();
    await soon(() => expect(keeper.view.lines).toContain(`$(touch ${made}); x`));
    expect(existsSync(made)).toBe(false);
  });

  it.each([
    ['veerpont-no-such-program', 'TUNNEL_PROGRAM_MISSING'],
    ['FILE', 'TUNNEL_PROGRAM_REFUSED'],
  ])('says at once when %s cannot be started', async (name, code) => {
    const file = join(folder, 'no-program');
    writeFileSync(file, 'x');
    chmodSync(file, 0o644);
    const program = name === 'FILE' ? file : name;
    const keeper = await started(running('', { program }));
    await soon(() => expect(keeper.view.state).toMatchObject({ kind: 'gave_up', code, value: program }));
    expect(keeper.view.state.nextStartAt).toBeNull();
  });

  it('survives a pattern that would take for ever', async () => {
    const line = `${'a'.repeat(60)}!`;
    const code = `console.log('${line}'); setTimeout(() => console.log('after'), 50); ${stay}`;
    const keeper = await started(running(code, { addressPattern: '^(a+)+$' }));
    await soon(() => expect(keeper.view.lines).toContain('after'));
    expect(keeper.view.state.code).toBe('TUNNEL_PATTERN_SLOW');
  });
});

describe('around it', () => {
  it('waits for the relay, starts with it, moves with its port, and lets nothing of practice out', async () => {
    relay = null;
    const keeper = await started(running(`console.log('at ' + process.argv[1]); ${stay}`));
    expect(keeper.view.state).toMatchObject({ kind: 'waiting', code: 'TUNNEL_NO_RELAY' });
    relay = 'http://127.0.0.1:1001';
    keeper.surroundingsChanged();
    await soon(() => expect(keeper.view.lines).toContain('at 1001'));
    relay = null;
    keeper.surroundingsChanged();
    expect(keeper.view.state.kind).toBe('starting');
    relay = 'http://127.0.0.1:1002';
    keeper.surroundingsChanged();
    await soon(() => expect(keeper.view.lines).toContain('at 1002'));
    relay = 'practice';
    keeper.surroundingsChanged();
    await soon(() => expect(keeper.view.state).toMatchObject({ kind: 'waiting', pid: null }));
  });

  it('is started with the next console when it ran, and keeps what was typed', async () => {
    const first = await started(running(stay));
    await first.close();
    keepers = [];
    const next = keeperOf();
    expect(next.view).toMatchObject({ on: true, settings: { program: process.execPath }, state: { kind: 'waiting' } });
    next.surroundingsChanged();
    await soon(() => expect(next.view.state.pid).not.toBeNull());
    await next.set(running(`${stay} // other`), {});
    expect(next.view.changed).toBe(true);
  });

  it.runIf(process.platform === 'linux')('ends the one a killed console left behind, and nobody else', async () => {
    const killed = await started(running(stay));
    const { pid } = killed.view.state;
    const after = keeperOf({ relay: () => null });
    await soon(() => expect(isThere(pid ?? 0)).toBe(false));
    await Promise.all([killed.stop(), after.stop()]);
    const stranger = JSON.stringify({ pid: process.pid, startedAt: '1', bootId: 'x' });
    writeFileSync(join(folder, 'tunnel.pid'), stranger);
    expect(new TunnelLeftover(folder).end()).toBe(false);
  });

  it('says what is missing before it starts anything', async () => {
    const keeper = keeperOf();
    await expect(keeper.start()).rejects.toMatchObject({ code: 'SETUP_REQUIRED' });
    await keeper.set(running(stay, { variables: [{ name: 'T', from: 'vault', value: '' }] }), {});
    await keeper.start();
    expect(keeper.view.state).toMatchObject({ kind: 'gave_up', code: 'TUNNEL_SECRET_MISSING', value: 'T' });
  });

  it('puts a damaged file aside and starts nothing', () => {
    writeFileSync(join(folder, 'tunnel.json'), '{"format":1,"on":true');
    const file = new TunnelFile(folder, () => 0);
    expect(file.read().on).toBe(false);
    expect(file.problem?.code).toBe('TUNNEL_FILE_DAMAGED');
    expect(existsSync(`${join(folder, 'tunnel.json')}.damaged-19700101T000000000`)).toBe(true);
  });
});
