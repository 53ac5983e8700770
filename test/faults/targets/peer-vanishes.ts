import { expect } from 'vitest';
import { carriesMessage, forMessages, forwards } from '#test/faults/network/calls.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from './add-counts.ts';

const noticeMs = 15_000;
const leewayMs = 2_000;

/** A peer that vanishes without a word while connections to it are kept. */
export const peerVanishes: Scenario = {
  name: 'target-vanishes',
  group: 'targets',
  title:
    'the peer of kept connections vanishes without FIN: noticed within 15 s, and none of the connections of before is used again',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    let noticedMs = 0;
    for (let round = 0; round < context.times({ slice: 1, full: 5, night: 50 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const seen = await vanish(context, side);
        counts = addCounts(counts, seen);
        noticedMs = Math.max(noticedMs, seen.noticedMs);
      }
    }
    return { ...counts, figures: { noticedMaxMs: Math.round(noticedMs) } };
  },
};

async function vanish(context: ScenarioContext, side: Side): Promise<Counts & { noticedMs: number }> {
  const world = await startFastWorld(context);
  const proxy = world.proxies[side];
  const customers = await Promise.all(Array.from({ length: 8 }, (_, place) => world.customer(`Customer ${place}`)));
  // Several at once, so that several connections are kept.
  await Promise.all(customers.map((customer) => customer.say(side, 'before')));
  await world.drained(60_000);
  const keptUpTo = proxy.accepted;
  const [first, ...others] = customers;
  if (first === undefined) throw new Error('there are customers');

  proxy.treat(forMessages(side, (request) => ({ kind: 'swallow', forwards: request.connection % 2 === 0 })));
  const startedAt = world.clock.relay.monotonic();
  const swallowedFrom = proxy.requests.length;
  expect(await first.say(side, 'into nowhere')).toBe(true);
  await world.until('it is noticed', () => world.fault(side) !== null, noticeMs + leewayMs);
  const noticedMs = world.clock.relay.monotonic() - startedAt;
  proxy.treat(forwards);
  const before = proxy.requests.length;
  await Promise.all(others.map((customer) => customer.say(side, 'after')));
  await world.until('the others', () => others.every((customer) => customer.arrived(side).includes('after')), 180_000);
  const reused = proxy.requests
    .slice(before)
    .filter((request) => carriesMessage(side, request) && request.connection < keptUpTo);
  expect(reused.map(({ connection }) => connection)).toEqual([]);
  const swallowed = proxy.requests.slice(swallowedFrom, before).filter((request) => carriesMessage(side, request));
  const unconfirmed = side === 'wechat' ? swallowed.length : 0;
  return { ...(await world.verdict({ injections: 1, unconfirmed })), noticedMs };
}
