import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { countsOf } from '#test/faults/kit/counts.ts';
import { isAlive } from '#test/faults/kit/process-facts.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

/** What the runtime says when memory cannot be had. */
const memoryWords = /out of memory|heap limit|allocation failed|bad_alloc|cannot allocate/iu;
const leftBytes = 2 * 1024 * 1024;

export const outOfMemory: Scenario = {
  name: 'out-of-memory',
  group: 'processes',
  title:
    'the relay gets no more memory under load: it ends and says so, starts again, and nothing acknowledged is lost',
  needs: ['linux', 'root'],
  inSlice: false,
  run: async (context) => {
    const times = context.times({ slice: 1, full: 3, night: 30 });
    const rig = await startRig(context);
    const load = rig.load({ perSecond: 200 });
    for (let time = 0; time < times; time += 1) {
      await rig.busyFor(100);
      const { pid, log } = rig.relay;
      denyMemory(pid);
      await waitFor('the relay to run out of memory', 60_000, () => !isAlive(pid));
      await rig.end('SIGKILL');
      if (!memoryWords.test(log())) throw new Error(`the end does not name its cause: ${log().slice(-500)}`);
      await rig.start();
    }
    load.stop();
    return { ...countsOf(await rig.verdict({ injections: times })), figures: {} };
  },
};

/** Lets the process have next to nothing beyond what it has now (Linux: RLIMIT_AS). */
export function denyMemory(pid: number): void {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const sizeBytes = Number(/^VmSize:\s+(\d+)/mu.exec(status)?.[1] ?? 0) * 1_024;
  execFileSync('prlimit', ['--pid', String(pid), `--as=${sizeBytes + leftBytes}:${sizeBytes + leftBytes}`]);
}
