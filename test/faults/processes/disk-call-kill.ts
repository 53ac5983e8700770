import { countsOf } from '#test/faults/kit/counts.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { isAlive } from '#test/faults/kit/process-facts.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

/** What the store uses to write, and to make sure that it is written. */
const calls = ['fsync,fdatasync', 'pwrite64'] as const;
const latestCall = 200;

export const diskCallKill: Scenario = {
  name: 'disk-call-kill',
  group: 'processes',
  title:
    'the relay is killed in its Nth flush or write of the disk: nothing is acknowledged that is not there afterwards',
  needs: ['linux', 'strace'],
  inSlice: true,
  run: async (context) => {
    const kills = context.times({ slice: 4, full: 40, night: 400 });
    const rig = await startRig(context);
    const load = rig.load({ perSecond: 60 });
    let inStart = 0;
    await rig.busyFor(50);
    await rig.end('SIGKILL');
    for (let kill = 0; kill < kills; kill += 1) {
      const call = calls[kill % calls.length] ?? calls[0];
      const nth = 1 + Math.floor(context.chance() * latestCall);
      const pid = await rig
        .start({
          // As a grandchild (-D), so that the process we know and end is the relay, not the tracer.
          wrap: [
            ...['strace', '-D', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`],
            ...['-e', `inject=${call}:signal=KILL:when=${nth}`],
          ],
        })
        .then(
          (relay) => relay.pid,
          // Killed before it listened: as good a moment as any.
          () => null,
        );
      if (pid === null) inStart += 1;
      else await waitFor(`${call} number ${nth} to kill the relay`, 60_000, () => !isAlive(pid));
    }
    await rig.start();
    load.stop();
    return { ...countsOf(await rig.verdict({ injections: kills })), figures: { killedBeforeReady: inStart } };
  },
};
