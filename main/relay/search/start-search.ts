import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Clock } from '#shared/lib/clock.ts';
import type { FromSearch, SearchLine, SearchStart } from './protocol.ts';
import { SearchProgram } from './search-program.ts';

export type StartSearch = (start: SearchStart) => SearchLine;

/** MiB. What it keeps is bounded; without a bound a fault of ours would take the memory of the relay. */
const mostHeapMb = 256;
/** MiB. For what lives for a moment only; V8 would take four times as much and collect no more of it. */
const mostYoungMb = 12;

/** The built program of the thread beside the relay's own file; null when the relay runs from its sources. */
export function searchProgramFile(folder: string = import.meta.dirname): string | null {
  // The bundler may have put this code into a folder below.
  return [join(folder, 'search.js'), join(folder, '..', 'search.js')].find((path) => existsSync(path)) ?? null;
}

/** A thread of its own where the relay is built; the same thread from sources, as in tests. */
export function startSearch(clock: Clock): StartSearch {
  const file = searchProgramFile();
  return file === null ? startAmongOthers(clock) : startThread(file);
}

export function startThread(file: string): StartSearch {
  return ({ dataDir, storeKey }) => {
    const worker = new Worker(file, {
      workerData: { dataDir, storeKey: Uint8Array.from(storeKey) } satisfies SearchStart,
      name: 'search',
      // Keys must not be found in an environment, and nothing there is of use.
      env: {},
      argv: [],
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostHeapMb, maxYoungGenerationSizeMb: mostYoungMb },
    });
    let failure = '';
    worker.on('error', (error) => {
      failure = error.message;
    });
    return {
      post: (message) => {
        worker.postMessage(message);
      },
      onMessage: (listener) => {
        worker.on('message', listener);
      },
      onEnd: (listener) => {
        worker.once('exit', (code) => {
          listener(failure === '' ? `exit code ${code}` : failure);
        });
      },
      end: async () => {
        await worker.terminate();
      },
    };
  };
}

/** The same program on the thread of whoever starts it. */
export function startAmongOthers(clock: Clock): StartSearch {
  return (start) => {
    let listener: (message: FromSearch) => void = () => undefined;
    let onEnd: (detail: string) => void = () => undefined;
    let isEnded = false;
    const ended = (detail: string): void => {
      if (!isEnded) onEnd(detail);
      isEnded = true;
    };
    const program = new SearchProgram({
      ...start,
      clock,
      nextTurn: async () => {
        await nextTurn();
      },
      post: (message) => {
        // As from another thread: never within the call that caused it.
        queueMicrotask(() => {
          listener(message);
          if (message.kind === 'stopped') ended('exit code 0');
        });
      },
    });
    program.start();
    return {
      post: (message) => {
        program.take(message);
      },
      onMessage: (given) => {
        listener = given;
      },
      onEnd: (given) => {
        onEnd = given;
      },
      end: () => {
        program.stop();
        ended('exit code 0');
        return Promise.resolve();
      },
    };
  };
}
