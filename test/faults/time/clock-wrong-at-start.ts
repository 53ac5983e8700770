import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { startClockedRig } from './clocked-rig.ts';

const wrongByMs = 600_000;
/** WeChat repeats after 5 s and again after 10 s; what is taken by then is not lost. */
const longestDeafMs = 10_000;

export const clockWrongAtStart: Scenario = {
  name: 'clock-wrong-at-start',
  group: 'time',
  title:
    'the clock is ten minutes wrong when the relay starts: it learns the time from its TLS peers, takes signed pushes within 10 s and loses none, and says that the clock is wrong',
  needs: ['linux', 'libfaketime'],
  inSlice: false,
  run: async (context) => {
    const starts = context.times({ slice: 1, full: 2, night: 10 });
    const deafMs: number[] = [];
    let counts = null;
    for (let start = 0; start < starts; start += 1) {
      const rig = await startClockedRig(context, {
        startOffsetMs: start % 2 === 0 ? wrongByMs : -wrongByMs,
        isSilent: true,
        sandbox: { wechatRules: { retryIntervalMs: 5_000 } },
      });
      const startedAt = performance.now();
      const load = rig.load({ perSecond: 10, conversations: 60 });
      await waitFor('a push to be taken', longestDeafMs, () => rig.acknowledged() > 0, 10);
      deafMs.push(performance.now() - startedAt);
      await rig.busyFor(50);
      load.stop();
      const log = rig.relay.log();
      if (!/CLOCK_WRONG|clock/u.test(log)) throw new Error('nothing says that the clock is wrong');
      const { notAckedIn } = rig.sandbox.witness.report(0);
      counts = countsOf(await rig.verdict({ injections: starts }));
      if (notAckedIn > 0) throw new Error(`WeChat gave up ${notAckedIn} pushes`);
    }
    return { injections: starts, ...counts, figures: { deafMaxMs: quantile(deafMs, 1) } };
  },
};
