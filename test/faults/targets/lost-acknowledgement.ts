import { expect } from 'vitest';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

/** The sender hangs up before it reads our success. */
export const lostAcknowledgement: Scenario = {
  name: 'acknowledgement-lost',
  group: 'targets',
  title:
    'WeChat and CXone hang up before they read our success and come again: the repeat is recognised, the message stored and delivered once',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const world = await startFastWorld(context, { speed: 5 });
    const { wechat, cxone } = world.sandbox;
    const customer = await world.customer('Customer');
    await world.drained(60_000);
    const times = context.times({ slice: 5, full: 20, night: 500 });
    for (let place = 0; place < times; place += 1) {
      const text = `said once, number ${place}`;
      const stored = (await world.states())['accepted'] ?? 0;
      wechat.faults.set({ target: '*', fault: 'pushHangUp', remaining: 1 });
      expect(await customer.say('cxone', text)).toBe(true);
      cxone.faults.set({ target: '*', fault: 'boxLostAnswer', options: { afterMs: 700 }, remaining: 1 });
      expect(await customer.say('wechat', text)).toBe(true);
      expect((await world.states())['accepted'], text).toBe(stored + 2);
      await world.until('both arrived', () =>
        (['cxone', 'wechat'] as const).every((side) => customer.arrived(side).includes(text)),
      );
    }
    for (const side of ['cxone', 'wechat'] as const) {
      expect(new Set(customer.arrived(side)).size).toBe(customer.arrived(side).length);
    }
    const counts = await world.verdict({ injections: 2 * times });
    return { ...counts, figures: {} };
  },
};
