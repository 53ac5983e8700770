import { expect } from 'vitest';
import { carriesMessage, forwards } from '#test/faults/network/calls.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import { httpAnswer } from '#test/faults/network/http-answers.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from './add-counts.ts';

const flapMs = 10 * 60_000;
const perSecond = 20;
/** A message that failed again and again waits for as much as an hour. */
const longestWaitMs = 75 * 60_000;

/** Certainly not taken, so that it may be tried again. */
const failure: Readonly<Record<Side, Buffer>> = {
  cxone: httpAnswer(503),
  wechat: httpAnswer(200, '{"errcode":-1,"errmsg":"system error"}'),
};

/** Every other request fails, for ten minutes. */
export const flapping: Scenario = {
  name: 'target-flaps',
  group: 'targets',
  title:
    'half of the requests to each platform fail for ten minutes (20 times as fast): at least 40 % of the usual number of messages gets through meanwhile, with at most twice the usual number of requests',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    const figures: Record<string, number> = {};
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const seen = await flap(context, side);
        counts = addCounts(counts, seen.counts);
        figures[`${side}ThroughPercent`] = Math.round(seen.through * 100);
        figures[`${side}RequestsPercent`] = Math.round(seen.requests * 100);
      }
    }
    return { ...counts, figures };
  },
};

async function flap(
  context: ScenarioContext,
  side: Side,
): Promise<{ counts: Counts; through: number; requests: number }> {
  const world = await startFastWorld(context);
  const proxy = world.proxies[side];
  let applied = 0;
  if (side === 'cxone') {
    world.sandbox.cxone.messages.on((notice) => {
      if (notice.kind === 'created' && notice.direction === 'inbound') applied += 1;
    });
  } else {
    world.sandbox.wechat.sends.on((notice) => {
      if (notice.kind === 'accepted') applied += 1;
    });
  }
  const load = world.sandbox.load.run({
    perSecond,
    seconds: 3_600,
    direction: side === 'cxone' ? 'in' : 'out',
    conversations: 300,
    maxInFlight: 64,
    rules: {},
  });
  const offered = (): number => (side === 'cxone' ? load.progress().offeredIn : load.progress().offeredOut);
  await world.clock.pause(60_000);
  await world.until('it flows', () => applied > 20, 120_000);

  const before = { applied, offered: offered(), requests: proxy.requests.length };
  proxy.treat((request) =>
    carriesMessage(side, request) && context.chance() < 0.5
      ? { kind: 'answer', bytes: failure[side] }
      : { kind: 'forward' },
  );
  await world.clock.pause(flapMs);
  const during = {
    applied: applied - before.applied,
    offered: offered() - before.offered,
    requests: proxy.requests.slice(before.requests).filter((request) => carriesMessage(side, request)).length,
  };
  proxy.treat(forwards);
  context.say(`${side}: ${during.offered} offered, ${during.applied} through, ${during.requests} requests`);
  // What is offered while nothing fails all gets through, with one request each.
  const [through, requests] = [during.applied / during.offered, during.requests / during.offered];
  expect(through).toBeGreaterThanOrEqual(0.4);
  // Half of the requests fail, so two for each message are what it takes; chance adds a little, a storm would add much.
  expect(requests).toBeLessThanOrEqual(2 + 3 * Math.sqrt(2 / during.offered));
  return { counts: await world.verdict({ injections: during.requests, drainMs: longestWaitMs }), through, requests };
}
