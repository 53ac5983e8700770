import { countsOf } from '#test/faults/kit/counts.ts';
import { isAlive } from '#test/faults/kit/process-facts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { createWindowHome } from '#test/faults/kit/window-home.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const longestSilenceMs = 12_000;
const longestReplacementMs = 30_000;

export const relayHangs: Scenario = {
  name: 'relay-hangs',
  group: 'processes',
  title:
    'the relay stands still: the window says within 12 s that it does not answer, after ten missed beats it is replaced, and nothing acknowledged is lost',
  needs: ['electron', 'linux'],
  inSlice: false,
  run: async (context) => {
    const hangs = context.times({ slice: 1, full: 5, night: 50 });
    const home = createWindowHome();
    const rig = await startRig(context, { home });
    const load = rig.load({ perSecond: 20 });
    const status = home.app.window.getByRole('region', { name: 'Relay status' });
    const saidMs: number[] = [];
    const replacedMs: number[] = [];
    for (let hang = 0; hang < hangs; hang += 1) {
      await rig.busyFor(20);
      await status.filter({ hasText: 'Relay running' }).waitFor({ timeout: 30_000 });
      const { pid } = rig.relay;
      const stoppedAt = performance.now();
      process.kill(pid, 'SIGSTOP');
      await status.filter({ hasText: 'Relay does not answer' }).waitFor({ timeout: longestSilenceMs });
      saidMs.push(performance.now() - stoppedAt);
      await waitFor('another relay to take over', longestReplacementMs, () => rig.relay.pid !== pid && !isAlive(pid));
      replacedMs.push(performance.now() - stoppedAt);
    }
    await rig.busyFor(20);
    load.stop();
    return {
      ...countsOf(await rig.verdict({ injections: hangs, comparesResources: false })),
      figures: { saidMaxMs: quantile(saidMs, 1), replacedMaxMs: quantile(replacedMs, 1) },
    };
  },
};
