import { countsOf } from '#test/faults/kit/counts.ts';
import { isAlive } from '#test/faults/kit/process-facts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { createWindowHome } from '#test/faults/kit/window-home.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const longestLifeAfterMs = 5_000;

export const consoleKilled: Scenario = {
  name: 'console-killed',
  group: 'processes',
  title:
    'the console is killed while its relay works: the relay ends within 5 s and leaves no listener, the next start is clean, nothing acknowledged is lost',
  needs: ['electron'],
  inSlice: true,
  run: async (context) => {
    const kills = context.times({ slice: 1, full: 10, night: 200 });
    const home = createWindowHome();
    const rig = await startRig(context, { home });
    const load = rig.load({ perSecond: 20 });
    const outlivedMs: number[] = [];
    const readyMs: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await rig.busyFor(20);
      const { pid, urls } = rig.relay;
      await home.killMain();
      const killedAt = performance.now();
      await waitFor('the relay to end with its console', longestLifeAfterMs, () => !isAlive(pid));
      outlivedMs.push(performance.now() - killedAt);
      await waitFor('nobody to listen any more', 1_000, () => isSilent(urls.wechat));
      readyMs.push((await rig.start()).startedInMs);
    }
    load.stop();
    return {
      ...countsOf(await rig.verdict({ injections: kills })),
      figures: { relayEndedMaxMs: quantile(outlivedMs, 1), readyP95Ms: quantile(readyMs, 0.95) },
    };
  },
};

async function isSilent(url: string): Promise<boolean> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(500) });
    return false;
  } catch {
    // Refused: nobody listens.
    return true;
  }
}
