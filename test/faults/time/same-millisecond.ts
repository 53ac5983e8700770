import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { createMovedClock } from '#test/faults/kit/moved-clock.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

export const sameMillisecond: Scenario = {
  name: 'same-millisecond',
  group: 'time',
  title:
    'the clock steps back by a millisecond again and again while bursts arrive within one: ids stay unique, order stays as accepted',
  needs: ['linux', 'libfaketime'],
  inSlice: true,
  run: async (context) => {
    const steps = context.times({ slice: 10, full: 20, night: 500 });
    const clock = createMovedClock(context.folder);
    const rig = await startRig(context, { relay: { environment: clock.environment } });
    // Few conversations, so that each has many messages under way at once.
    const load = rig.load({ perSecond: 200, conversations: 30 });
    // It is over within seconds: without this, what the relay takes to get going would count as growth.
    await rig.warm();
    let offsetMs = 0;
    for (let step = 0; step < steps; step += 1) {
      await rig.busyFor(40);
      offsetMs -= 1;
      clock.set(offsetMs);
      await pause(context.chance() * 20);
    }
    load.stop();
    return { ...countsOf(await rig.verdict({ injections: steps })), figures: {} };
  },
};
