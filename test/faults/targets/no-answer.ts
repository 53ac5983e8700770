import { expect } from 'vitest';
import { forFirstMessages } from '#test/faults/network/calls.ts';
import type { Treatment } from '#test/faults/network/fault-proxy.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld } from '#test/faults/network/fast-world.ts';
import { endlessAnswer, httpAnswer } from '#test/faults/network/http-answers.ts';
import { attemptsAt } from '#test/faults/network/timing.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from './add-counts.ts';

const callLimitMs = 15_000;
/** For this machine's own pace, at 20 times its speed. */
const leewayMs = 2_000;

interface Silence {
  readonly name: string;
  readonly treatment: Treatment;
  /** The target has it, so the message counts as out. */
  readonly isApplied: boolean;
}

/**
 * One message meets the treatment, on each platform. CXone is asked again under the same id; WeChat is not, and the reply
 * is unconfirmed. Either way the call ends within its limit.
 */
async function meet(
  context: ScenarioContext,
  side: Side,
  silences: readonly Silence[],
): Promise<Counts & { longestMs: number }> {
  const world = await startFastWorld(context);
  let longestMs = 0;
  for (const [place, { name, treatment, isApplied }] of silences.entries()) {
    const customer = await world.customer(`Customer ${place}`);
    await world.drained(60_000);
    const text = `met by ${name}, number ${place}`;
    world.proxies[side].treat(forFirstMessages(side, 1, treatment));
    expect(await customer.say(side, text)).toBe(true);
    await world.until(`${name}: given up`, () => attemptsAt(world, side, text)[0]?.endedAt != null, 60_000);
    const [first] = attemptsAt(world, side, text);
    const tookMs = ((first?.endedAt ?? 0) - (first?.startedAt ?? 0)) * world.clock.speed;
    longestMs = Math.max(longestMs, tookMs);
    expect(tookMs, name).toBeLessThanOrEqual(callLimitMs + leewayMs);
    if (side === 'cxone') {
      await world.until(`${name}: asked again`, () => attemptsAt(world, side, text)[1]?.answeredAt != null, 120_000);
      await world.until(`${name}: delivered`, () => customer.arrived(side).includes(text), 120_000);
      expect(attemptsAt(world, side, text).length, name).toBe(2);
    } else {
      const unconfirmed = place + 1;
      await world.until(`${name}: unconfirmed`, async () => (await world.states())['unconfirmed'] === unconfirmed);
      await world.clock.pause(30_000);
      expect(attemptsAt(world, side, text), name).toHaveLength(1);
      expect(customer.arrived(side).length, name).toBe(isApplied ? 1 : 0);
    }
  }
  const unconfirmed = side === 'wechat' ? silences.length : 0;
  return { ...(await world.verdict({ injections: silences.length, unconfirmed })), longestMs };
}

function scenario(
  base: Pick<Scenario, 'name' | 'title' | 'inSlice'>,
  silences: readonly Silence[],
  times: { full: number; night: number },
): Scenario {
  return {
    ...base,
    group: 'targets',
    needs: [],
    run: async (context) => {
      let counts = noCounts;
      let longestMs = 0;
      for (let round = 0; round < context.times({ slice: 1, ...times }); round += 1) {
        for (const side of ['cxone', 'wechat'] as const) {
          const seen = await meet(context, side, context.extent === 'slice' ? silences.slice(0, 1) : silences);
          counts = addCounts(counts, seen);
          longestMs = Math.max(longestMs, seen.longestMs);
        }
      }
      return { ...counts, figures: { longestCallMs: Math.round(longestMs) } };
    },
  };
}

/** Accepted, and never answered. */
export const neverAnswers = scenario(
  {
    name: 'target-never-answers',
    title:
      'each platform takes a request and never answers, with and without acting on it: the call ends within 15 s, CXone is asked again under the same id, a reply to WeChat is unconfirmed',
    inSlice: true,
  },
  [true, false, true, false, true].map((forwards) => ({
    name: forwards ? 'silence after acting' : 'silence without acting',
    treatment: { kind: 'swallow', forwards },
    isApplied: forwards,
  })),
  { full: 1, night: 10 },
);

const padding = ' '.repeat(60_000);

/** An answer that drips, and one that never ends. */
export const endlessAnswers = scenario(
  {
    name: 'target-endless-answer',
    title:
      'each platform answers a byte a second, or without an end: the call is cut at 15 s or 1 MiB, and its outcome counts as unknown',
    inSlice: false,
  },
  [
    {
      name: 'a byte a second',
      // In fast time: a real second is twenty of theirs.
      treatment: { kind: 'answer', bytes: httpAnswer(200, `{"x":"${padding}"}`), sliceBytes: 1, everyMs: 50 },
      isApplied: false,
    },
    {
      name: 'an answer without end',
      treatment: { kind: 'answer', bytes: endlessAnswer(Buffer.alloc(8 * 1024 * 1024, 0x20)) },
      isApplied: false,
    },
    {
      name: 'a head that drips',
      treatment: {
        kind: 'answer',
        bytes: `HTTP/1.1 200 OK\r\nx-slow: ${padding.slice(0, 900)}\r\n\r\n`,
        sliceBytes: 1,
        everyMs: 50,
      },
      isApplied: false,
    },
    {
      name: 'a body announced and never sent',
      treatment: { kind: 'answer', bytes: 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{' },
      isApplied: false,
    },
  ],
  { full: 1, night: 5 },
);
