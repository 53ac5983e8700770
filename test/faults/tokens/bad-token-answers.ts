import { expect } from 'vitest';
import { forwards, signsIn } from '#test/faults/network/calls.ts';
import type { Treatment } from '#test/faults/network/fault-proxy.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import { httpAnswer } from '#test/faults/network/http-answers.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from '#test/faults/targets/add-counts.ts';

const watchMs = 60_000;

interface Case {
  readonly name: string;
  readonly treatment: (side: Side) => Treatment;
}

const grant = (expiresIn: unknown) => (): Treatment => ({
  kind: 'answer',
  bytes: httpAnswer(
    200,
    JSON.stringify({ access_token: 'not-a-token-of-theirs', token_type: 'Bearer', expires_in: expiresIn }),
  ),
});

const cases: readonly Case[] = [
  { name: '500', treatment: () => ({ kind: 'answer', bytes: httpAnswer(500, 'broken') }) },
  { name: 'slow', treatment: () => ({ kind: 'swallow' }) },
  { name: 'half JSON', treatment: () => ({ kind: 'answer', bytes: httpAnswer(200, '{"access_token":"abc') }) },
  { name: 'a life of 0', treatment: grant(0) },
  { name: 'a life of -1', treatment: grant(-1) },
  { name: 'a life as text', treatment: grant('soon') },
  { name: 'a life of 10^9', treatment: grant(1e9) },
  { name: 'no life at all', treatment: grant(undefined) },
];

/** Everything a token endpoint can get wrong. */
export const badTokenAnswers: Scenario = {
  name: 'tokens-bad-answers',
  group: 'tokens',
  title:
    'the token endpoint of each platform answers 500, nothing, half JSON and impossible lives: at most one call a second, and messages flow when it is mended',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    let mostPerMinute = 0;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const seen = await answerTokensBadly(context, side);
        counts = addCounts(counts, seen);
        mostPerMinute = Math.max(mostPerMinute, seen.mostPerMinute);
      }
    }
    return { ...counts, figures: { mostTokenCallsPerMinute: mostPerMinute } };
  },
};

async function answerTokensBadly(context: ScenarioContext, side: Side): Promise<Counts & { mostPerMinute: number }> {
  const world = await startFastWorld(context);
  const proxy = world.proxies[side];
  const customer = await world.customer('Customer');
  let mostPerMinute = 0;
  for (const { name, treatment } of cases) {
    await world.drained(60_000);
    proxy.treat((request) => (signsIn(side, request) ? treatment(side) : { kind: 'forward' }));
    if (side === 'wechat') world.sandbox.wechat.faults.set({ target: '*', fault: 'tokenExpired' });
    else world.sandbox.cxone.faults.set({ target: '*', fault: 'tokenRevoked' });
    world.sandbox.wechat.faults.clear();
    world.sandbox.cxone.faults.clear();
    const before = proxy.requests.length;
    for (let said = 0; said < 5; said += 1) expect(await customer.say(side, `${name} ${said}`), name).toBe(true);
    await world.clock.pause(watchMs);
    const calls = proxy.requests.slice(before).filter((request) => signsIn(side, request));
    expect(calls.length, name).toBeGreaterThan(0);
    // One channel's token for WeChat, one integration's for CXone, which also tries its two forms of body.
    expect(calls.length, name).toBeLessThanOrEqual(watchMs / 1_000);
    expect(mostInFiveSeconds(calls, world.clock.speed), name).toBeLessThanOrEqual(5);
    mostPerMinute = Math.max(mostPerMinute, calls.length);
    proxy.treat(forwards);
    await world.until(`${name}: flows again`, () => customer.arrived(side).includes(`${name} 4`), 300_000);
  }
  return { ...(await world.verdict({ injections: cases.length })), mostPerMinute };
}

/** Of one account: CXone's sign-in names none, as one integration has one. */
function mostInFiveSeconds(
  calls: readonly { readonly startedAt: number; readonly body: Buffer }[],
  speed: number,
): number {
  const times = new Map<string, number[]>();
  for (const { startedAt, body } of calls) {
    const account = /"appid":"(\w+)"/u.exec(body.toString())?.[1] ?? '';
    times.set(account, [...(times.get(account) ?? []), startedAt * speed]);
  }
  const counts = [...times.values()].flatMap((all) =>
    all.map((from) => all.filter((at) => at >= from && at < from + 5_000).length),
  );
  return Math.max(0, ...counts);
}
