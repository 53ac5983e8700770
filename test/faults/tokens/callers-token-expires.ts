import { expect } from 'vitest';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const parallel = 50;

/** The token we gave CXone ends between its check and its use. */
export const callersTokenExpires: Scenario = {
  name: 'tokens-of-cxone-expire',
  group: 'tokens',
  title:
    'the token we gave CXone ends while fifty calls use it, each fetching another or all sharing one: a 401 has no effect, and each reply is stored and sent once',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const times = context.times({ slice: 1, full: 5, night: 50 });
    const world = await startFastWorld(context, { speed: 4 });
    const { faults } = world.sandbox.cxone;
    const customers = await Promise.all(
      Array.from({ length: parallel }, (_, place) => world.customer(`Customer ${place}`)),
    );
    await world.drained(60_000);
    for (let time = 0; time < times; time += 1) {
      const stored = (await world.states())['accepted'] ?? 0;
      if (time % 2 === 1) faults.set({ target: '*', fault: 'boxTokenStampede' });
      faults.set({ target: '*', fault: 'boxExpiredToken', remaining: parallel });
      const taken = await Promise.all(customers.map((customer) => customer.say('wechat', `reply ${time}`)));
      expect(taken.every((one) => one)).toBe(true);
      faults.clear();
      expect((await world.states())['accepted']).toBe(stored + parallel);
      await world.until('all sent', () =>
        customers.every((customer) => customer.arrived('wechat').includes(`reply ${time}`)),
      );
    }
    for (const customer of customers) expect(customer.arrived('wechat')).toHaveLength(times);
    const counts = await world.verdict({ injections: times * parallel });
    return { ...counts, figures: {} };
  },
};
