import { expect } from 'vitest';
import { forFirstMessages, signsIn } from '#test/faults/network/calls.ts';
import { startFaultProxy } from '#test/faults/network/fault-proxy.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import { httpAnswer } from '#test/faults/network/http-answers.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts } from './add-counts.ts';

/** A redirect to somebody else. */
export const redirected: Scenario = {
  name: 'target-redirects',
  group: 'targets',
  title: 'each platform redirects messages and sign-in to another host: refused, and not a byte reaches the other host',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const world = await startFastWorld(context);
        const thief = await startFaultProxy({ target: 'http://127.0.0.1:9' });
        context.onEnd(() => thief.stop());
        const proxy = world.proxies[side];
        const customer = await world.customer('Customer');
        await world.drained(60_000);
        let unconfirmed = 0;
        for (const status of [301, 302, 307, 308]) {
          const text = `redirected with ${status}`;
          const away = { kind: 'answer', bytes: httpAnswer(status, '', { location: `${thief.url}/take` }) } as const;
          proxy.treat(forFirstMessages(side, 1, away));
          expect(await customer.say(side, text)).toBe(true);
          // Toward WeChat whatever is no answer of WeChat's own leaves it open what became of the reply.
          if (side === 'wechat') {
            unconfirmed += 1;
            await world.until(`${status}: seen`, async () => (await world.states())['unconfirmed'] === unconfirmed);
          } else {
            await world.until(`${status}: delivered`, () => customer.arrived(side).includes(text), 300_000);
          }
        }
        // And the call that carries the secrets themselves.
        const away = { kind: 'answer', bytes: httpAnswer(307, '', { location: `${thief.url}/token` }) } as const;
        proxy.treat((request) => (signsIn(side, request) ? away : { kind: 'forward' }));
        if (side === 'wechat') world.sandbox.wechat.faults.set({ target: '*', fault: 'tokenExpired' });
        else world.sandbox.cxone.faults.set({ target: '*', fault: 'tokenRevoked' });
        expect(await customer.say(side, 'while sign-in is redirected')).toBe(true);
        await world.until('it is named', () => world.fault(side)?.code === 'TARGET_REDIRECTED', 120_000);
        world.sandbox.wechat.faults.clear();
        world.sandbox.cxone.faults.clear();
        proxy.treat(() => ({ kind: 'forward' }));
        expect([thief.accepted, thief.receivedBytes]).toEqual([0, 0]);
        counts = addCounts(counts, await world.verdict({ injections: 5, unconfirmed }));
      }
    }
    return { ...counts, figures: {} };
  },
};
