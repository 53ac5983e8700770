import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const longestReadyMs = 10_000;

/** What may be left of a lock whose holder is gone. */
const leftovers: readonly ((rig: Rig, lock: string) => void)[] = [
  // As the kill left it.
  () => undefined,
  // Its number was given to another process since: to this one.
  (_rig, lock) => {
    const record = JSON.parse(readFileSync(lock, 'utf8')) as object;
    writeFileSync(lock, JSON.stringify({ ...record, pid: process.pid }));
  },
  // The machine was started anew since.
  (_rig, lock) => {
    const record = JSON.parse(readFileSync(lock, 'utf8')) as object;
    writeFileSync(lock, JSON.stringify({ ...record, pid: process.pid, bootId: 'of another start' }));
  },
  // A power cut left nothing in it, or something.
  (_rig, lock) => {
    writeFileSync(lock, '');
  },
  (_rig, lock) => {
    writeFileSync(lock, randomBytes(64));
  },
];

export const staleLock: Scenario = {
  name: 'stale-lock',
  group: 'instances',
  title:
    'the lock of a killed relay lies about, whole, with a number in use again, or broken: no start is held up by it',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const kills = context.times({ slice: 5, full: 5, night: 100 });
    const rig = await startRig(context);
    const load = rig.load({ perSecond: 20 });
    const readyMs: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await rig.busyFor(20);
      await rig.end('SIGKILL');
      leftovers[kill % leftovers.length]?.(rig, storeFilesIn(rig.dataDir).lock);
      readyMs.push((await rig.start()).startedInMs);
    }
    load.stop();
    const counts = countsOf(await rig.verdict({ injections: kills }));
    const readyMaxMs = quantile(readyMs, 1);
    if (readyMaxMs > longestReadyMs) throw new Error(`a start took ${readyMaxMs} ms`);
    return { ...counts, figures: { readyMaxMs } };
  },
};
