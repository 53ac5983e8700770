import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const longestQuitMs = 5_000;

export const gracefulQuit: Scenario = {
  name: 'graceful-quit',
  group: 'processes',
  title:
    'the relay is asked to stop under a burst: new connections are refused first, work under way ends or is released, all within 5 s, and nothing needs recovering',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const quits = context.times({ slice: 2, full: 5, night: 50 });
    const rig = await startRig(context);
    const load = rig.load({ perSecond: 200 });
    const quitMs: number[] = [];
    for (let quit = 0; quit < quits; quit += 1) {
      await rig.busyFor(400);
      await pause(context.chance() * 200);
      const port = Number(new URL(rig.relay.urls.wechat).port);
      const askedAt = performance.now();
      const ended = rig.end('SIGTERM');
      await pause(250);
      if (await accepts(port)) throw new Error('it still takes new connections while it stops');
      const code = await ended;
      quitMs.push(performance.now() - askedAt);
      if (code !== 0) throw new Error(`it stopped with ${code} instead of 0`);
      await rig.start();
    }
    load.stop();
    const counts = countsOf(await rig.verdict({ injections: quits }));
    const quitMaxMs = quantile(quitMs, 1);
    if (quitMaxMs > longestQuitMs) throw new Error(`stopping took ${quitMaxMs} ms`);
    return { ...counts, figures: { quitMaxMs } };
  },
};

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
