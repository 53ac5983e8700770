import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { pacLimitMs } from './pac-machine.ts';
import { PacProgram } from './pac-program.ts';
import type { NumberedAsk, NumberedReply, PacStart } from './pac-protocol.ts';

/** The thread of PAC files: whatever one of them does, it does not do it on the thread of messages. */
const port = parentPort;
if (port === null) throw new Error('this program is a thread of the relay');

/** Where two cores are busy, messages go first. */
const niceness = 10;

// Linux keeps a priority for each thread, and this sets the calling one's; elsewhere it would be the whole relay's.
if (process.platform === 'linux') setPriority(niceness);

// Posted by pac-machine.ts of the same build.
const { engine } = workerData as PacStart;
const program = new PacProgram(engine, {
  monotonic: () => performance.now(),
  now: () => new Date(),
  limitMs: pacLimitMs,
});
let queue = Promise.resolve();
port.on('message', ({ id, ...ask }: NumberedAsk) => {
  queue = queue.then(async () => {
    port.postMessage({ id, reply: await program.take(ask) } satisfies NumberedReply);
  });
});
