import { expect } from 'vitest';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const perCustomer = 40;

/** Some pushes are held back on the way and overtaken. */
export const outOfOrder: Scenario = {
  name: 'inbound-out-of-order',
  group: 'inbound',
  title:
    'pushes overtake one another, some by a minute: what was accepted first is delivered first, and each message carries the time its sender wrote it',
  needs: [],
  inSlice: false,
  run: async (context) => {
    const rounds = context.times({ slice: 1, full: 1, night: 10 });
    const world = await startFastWorld(context, { speed: 10 });
    const { faults, pushes } = world.sandbox.wechat;
    const customers = await Promise.all(Array.from({ length: 25 }, (_, place) => world.customer(`Customer ${place}`)));
    const writtenAt = new Map<string, number>();
    pushes.on(({ kind, push }) => {
      if (kind === 'delivered') writtenAt.set(push.text, Number(fieldOf(push.fields, 'CreateTime')) * 1_000);
    });
    let heldBack = 0;
    for (let round = 0; round < rounds; round += 1) {
      faults.set({ target: '*', fault: 'pushReordered', options: { share: 0.03, upToMs: 60_000 } });
      const said: Promise<boolean>[] = [];
      for (let place = 0; place < perCustomer; place += 1) {
        for (const [who, customer] of customers.entries()) {
          said.push(customer.say('cxone', `by ${who} in ${round} number ${place}`));
        }
        await world.clock.pause(500);
      }
      expect((await Promise.all(said)).every((taken) => taken)).toBe(true);
      faults.clear();
    }
    await world.drained(120_000);
    for (const customer of customers) {
      const texts = customer.arrived('cxone').slice(1);
      expect(texts).toHaveLength(rounds * perCustomer);
      const order = texts.map((text) => Number(/number (\d+)$/u.exec(text)?.[1] ?? 0));
      heldBack += order.filter((number, place) => place > 0 && number < (order[place - 1] ?? 0)).length;
    }
    // Something did overtake, or nothing was tested.
    expect(heldBack).toBeGreaterThan(0);
    await expectOriginalTimes();
    const counts = await world.verdict({ injections: heldBack });
    return { ...counts, figures: { overtaken: heldBack } };

    async function expectOriginalTimes(): Promise<void> {
      const { rows } = await world.relay.handlers['traffic.page']({
        filter: { direction: 'inbound' },
        beforeSeq: null,
        limit: 100,
      });
      expect(rows.length).toBe(100);
      for (const { id } of rows) {
        const { text, platformAt } = await world.relay.handlers['message.get']({ id });
        expect(platformAt, text).toBe(writtenAt.get(text));
      }
    }
  },
};

function fieldOf(fields: readonly (readonly [string, unknown])[], name: string): unknown {
  return fields.find(([field]) => field === name)?.[1];
}
