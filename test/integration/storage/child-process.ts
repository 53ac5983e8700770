import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { testKey } from './sqlite-harness.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds the child program into one JavaScript file, which starts ten times as fast. Returns its path. */
export async function buildStoreChild(): Promise<string> {
  // Inside node_modules, so that the packages it imports are found from where it lies.
  const outDir = `${root}node_modules/.cache/veerpont-tests/${process.pid}`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: `${root}test/integration/storage/store-child.ts`, outDir, minify: false, target: 'node20' },
  });
  process.once('exit', () => {
    rmSync(outDir, { recursive: true, force: true });
  });
  return `${outDir}/store-child.js`;
}

export type Said = Readonly<Record<string, unknown>> & { readonly said: string };

export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** Every line so far. */
  readonly lines: readonly Said[];
  /** Resolves with the first line that says this, said already or yet to come; rejects when the child ends before. */
  heard(said: string): Promise<Said>;
  send(command: string): void;
  /** Resolves when the child has ended and everything it said has been read. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null; readonly errors: string }>;
}

/** Starts the child program. `wrap` is a command line that ends where the program's own begins. */
export function startChild(program: string, args: readonly string[], wrap: readonly string[] = []): Child {
  const [command = process.execPath, ...before] = [...wrap, process.execPath, program];
  const [mode = '', folder = '', ...rest] = args;
  const child = spawn(command, [...before, mode, folder, testKey.toString('hex'), ...rest], { stdio: 'pipe' });
  const lines: Said[] = [];
  const listeners = new Set<() => void>();
  let errors = '';
  let isOver = false;
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // A child that has ended does not hear what it is told; the test looks at what it said.
  child.stdin.on('error', () => undefined);
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    // A process killed in the middle of a line has not said it.
    if (line.startsWith('{') && line.endsWith('}')) lines.push(JSON.parse(line) as Said);
    for (const listener of listeners) listener();
  });
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')]).then(([[code, signal]]) => {
    isOver = true;
    for (const listener of listeners) listener();
    return { code: code as number | null, signal: signal as string | null, errors };
  });
  return {
    process: child,
    lines,
    ended,
    send: (text) => {
      child.stdin.write(`${text}\n`);
    },
    heard: (said) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = lines.find((one) => one.said === said);
          if (line === undefined && !isOver) return;
          listeners.delete(look);
          if (line === undefined) reject(new Error(`it ended without saying ${said}: ${errors.slice(0, 2_000)}`));
          else resolve(line);
        };
        listeners.add(look);
        look();
      }),
  };
}
