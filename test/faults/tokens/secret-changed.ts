import { expect } from 'vitest';
import { signsIn } from '#test/faults/network/calls.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts } from '#test/faults/targets/add-counts.ts';

const codes = { cxone: 'CXONE_CREDENTIALS_REFUSED', wechat: 'WECHAT_SECRET_INVALID' } as const;
const watchMs = 5 * 60_000;

/** Somebody changed our secret at the platform. */
export const secretChanged: Scenario = {
  name: 'tokens-secret-changed',
  group: 'tokens',
  title:
    'our secret was changed at either platform: "credential refused" is shown, nothing is tried again by itself, no message is given up, and all flows once it is right again and somebody asks for a check',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    let afterwards = 0;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const world = await startFastWorld(context);
        const { wechat, cxone } = world.sandbox;
        const customer = await world.customer('Customer');
        await world.drained(60_000);
        if (side === 'wechat') wechat.faults.set({ target: '*', fault: 'secretRevoked' });
        else {
          cxone.faults.set({ target: '*', fault: 'tokenRevoked' });
          cxone.faults.set({ target: '*', fault: 'tokenRefused' });
        }
        for (let said = 0; said < 5; said += 1) expect(await customer.say(side, `waits ${said}`)).toBe(true);
        await world.until('it is named', () => world.fault(side)?.code === codes[side], 120_000);
        expect(world.fault(side)?.nextTryAt).toBeNull();
        await world.until('shown as such', () => world.snapshot().state.kind === 'action_required', 10_000);
        // Each account has a secret of its own, and the regular check of its channel finds out once.
        const accounts = side === 'wechat' ? world.sandbox.relayConfig.channels : [];
        const isKnown = ({ id }: { readonly id: string }): boolean =>
          world.snapshot(id).legs.wechatOut.fault?.code === codes.wechat;
        await world.until('every account is known to be refused', () => accounts.every(isKnown), watchMs);
        const seen = world.proxies[side].requests.length;
        await world.clock.pause(watchMs);
        const calls = world.proxies[side].requests.slice(seen).filter((request) => signsIn(side, request));
        afterwards = Math.max(afterwards, calls.length);
        expect(calls.length, `${side}: token calls in five minutes of being refused`).toBe(0);
        expect((await world.states())['pending']).toBe(5);

        wechat.faults.clear();
        cxone.faults.clear();
        for (const { id } of world.sandbox.relayConfig.channels) {
          await world.relay.handlers['channels.check']({ channelId: world.snapshot(id).id });
        }
        counts = addCounts(counts, await world.verdict({ injections: 1 }));
      }
    }
    return { ...counts, figures: { tokenCallsWhileRefused: afterwards } };
  },
};
