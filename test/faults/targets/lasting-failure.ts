import { expect } from 'vitest';
import { carriesMessage, forwards } from '#test/faults/network/calls.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import { httpAnswer } from '#test/faults/network/http-answers.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from './add-counts.ts';

const failureMs = 10 * 60_000;
const breakerLimitMs = 30_000;
const minuteMs = 60_000;
/**
 * While messages wait, the first minute of an outage is looked into often: every second for five, then every five, so that
 * a platform that is back after a short outage is used within five seconds. After that a look every 30 s is enough.
 */
const looksOfFirstMinute = 5 + 11;
const looksEveryMs = 30_000;

/** A platform that answers 500 for ten minutes. */
export const lastingFailure: Scenario = {
  name: 'target-500-for-ten-minutes',
  group: 'targets',
  title:
    'each platform answers 500 for ten minutes (20 times as fast): the leg closes within 30 s, is probed without a message (often for a minute, then at most every 30 s), then drains in order',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    const figures: Record<string, number> = {};
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 5 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const seen = await failAndRecover(context, side);
        counts = addCounts(counts, seen.counts);
        Object.assign(figures, { [`${side}OpensMs`]: seen.opensMs, [`${side}Probes`]: seen.probes });
      }
    }
    return { ...counts, figures };
  },
};

async function failAndRecover(
  context: ScenarioContext,
  side: Side,
): Promise<{ counts: Counts; opensMs: number; probes: number }> {
  const world = await startFastWorld(context);
  const proxy = world.proxies[side];
  const customers = await Promise.all(Array.from({ length: 20 }, (_, place) => world.customer(`Customer ${place}`)));
  let said = 0;
  const sayAll = async (): Promise<void> => {
    said += 1;
    await Promise.all(customers.map((customer) => customer.say(side, `message ${said}`)));
  };

  await sayAll();
  await world.drained(60_000);
  const failsAt = world.clock.relay.monotonic();
  proxy.treat(() => ({ kind: 'answer', bytes: httpAnswer(500, 'broken') }));
  let lastMessageAt = failsAt;
  const requestsBefore = proxy.requests.length;
  const rounds = 20;
  for (let round = 0; round < rounds; round += 1) {
    await sayAll();
    await world.clock.pause(failureMs / rounds);
    const messages = proxy.requests.slice(requestsBefore).filter((request) => carriesMessage(side, request));
    if (messages.length > 0) {
      const last = messages.at(-1)?.startedAt ?? 0;
      lastMessageAt = world.clock.relay.monotonic() - (performance.now() - last) * world.clock.speed;
    }
  }
  const failing = proxy.requests.slice(requestsBefore);
  const messages = failing.filter((request) => carriesMessage(side, request)).length;
  const probes = failing.length - messages;
  proxy.treat(forwards);
  expect(lastMessageAt - failsAt).toBeLessThan(breakerLimitMs);
  // Those under way when it began, and no more: nothing is spent while the leg is closed.
  expect(messages).toBeLessThanOrEqual(32 + 5);
  context.say(`${side}: ${messages} messages spent, ${probes} other calls`);
  // One look may take more than one call (sign-in, then the question itself).
  const looks = world.log.filter(
    ({ event, fields, at }) =>
      event === 'channel.check_failed' &&
      at > failsAt &&
      fields['leg'] === `${side}Out` &&
      fields['channelId'] === world.channel,
  );
  const late = looks.filter(({ at }) => at > failsAt + minuteMs);
  expect(looks.length).toBeLessThanOrEqual(looksOfFirstMinute + (failureMs - minuteMs) / looksEveryMs);
  // The fault is a little younger than the failure, and the last look may fall into the recovery.
  expect(late.length).toBeLessThanOrEqual((failureMs - minuteMs) / looksEveryMs + 2);
  const counts = await world.verdict({
    injections: 1,
    unconfirmed: side === 'wechat' ? messages : 0,
  });
  return { counts, opensMs: Math.round(lastMessageAt - failsAt), probes: looks.length };
}
