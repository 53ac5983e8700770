import { expect } from 'vitest';
import { forFirstMessages, forwards } from '#test/faults/network/calls.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import { httpAnswer } from '#test/faults/network/http-answers.ts';
import { attemptsAt, gapsMs } from '#test/faults/network/timing.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts } from './add-counts.ts';

const statuses = [503, 408, 425, 502, 504] as const;
/** As published for messages to CXone: the first waits, milliseconds. */
const schedule = [2_000, 10_000, 30_000] as const;
/** What a request and its answer take on this machine, at the speed of the scenario. */
const leewayMs = 400;

/** 503 without a header, 408, 425, 502 and 504, three times in a row each. */
export const passingStatus: Scenario = {
  name: 'target-passing-status',
  group: 'targets',
  title:
    'each platform answers 503, 408, 425, 502, 504: CXone is tried again within a fifth of the published schedule; WeChat, whose answer says nothing, is not, and the reply is shown as unconfirmed',
  needs: [],
  inSlice: true,
  run: async (context) => {
    let counts = noCounts;
    const gaps: number[] = [];
    const chosen = context.extent === 'slice' ? statuses.slice(0, 1) : statuses;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const status of chosen) {
        const world = await startFastWorld(context, { speed: 8 });
        const text = `answered ${status} in round ${round}`;
        const customer = await world.customer(`Customer ${status}`);
        await world.drained(60_000);
        const answer = { kind: 'answer', bytes: httpAnswer(status) } as const;
        world.proxies.cxone.treat(forFirstMessages('cxone', schedule.length, answer));
        expect(await customer.say('cxone', text)).toBe(true);
        await world.until(`${status}: delivered`, () => customer.arrived('cxone').includes(text), 120_000);
        const waited = gapsMs(world, attemptsAt(world, 'cxone', text));
        context.say(`${status}: ${waited.map(Math.round).join(', ')} ms`);
        gaps.push(...waited);
        schedule.forEach((base, place) => {
          expect(waited[place], `wait ${place + 1} after ${status}`).toBeGreaterThanOrEqual(base * 0.8 - 50);
          expect(waited[place], `wait ${place + 1} after ${status}`).toBeLessThanOrEqual(base * 1.2 + leewayMs);
        });

        world.proxies.wechat.treat(forFirstMessages('wechat', 1, answer));
        expect(await customer.say('wechat', text)).toBe(true);
        await world.until('unconfirmed', async () => (await world.states())['unconfirmed'] === 1);
        await world.clock.pause(20_000);
        expect(attemptsAt(world, 'wechat', text)).toHaveLength(1);
        world.proxies.wechat.treat(forwards);
        counts = addCounts(counts, await world.verdict({ injections: 2, unconfirmed: 1 }));
      }
    }
    return { ...counts, figures: { shortestWaitMs: Math.round(Math.min(...gaps)) } };
  },
};
