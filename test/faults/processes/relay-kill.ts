import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const longestReadyMs = 10_000;
const usualReadyMs = 3_000;
/** A kill for every hundred messages acknowledged: 1,000 kills see at least 100,000 of them. */
const ackedPerLife = 100;

export const relayKill: Scenario = {
  name: 'relay-kill',
  group: 'processes',
  title:
    'the relay is killed at random moments while 200 messages a second come in each direction: nothing acknowledged is lost, nothing doubled, and it accepts again within 3 s',
  needs: [],
  inSlice: true,
  limitMs: { full: 180 * 60_000 },
  run: async (context) => {
    const kills = Number(process.env['VEERPONT_KILLS'] ?? context.times({ slice: 15, full: 200, night: 2_000 }));
    const rig = await startRig(context);
    const load = rig.load({ perSecond: Number(process.env['VEERPONT_LOAD'] ?? 200) });
    const readyMs: number[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      await rig.busyFor(ackedPerLife);
      await pause(context.chance() * 300);
      await rig.end('SIGKILL');
      const { startedInMs } = await rig.start();
      readyMs.push(startedInMs);
      if ((kill + 1) % 100 === 0) context.say(`${kill + 1} of ${kills} kills, ${rig.acknowledged()} acknowledged`);
    }
    load.stop();
    const counts = countsOf(await rig.verdict({ injections: kills }));
    const figures = { readyP95Ms: quantile(readyMs, 0.95), readyMaxMs: quantile(readyMs, 1) };
    context.say(JSON.stringify({ ...counts, ...figures }));
    if (figures.readyP95Ms > usualReadyMs || figures.readyMaxMs > longestReadyMs)
      throw new Error(`accepting again took ${figures.readyP95Ms} ms at p95, ${figures.readyMaxMs} ms at most`);
    if (counts.acknowledged < kills * ackedPerLife)
      throw new Error(`only ${counts.acknowledged} messages were acknowledged`);
    return { ...counts, figures };
  },
};
