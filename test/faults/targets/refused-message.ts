import { expect } from 'vitest';
import { carriesText, forMessages, forwards } from '#test/faults/network/calls.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { startFastWorld, type FastWorld } from '#test/faults/network/fast-world.ts';
import { httpAnswer } from '#test/faults/network/http-answers.ts';
import { attemptsAt } from '#test/faults/network/timing.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts } from './add-counts.ts';

const complaint = JSON.stringify({ errors: [{ field: 'messageContent', message: 'This value is not valid.' }] });
const refusals: Readonly<Record<Side, readonly (readonly [name: string, answer: Buffer, says: RegExp])[]>> = {
  cxone: [400, 409, 413, 422].map((status) => [`HTTP ${status}`, httpAnswer(status, complaint), /REFUSED/u] as const),
  // Too long, unknown recipient, blocked, content refused.
  wechat: [45002, 40003, 43019, 45008].map(
    (code) => [String(code), httpAnswer(200, JSON.stringify({ errcode: code, errmsg: 'refused' })), /WECHAT/u] as const,
  ),
};

/** What refuses every message of the channel, and not one of them. */
const refusesAll: Readonly<Record<Side, Buffer>> = {
  cxone: httpAnswer(404, JSON.stringify({ errors: [{ message: 'Channel not found.' }] })),
  wechat: httpAnswer(200, JSON.stringify({ errcode: 48001, errmsg: 'api unauthorized' })),
};

/** Explicit refusals: of one message, and of the whole channel. */
export const refusedMessage: Scenario = {
  name: 'target-refuses',
  group: 'targets',
  title:
    'each platform refuses single messages (CXone 400, 409, 413, 422; WeChat by code): one attempt, a dead letter with its reason, and the conversation goes on; a refusal of the whole channel pauses it and nothing is emptied into dead letters',
  needs: [],
  inSlice: true,
  run: async (context) => {
    let counts = noCounts;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const world = await startFastWorld(context);
        for (const [name, answer, says] of refusals[side]) await refuseOne(world, side, name, answer, says);
        await refuseChannel(world, side);
        const { length } = refusals[side];
        counts = addCounts(counts, await world.verdict({ injections: length + 1, deadLetters: length }));
      }
    }
    return { ...counts, figures: {} };
  },
};

async function refuseOne(world: FastWorld, side: Side, name: string, answer: Buffer, says: RegExp): Promise<void> {
  const customer = await world.customer(`Customer ${name}`);
  const [bad, good] = [`refused with ${name}`, `after ${name}`];
  const deadBefore = (await world.states())['dead_letter'] ?? 0;
  world.proxies[side].treat((request) =>
    carriesText(side, request, bad) ? { kind: 'answer', bytes: answer } : { kind: 'forward' },
  );
  expect(await customer.say(side, bad)).toBe(true);
  expect(await customer.say(side, good)).toBe(true);
  await world.until(`${name}: the next message`, () => customer.arrived(side).includes(good));
  expect(attemptsAt(world, side, bad), name).toHaveLength(1);
  expect((await world.states())['dead_letter'], name).toBe(deadBefore + 1);
  const { rows } = await world.relay.handlers['traffic.page']({
    filter: { states: ['dead_letter'] },
    beforeSeq: null,
    limit: 1,
  });
  expect(rows[0]?.code, name).toMatch(says);
  expect(rows[0]?.platformCode, name).toBe(name);
  world.proxies[side].treat(forwards);
}

async function refuseChannel(world: FastWorld, side: Side): Promise<void> {
  const customers = await Promise.all(Array.from({ length: 10 }, (_, place) => world.customer(`Paused ${place}`)));
  const deadBefore = (await world.states())['dead_letter'] ?? 0;
  world.proxies[side].treat(forMessages(side, { kind: 'answer', bytes: refusesAll[side] }));
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(customers.map((customer) => customer.say(side, `while paused ${round}`)));
  }
  await world.until('the channel stops', () => world.fault(side) !== null, 30_000);
  await world.clock.pause(5 * 60_000);
  const states = await world.states();
  expect(states['dead_letter']).toBe(deadBefore);
  expect(states['pending']).toBe(50);
  expect(world.snapshot().state.kind).toBe('action_required');
  world.proxies[side].treat(forwards);
}
