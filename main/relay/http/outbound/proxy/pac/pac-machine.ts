import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PacProgram } from './pac-program.ts';
import type { NumberedReply, PacAsk, PacReply, PacStart } from './pac-protocol.ts';

/** Runs PAC files. Never rejects. */
export type PacMachine = (ask: PacAsk) => Promise<PacReply>;

/** Of one run of a script, milliseconds; a script of a company takes one or two. */
export const pacLimitMs = 2_000;
/** The thread itself is ended when it says nothing for this long: a start on a busy computer is part of it. */
const threadLimitMs = 6_000;
/** Without a question the thread is not kept. */
const idleMs = 20_000;
/** MiB, beside the engine's own memory. */
const mostHeapMb = 64;

/** The built program of the thread beside the relay's own file; null when the relay runs from its sources. */
export function pacProgramFile(folder: string = import.meta.dirname): string | null {
  // The bundler may have put this code into a folder below.
  return [join(folder, 'pac.js'), join(folder, '..', 'pac.js')].find((path) => existsSync(path)) ?? null;
}

/** A thread of its own where the relay is built; the same program on this thread from sources, as in tests. */
export function startPacMachine(): PacMachine {
  const file = pacProgramFile();
  return file === null ? amongOthers() : onThread(file);
}

/** Bytes of the engine, which the package keeps beside its code. */
function readEngine(): Uint8Array<ArrayBuffer> {
  const code = createRequire(import.meta.url).resolve('quickjs-wasi');
  return Uint8Array.from(readFileSync(join(dirname(code), '..', 'quickjs.wasm')));
}

interface Line {
  readonly worker: Worker;
  readonly waiting: Map<number, (reply: PacReply) => void>;
}

/** The thread is there while there is something to ask. `limitMs`: for tests. */
export function onThread(file: string, limitMs: number = threadLimitMs): PacMachine {
  let line: Line | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastId = 0;

  const endWith = (ended: Line, detail: string): void => {
    if (line === ended) {
      line = null;
      if (timer !== null) clearTimeout(timer);
    }
    for (const settle of ended.waiting.values()) settle({ kind: 'failed', detail });
    ended.waiting.clear();
    void ended.worker.terminate();
  };
  const open = (): Line => {
    const worker = new Worker(file, {
      workerData: { engine: readEngine() } satisfies PacStart,
      name: 'pac',
      // Nothing there is of use.
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMb },
    });
    const opened: Line = { worker, waiting: new Map() };
    worker.on('message', ({ id, reply }: NumberedReply) => {
      opened.waiting.get(id)?.(reply);
      opened.waiting.delete(id);
      watch(opened);
    });
    worker.on('error', (error) => {
      endWith(opened, error.message.slice(0, 200));
    });
    worker.on('exit', () => {
      endWith(opened, 'its thread ended');
    });
    // Behind the listeners: the one for messages would hold the process again.
    worker.unref();
    return opened;
  };
  const watch = (watched: Line): void => {
    if (timer !== null) clearTimeout(timer);
    const isAsked = watched.waiting.size > 0;
    timer = setTimeout(
      () => {
        endWith(watched, 'takes too long');
      },
      isAsked ? limitMs : idleMs,
    );
    timer.unref();
  };

  return (ask) =>
    new Promise((resolve) => {
      try {
        line ??= open();
      } catch (thrown) {
        resolve({ kind: 'failed', detail: thrown instanceof Error ? thrown.message.slice(0, 200) : 'no thread' });
        return;
      }
      lastId += 1;
      line.waiting.set(lastId, resolve);
      line.worker.postMessage({ ...ask, id: lastId });
      if (line.waiting.size === 1) watch(line);
    });
}

function amongOthers(): PacMachine {
  let program: PacProgram | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  return (ask) => {
    program ??= new PacProgram(readEngine(), {
      monotonic: () => performance.now(),
      now: () => new Date(),
      limitMs: pacLimitMs,
    });
    const started = program;
    const reply = queue.then(() => started.take(ask));
    queue = reply;
    return reply;
  };
}
