import { expect } from 'vitest';
import { carriesMessage } from '#test/faults/network/calls.ts';
import type { ProxiedRequest, Treatment } from '#test/faults/network/fault-proxy.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from './add-counts.ts';

interface Reset {
  readonly name: string;
  readonly treatment: Treatment | 'refused' | 'at the door' | { readonly kind: 'early'; readonly afterBytes: number };
  /** The last byte of the request can have left the relay's computer. At the door it depends on who is quicker. */
  readonly isOut: boolean | 'perhaps';
}

const resets: readonly Reset[] = [
  { name: 'connection refused', treatment: 'refused', isOut: false },
  { name: 'cut as soon as it is taken', treatment: 'at the door', isOut: 'perhaps' },
  { name: 'cut after the head', treatment: { kind: 'early', afterBytes: 0 }, isOut: true },
  { name: 'cut inside the body', treatment: { kind: 'early', afterBytes: 10 }, isOut: true },
  { name: 'cut after the request, not acted on', treatment: { kind: 'reset', at: 'request' }, isOut: true },
  { name: 'cut after the request, acted on', treatment: { kind: 'reset', at: 'request', forwards: true }, isOut: true },
  { name: 'cut before the answer', treatment: { kind: 'reset', at: 'answer', afterBytes: 0 }, isOut: true },
  { name: 'cut inside the answer', treatment: { kind: 'reset', at: 'answer', afterBytes: 25 }, isOut: true },
];

/** RST at every point of a call. */
export const connectionReset: Scenario = {
  name: 'target-resets',
  group: 'targets',
  title:
    'the connection is refused, or cut before, inside and after a request and inside its answer: the outcome is unknown only when the last byte can have left, and then nothing reaches WeChat twice',
  needs: [],
  inSlice: true,
  run: async (context) => {
    let counts = noCounts;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) counts = addCounts(counts, await resetAll(context, side));
    }
    return { ...counts, figures: {} };
  },
};

async function resetAll(context: ScenarioContext, side: Side): Promise<Counts> {
  const world = await startFastWorld(context);
  const proxy = world.proxies[side];
  let unconfirmed = 0;
  for (const [place, { name, treatment, isOut }] of resets.entries()) {
    const customer = await world.customer(`Customer ${place}`);
    await world.drained(60_000);
    const text = `${name}, number ${place}`;
    let struck = 0;
    const strikesOnce = (request: ProxiedRequest): boolean => {
      if (struck > 0 || !carriesMessage(side, request)) return false;
      struck += 1;
      return true;
    };
    if (treatment === 'refused') {
      await proxy.listen(false);
    } else if (treatment === 'at the door') {
      proxy.cut();
      // Kept connections are gone, so the next one is new.
      const from = proxy.accepted;
      proxy.welcome(() => 'reset');
      void world.until('the door', () => proxy.accepted > from).then(() => (struck = 1));
    } else if (treatment.kind === 'early') {
      proxy.cutEarly((request) => (strikesOnce(request) ? treatment.afterBytes : null));
    } else {
      proxy.treat((request) => (strikesOnce(request) ? treatment : { kind: 'forward' }));
    }
    expect(await customer.say(side, text), name).toBe(true);
    if (treatment === 'refused') await world.until(`${name}: noticed`, () => world.fault(side) !== null);
    else await world.until(`${name}: struck`, () => struck > 0, 180_000);
    if (treatment === 'refused') await proxy.listen(true);
    proxy.welcome(() => 'serve');
    proxy.cutEarly(() => null);
    const isSettled = async (): Promise<boolean> =>
      customer.arrived(side).includes(text) || ((await world.states())['unconfirmed'] ?? 0) > unconfirmed;
    if (side === 'wechat' && isOut !== false) {
      await world.until(`${name}: settled`, isSettled, 180_000);
      await world.clock.pause(20_000);
      expect(customer.arrived(side).length, name).toBeLessThanOrEqual(1);
      const now = (await world.states())['unconfirmed'] ?? 0;
      if (isOut === true) expect(now, name).toBe(unconfirmed + 1);
      unconfirmed = now;
    } else {
      await world.until(`${name}: delivered`, () => customer.arrived(side).includes(text), 180_000);
    }
  }
  return world.verdict({ injections: resets.length, unconfirmed });
}
