import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { createWindowHome } from '#test/faults/kit/window-home.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

export const groupKilled: Scenario = {
  name: 'group-killed',
  group: 'processes',
  title:
    'every process of the console is killed at once under load: the next start goes on, nothing acknowledged is lost',
  needs: ['electron', 'linux'],
  inSlice: false,
  run: async (context) => {
    const kills = context.times({ slice: 1, full: 5, night: 100 });
    const rig = await startRig(context, { home: createWindowHome() });
    const load = rig.load({ perSecond: 20 });
    const readyMs: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await rig.busyFor(20);
      await pause(context.chance() * 1_000);
      await rig.end('SIGKILL');
      readyMs.push((await rig.start()).startedInMs);
    }
    load.stop();
    const counts = countsOf(await rig.verdict({ injections: kills }));
    const readyMaxMs = quantile(readyMs, 1);
    if (readyMaxMs > 10_000) throw new Error(`accepting again took ${readyMaxMs} ms`);
    return { ...counts, figures: { readyMaxMs } };
  },
};
