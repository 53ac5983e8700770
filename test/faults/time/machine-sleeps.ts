import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { createMovedClock } from '#test/faults/kit/moved-clock.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const sleepsMs = [600_000, 12 * 3_600_000, 600_000] as const;
/** How long it really stands still; the clocks then jump the rest of the way. */
const stillMs = 3_000;
const longestUntilFlowMs = 10_000;
const watchedMs = 15_000;
/** Away from "connected" and back. */
const mostChanges = 2;

export const machineSleeps: Scenario = {
  name: 'machine-sleeps',
  group: 'time',
  title:
    'the machine sleeps ten minutes, then twelve hours: messages flow within 10 s of waking, old connections do no harm, each channel changes its state at most once and back',
  needs: ['linux', 'libfaketime'],
  inSlice: false,
  run: async (context) => {
    const sleeps = context.times({ slice: 1, full: 3, night: 20 });
    const clock = createMovedClock(context.folder);
    const rig = await startRig(context, { relay: { environment: clock.environment } });
    const load = rig.load({ perSecond: 20, conversations: 60 });
    const flowMs: number[] = [];
    let changesMax = 0;
    let sleptMs = 0;
    for (let sleep = 0; sleep < sleeps; sleep += 1) {
      await rig.busyFor(100);
      const { pid, urls } = rig.relay;
      process.kill(pid, 'SIGSTOP');
      await pause(stillMs);
      const jumpMs = sleepsMs[sleep % sleepsMs.length] ?? 0;
      sleptMs += jumpMs;
      // For the world outside the time has passed; the relay finds out when it wakes.
      rig.sandbox.clock.setSkew(sleptMs);
      rig.sandbox.clock.advance(jumpMs);
      clock.set(sleptMs);
      const before = rig.acknowledged();
      process.kill(pid, 'SIGCONT');
      const wokenAt = performance.now();
      const watched = watchStates(urls.admin, watchedMs);
      await waitFor('messages to flow again', longestUntilFlowMs, () => rig.acknowledged() > before + 20, 20);
      flowMs.push(performance.now() - wokenAt);
      changesMax = Math.max(changesMax, await watched);
    }
    load.stop();
    const counts = countsOf(await rig.verdict({ injections: sleeps }));
    if (changesMax > mostChanges) throw new Error(`a channel changed its state ${changesMax} times after waking`);
    return { ...counts, figures: { flowMaxMs: quantile(flowMs, 1), stateChangesMax: changesMax } };
  },
};

/** The most changes of state that any one channel goes through. */
async function watchStates(admin: string, limitMs: number): Promise<number> {
  const changes = new Map<string, number>();
  let before: Readonly<Record<string, string>> = {};
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const channels = (await readMetrics(admin).catch(() => null))?.channels ?? before;
    for (const [channel, state] of Object.entries(channels)) {
      const former = before[channel];
      if (former !== undefined && former !== state) changes.set(channel, (changes.get(channel) ?? 0) + 1);
    }
    before = channels;
    await pause(200);
  }
  return Math.max(0, ...changes.values());
}
