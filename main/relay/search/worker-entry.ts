import { setPriority } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { systemClock } from '#main/node/system-clock.ts';
import type { SearchStart, ToSearch } from './protocol.ts';
import { SearchProgram } from './search-program.ts';

/** The search's own thread. Everything it may know comes with its start: it reads no arguments and no environment. */
const port = parentPort;
if (port === null) throw new Error('this program is a thread of the relay');

/** Where two cores are busy, messages go first. */
const niceness = 10;

// Linux keeps a priority for each thread, and this sets the calling one's; elsewhere it would be the whole relay's.
if (process.platform === 'linux') setPriority(niceness);

// Posted by start-search.ts of the same build.
const start = workerData as SearchStart;
const program = new SearchProgram({
  ...start,
  clock: systemClock,
  nextTurn: async () => {
    await nextTurn();
  },
  post: (message) => {
    port.postMessage(message);
    // Its last word: without the port nothing keeps the thread.
    if (message.kind === 'stopped') port.close();
  },
});
port.on('message', (message: ToSearch) => {
  program.take(message);
});
program.start();
