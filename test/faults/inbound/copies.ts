import { expect } from 'vitest';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const messages = 20;

/** WeChat delivers each push several times. */
export const copies: Scenario = {
  name: 'inbound-copies',
  group: 'inbound',
  title:
    'each push comes three times over ten seconds, and ten times within 5 ms: stored once, delivered once, and every copy is answered with success',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const rounds = context.times({ slice: 1, full: 1, night: 10 });
    const world = await startFastWorld(context, { speed: 5 });
    const { faults, pushes } = world.sandbox.wechat;
    let delivered = 0;
    let accepted = 0;
    const failures: string[] = [];
    pushes.on((notice) => {
      if (notice.kind === 'delivered') delivered += 1;
      if (notice.kind === 'accepted') accepted += 1;
      if (notice.kind === 'failed') failures.push(`${notice.failure}: ${notice.detail}`);
    });
    const customers = await Promise.all(
      Array.from({ length: messages }, (_, place) => world.customer(`Customer ${place}`)),
    );
    const manners = [
      { copies: 3, spreadMs: 10_000, identical: true },
      { copies: 3, spreadMs: 10_000, identical: false },
      { copies: 10, spreadMs: 5, identical: true },
    ];
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, options] of manners.entries()) {
        const text = `copied ${round} ${place}`;
        const [deliveredBefore, acceptedBefore] = [delivered, accepted];
        const stored = (await world.states())['accepted'] ?? 0;
        faults.set({ target: '*', fault: 'pushDuplicated', options });
        await Promise.all(customers.map((customer) => customer.say('cxone', text)));
        const expected = messages * options.copies;
        await world.until('all copies', () => accepted - acceptedBefore + failures.length >= expected, 60_000);
        faults.clear();
        expect(failures).toEqual([]);
        expect([delivered - deliveredBefore, accepted - acceptedBefore]).toEqual([expected, expected]);
        expect((await world.states())['accepted']).toBe(stored + messages);
      }
    }
    await world.drained(60_000);
    for (const customer of customers) {
      expect(customer.arrived('cxone')).toHaveLength(1 + rounds * manners.length);
    }
    const counts = await world.verdict({ injections: rounds * manners.length });
    return { ...counts, figures: { copies: delivered } };
  },
};
