import { expect } from 'vitest';
import { carriesMessage, signsIn } from '#test/faults/network/calls.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import type { ProxiedRequest } from '#test/faults/network/fault-proxy.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startProxiedRig } from '#test/faults/network/rig-with-proxies.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { setTimeout as pause } from 'node:timers/promises';

/** Both platforms call our tokens old, again and again, under a burst of messages. */
export const expireUnderLoad: Scenario = {
  name: 'tokens-expire-under-load',
  group: 'tokens',
  title:
    'the tokens of both platforms end in the middle of a burst: no message fails, and none is sent more than twice',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const times = context.times({ slice: 1, full: 3, night: 30 });
    const rig = await startProxiedRig(context);
    const perSecond = context.extent === 'slice' ? 60 : 200;
    rig.load({ perSecond, direction: 'both' });
    await rig.busyFor(300);
    for (let time = 0; time < times; time += 1) {
      // Every token handed out so far is over.
      rig.sandbox.wechat.faults.set({ target: '*', fault: 'tokenExpired' });
      rig.sandbox.cxone.faults.set({ target: '*', fault: 'tokenRevoked' });
      rig.sandbox.wechat.faults.clear();
      rig.sandbox.cxone.faults.clear();
      await rig.busyFor(300);
      await pause(500 + context.chance() * 500);
    }
    const judgement = await rig.verdict({ injections: 2 * times });
    const repeats = Math.max(
      ...(['cxone', 'wechat'] as const).map((side) => mostAttempts(side, rig.proxies[side].requests)),
    );
    const signIns = (['cxone', 'wechat'] as const).map(
      (side) => rig.proxies[side].requests.filter((request) => signsIn(side, request)).length,
    );
    expect(repeats).toBeLessThanOrEqual(2);
    expect(judgement.unconfirmed).toBe(0);
    return {
      ...countsOf(judgement),
      figures: { mostAttempts: repeats, cxoneSignIns: signIns[0] ?? 0, wechatSignIns: signIns[1] ?? 0 },
    };
  },
};

/** The most requests one message took. */
function mostAttempts(side: Side, requests: readonly ProxiedRequest[]): number {
  const counts = new Map<string, number>();
  for (const request of requests) {
    if (!carriesMessage(side, request)) continue;
    const body = request.body.toString('utf8');
    counts.set(body, (counts.get(body) ?? 0) + 1);
  }
  return Math.max(0, ...counts.values());
}
