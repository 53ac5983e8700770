import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const startLimitMs = 60_000;

/** A program of the benchmark in its own process. */
export interface Child {
  readonly pid: number;
  /** The first line it printed, parsed. */
  readonly ready: unknown;
  /** From its start to that line, milliseconds. */
  readonly startedInMs: number;
  end(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a Node program and waits for its first line on standard output. */
export async function startChild(args: readonly string[]): Promise<Child> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', VEERPONT_LOG_LEVEL: 'warn' },
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (process.env['BENCH_ECHO']) process.stderr.write(text);
    if (errors.length < 200) errors.push(text);
  });
  endWithUs(child);
  const limit = setTimeout(() => child.kill('SIGKILL'), startLimitMs);
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>,
    failure(child, args, errors),
  ]);
  clearTimeout(limit);
  const startedInMs = performance.now() - startedAt;
  let isEnding = false;
  child.once('exit', (code, signal) => {
    if (isEnding) return;
    process.stderr.write(`${args.join(' ')} ended by itself (${code ?? signal})\n${errors.join('')}\n`);
  });
  return {
    pid: child.pid ?? 0,
    ready: JSON.parse(line[0]),
    startedInMs,
    end: (signal) => {
      isEnding = true;
      return ended(child, signal);
    },
  };
}

async function failure(child: ChildProcess, args: readonly string[], errors: readonly string[]): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${args.join(' ')} ended before it was ready\n${errors.join('')}`);
}

/** A program that is asked and answers over IPC, one question at a time. */
export class Partner<Question extends object, Answer extends { readonly kind: string }> {
  readonly #child: ChildProcess;

  constructor(program: string) {
    this.#child = spawn(process.execPath, [program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    endWithUs(this.#child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The next message of that kind. */
  hear<K extends Answer['kind']>(kind: K): Promise<Extract<Answer, { kind: K }>> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null): void => {
        reject(new Error(`a program of the benchmark ended with ${code}`));
      };
      const onMessage = (message: Answer): void => {
        if (message.kind !== kind) return;
        this.#child.off('message', onMessage as (message: unknown) => void);
        this.#child.off('exit', onExit);
        resolve(message as Extract<Answer, { kind: K }>);
      };
      this.#child.on('message', onMessage as (message: unknown) => void);
      this.#child.once('exit', onExit);
    });
  }

  ask<K extends Answer['kind']>(question: Question, kind: K): Promise<Extract<Answer, { kind: K }>> {
    const heard = this.hear(kind);
    this.#child.send(question);
    return heard;
  }

  end(): Promise<void> {
    return ended(this.#child);
  }
}

const running = new Set<ChildProcess>();

/** Killed when the benchmark ends. */
export function endWithUs(child: ChildProcess): void {
  running.add(child);
  child.once('exit', () => running.delete(child));
}

/** Nothing is left behind, whatever happened. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}
