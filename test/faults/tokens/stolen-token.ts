import { expect } from 'vitest';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts } from '#test/faults/targets/add-counts.ts';

const tenMinutesMs = 10 * 60_000;

/** Another system uses the account's secret too and refreshes the token under our hands. */
export const stolenToken: Scenario = {
  name: 'tokens-refreshed-by-another-system',
  group: 'tokens',
  title:
    'another system refreshes the WeChat token: the new one is adopted; when every new one is taken away at once, a forced refresh happens at most once in ten minutes and the state names the cause',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    let forcedMost = 0;
    for (let round = 0; round < context.times({ slice: 1, full: 3, night: 30 }); round += 1) {
      const world = await startFastWorld(context);
      const { faults } = world.sandbox.wechat;
      const customer = await world.customer('Customer');
      expect(await customer.say('wechat', 'before')).toBe(true);
      await world.until('the first reply', () => customer.arrived('wechat').includes('before'));

      faults.set({ target: '*', fault: 'tokenStolen' });
      faults.clear();
      expect(await customer.say('wechat', 'after one theft')).toBe(true);
      await world.until('adopted', () => customer.arrived('wechat').includes('after one theft'), 120_000);
      expect(forced(world.proxies.wechat.requests)).toHaveLength(0);

      faults.set({ target: '*', fault: 'tokenStolen', options: { again: true } });
      expect(await customer.say('wechat', 'while each is stolen')).toBe(true);
      await world.until(
        'the conflict is named',
        () => world.fault('wechat')?.code === 'WECHAT_TOKEN_CONFLICT',
        300_000,
      );
      await world.clock.pause(tenMinutesMs);
      const times = forced(world.proxies.wechat.requests).map(({ startedAt }) => startedAt * world.clock.speed);
      forcedMost = Math.max(forcedMost, times.length);
      for (const [place, at] of times.slice(1).entries()) {
        expect(at - (times[place] ?? 0)).toBeGreaterThanOrEqual(tenMinutesMs - 2_000);
      }
      faults.clear();
      await world.until('it works again', () => customer.arrived('wechat').length === 3, tenMinutesMs);
      counts = addCounts(counts, await world.verdict({ injections: 2 }));
    }
    return { ...counts, figures: { forcedMost } };
  },
};

function forced(requests: readonly { readonly path: string; readonly body: Buffer; readonly startedAt: number }[]) {
  return requests.filter(
    ({ path, body }) => path.startsWith('/cgi-bin/stable_token') && /"force_refresh":true/u.test(body.toString()),
  );
}
