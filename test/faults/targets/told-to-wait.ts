import { expect } from 'vitest';
import { forFirstMessages } from '#test/faults/network/calls.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld, type FastWorld } from '#test/faults/network/fast-world.ts';
import { attemptsAt, gapsMs } from '#test/faults/network/timing.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts } from './add-counts.ts';

interface Case {
  readonly name: string;
  /** Header lines; the date is made from the platform's time. */
  readonly lines: (world: FastWorld) => string;
  /** The next request may not come sooner, milliseconds. */
  readonly atLeastMs: number;
  /** And has to come within this. */
  readonly withinMs: number;
}

const wait = (value: string) => () => `retry-after: ${value}\r\n`;
const shortest: Readonly<Record<Side, number>> = { cxone: 1_600, wechat: 800 };

const cases: readonly Case[] = [
  { name: 'seconds', lines: wait('90'), atLeastMs: 90_000, withinMs: 200_000 },
  {
    name: 'date',
    lines: (world) => `retry-after: ${new Date(world.clock.relay.now() + 91_000).toUTCString()}\r\n`,
    atLeastMs: 90_000 - 1_000,
    withinMs: 200_000,
  },
  { name: 'zero', lines: wait('0'), atLeastMs: 0, withinMs: 60_000 },
  { name: 'negative', lines: wait('-5'), atLeastMs: 0, withinMs: 60_000 },
  { name: 'absurd', lines: wait('1000000000'), atLeastMs: 0, withinMs: 60_000 },
  { name: 'text', lines: wait('soon'), atLeastMs: 0, withinMs: 60_000 },
  { name: 'twice', lines: () => 'retry-after: 90\r\nretry-after: 95\r\n', atLeastMs: 90_000, withinMs: 200_000 },
];

/** 429 with every kind of Retry-After. */
export const toldToWait: Scenario = {
  name: 'target-429-retry-after',
  group: 'targets',
  title:
    'each platform answers 429 with Retry-After as seconds, date, 0, negative, absurd, text and twice: what can be meant is obeyed, the rest is a failure like others, and no request comes sooner than told',
  needs: [],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const world = await startFastWorld(context);
        for (const [place, one] of cases.entries()) await askToWait(world, side, one, `case ${place} of ${round}`);
        counts = addCounts(counts, await world.verdict({ injections: cases.length }));
      }
    }
    return { ...counts, figures: {} };
  },
};

async function askToWait(world: FastWorld, side: Side, one: Case, text: string): Promise<void> {
  const customer = await world.customer(one.name);
  await world.drained(60_000);
  const head = `HTTP/1.1 429 Too Many Requests\r\n${one.lines(world)}content-length: 0\r\n\r\n`;
  world.proxies[side].treat(forFirstMessages(side, 1, { kind: 'answer', bytes: head }));
  expect(await customer.say(side, text)).toBe(true);
  await world.until(`${one.name}: arrived`, () => customer.arrived(side).includes(text), one.withinMs);
  const attempts = attemptsAt(world, side, text);
  const gaps = gapsMs(world, attempts);
  expect(attempts, one.name).toHaveLength(2);
  expect(gaps[0], `${side} ${one.name}`).toBeGreaterThanOrEqual(Math.max(one.atLeastMs, shortest[side] - 50));
  await world.until('the leg works again', () => world.fault(side) === null);
}
