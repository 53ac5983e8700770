import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
let folder: string;
let program: string;
let child: ChildProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbox-program-'));
  await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: { ssr: join(root, 'main/sandbox/entry.ts'), outDir: folder, target: 'node20.18', emptyOutDir: false },
  });
  program = join(folder, 'entry.js');
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => void child?.kill('SIGKILL'));

const start = (...args: string[]): ChildProcess => {
  child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return child;
};
const exitOf = (started: ChildProcess): Promise<number | null> => new Promise((done) => started.once('exit', done));
const textOf = (stream: NodeJS.ReadableStream | null): Promise<string> =>
  new Promise((done) => {
    let text = '';
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
    stream?.on('end', () => done(text));
  });
const firstLine = (stream: NodeJS.ReadableStream | null): Promise<string> =>
  new Promise((done) => {
    if (stream) createInterface({ input: stream }).once('line', done);
  });

interface Ready {
  event: string;
  urls: { wechatApi: string; cxone: string; control: string };
  relayConfig: { channels: unknown[] };
}

describe('the sandbox as a program', () => {
  it('prints one ready line, serves, and stops on SIGTERM', async () => {
    const started = start(program, '--rate', '0', '--seed', 'program');
    const output = textOf(started.stdout);
    const log = textOf(started.stderr);
    const ready = JSON.parse(await firstLine(started.stdout)) as Ready;
    expect(ready.event).toBe('ready');
    expect(ready.relayConfig.channels).toHaveLength(3);
    const state = await fetch(`${ready.urls.control}/state`);
    expect(await state.json()).toMatchObject({ people: { traffic: { messagesPerMinute: 0 } } });
    expect((await fetch(`${ready.urls.cxone}/.well-known/openid-configuration`)).status).toBe(200);
    expect((await fetch(`${ready.urls.wechatApi}/cgi-bin/token`)).status).toBe(200);
    const exited = exitOf(started);
    started.kill('SIGTERM');
    expect(await exited).toBe(0);
    expect((await output).trim().split('\n')).toHaveLength(1);
    const events = (await log)
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(events).toEqual(['sandbox.ready', 'sandbox.stopping']);
  });

  it('refuses a wrong command line in one go', async () => {
    const started = start(program, '--rate', 'often');
    const log = textOf(started.stderr);
    expect(await exitOf(started)).toBe(2);
    expect(await log).toContain('usage: sandbox');
  });

  it('says when its port is taken', async () => {
    const first = start(program, '--rate', '0');
    const { urls } = JSON.parse(await firstLine(first.stdout)) as Ready;
    const second = spawn(process.execPath, [program, '--port-base', new URL(urls.wechatApi).port], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const log = textOf(second.stderr);
    expect(await exitOf(second)).toBe(1);
    expect(await log).toContain('EADDRINUSE');
  });

  it('talks to its parent as a utility process', async () => {
    const wrapper = join(folder, 'wrapper.js');
    await writeFile(
      wrapper,
      `let onMessage;
process.parentPort = {
  on: (_event, listener) => (onMessage = listener),
  postMessage: (message) => {
    process.stdout.write(JSON.stringify(message) + '\\n');
    setTimeout(() => onMessage({ data: { type: 'stop' } }), 10);
  },
};
process.argv.push('--rate', '0');
await import('./entry.js');`,
    );
    const started = start(wrapper);
    const exited = exitOf(started);
    const message = JSON.parse(await firstLine(started.stdout)) as Ready & { type: string };
    expect(message).toMatchObject({ type: 'ready', event: 'ready' });
    expect(await exited).toBe(0);
  });
});
