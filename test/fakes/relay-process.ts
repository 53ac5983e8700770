import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { relayHeapFlags } from '#main/relay-host/relay-heap.ts';
import { RelayUrls } from '#shared/contract/relay-contract.ts';

/** The built headless relay; `npm test` builds it first. */
const releasedProgram = fileURLToPath(new URL('../../out/main/relay.js', import.meta.url));

const startLimitMs = 20_000;

export interface RelayProcess {
  readonly urls: RelayUrls;
  readonly pid: number;
  /** From the start of the process to its ready line. */
  readonly startedInMs: number;
  /** Everything it wrote to standard error so far. */
  log(): string;
  /** Standard output, line by line. */
  readonly lines: readonly string[];
  /** Ends it and resolves with its exit code, or null when a signal ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export interface RelayStart {
  readonly folder: string;
  readonly config: object;
  readonly environment?: Readonly<Record<string, string>>;
  /** Another build of it than the released one. */
  readonly program?: string;
  /** A command line that ends where the program's own begins, such as a tracer's. `pid` is then the wrapper's. */
  readonly wrap?: readonly string[];
  readonly nodeArguments?: readonly string[];
  /** How long the ready line may take. */
  readonly readyLimitMs?: number;
  /** Told once, when the process has ended, expected or not. */
  readonly onEnded?: (code: number | null, signal: NodeJS.Signals | null, log: string) => void;
}

/** Starts the relay as its own process under plain Node and waits for its ready line. */
export async function startRelayProcess(options: RelayStart): Promise<RelayProcess> {
  const { folder, config, environment = {}, program = releasedProgram, wrap = [], nodeArguments = [] } = options;
  mkdirSync(folder, { recursive: true });
  const configPath = join(folder, 'relay.json');
  writeFileSync(configPath, JSON.stringify(config), { mode: 0o600 });
  const startedAt = performance.now();
  const [command = process.execPath, ...args] = [
    ...wrap,
    process.execPath,
    ...relayHeapFlags,
    ...nodeArguments,
    program,
    ...['--config', configPath, '--data', join(folder, 'data')],
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], VEERPONT_LOG_LEVEL: 'warn', ...environment },
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors.push(text);
    if (errors.length > 2_000) errors.splice(0, 1_000);
  });
  child.once('close', (code, signal) => options.onEnded?.(code, signal, errors.join('')));
  const lines: string[] = [];
  const urls = await readyLine(child, lines, errors, options.readyLimitMs ?? startLimitMs);
  return {
    urls,
    pid: child.pid ?? 0,
    startedInMs: performance.now() - startedAt,
    log: () => errors.join(''),
    lines,
    end: (signal) => ended(child, signal),
  };
}

function readyLine(
  child: ChildProcess,
  lines: string[],
  errors: readonly string[],
  limitMs: number,
): Promise<RelayUrls> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`no ready line within ${limitMs} ms:\n${errors.join('')}`));
    }, limitMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it was ready:\n${errors.join('')}`));
    });
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 1) return;
      clearTimeout(timer);
      child.removeAllListeners('exit');
      const ready = JSON.parse(line) as { urls: unknown };
      resolve(RelayUrls.parse(ready.urls));
    });
  });
}

function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', (code) => {
      resolve(code);
    });
    child.kill(signal);
  });
}

/** A loopback port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}
