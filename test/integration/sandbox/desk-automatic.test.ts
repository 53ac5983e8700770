import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDeskSessions } from '#sandbox/cxone/desk/desk-sessions.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { createAutoAgent } from '#sandbox/people/auto-agent.ts';
import type { AutoAgent } from '#sandbox/people/auto-agent.ts';
import { anna, bas, channelId, ming, sara, startDeskBench } from './desk-bench.ts';
import type { DeskBench } from './desk-bench.ts';

let bench: DeskBench;
let auto: AutoAgent;

beforeEach(async () => {
  bench = await startDeskBench();
  const { cxone, clock } = bench;
  auto = createAutoAgent({ cxone, clock, random: createRandom('auto'), find: () => undefined });
});
afterEach(async () => {
  auto.stop();
  await bench.stop();
});

/** Longer than an automatic agent thinks. */
const think = async (): Promise<void> => {
  await bench.settled();
  bench.clock.advance(10_000);
  await bench.settled();
};

describe('automatic agents', () => {
  it('answer in the names of those who may reply', async () => {
    for (const customer of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await bench.write(customer);
    await think();
    const authors = new Set(bench.replies.map(({ author }) => author));
    expect(bench.replies).toHaveLength(8);
    expect([...authors].filter((author) => ![anna, ming, sara].includes(author as never))).toEqual([]);
  });

  it('leave alone what goes to somebody at the desk, until they sign out', async () => {
    const seat = await bench.signIn(anna);
    const number = await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
    expect(await seat.accept(number)).toBe('ok');
    await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
    await seat.call('POST', '/desk/api/sign-out');
    await bench.write('li');
    await think();
    expect(bench.replies).toMatchObject([{ author: anna }]);
  });

  it('hold back an answer they were thinking of when somebody signs in, who then gets the case', async () => {
    const number = await bench.write('li');
    const seat = await bench.signIn(bas);
    await think();
    expect(bench.replies).toEqual([]);
    expect((await seat.state()).cases).toMatchObject([{ number, stage: 'offered' }]);
  });

  it('answer nothing that lies in the backlog', async () => {
    const channel = bench.cxone.store.channels.get(channelId);
    if (channel) channel.defaultSkillId = null;
    await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
  });
});

describe('a page that was closed without signing out', () => {
  it('ends the session when nothing was heard of it', () => {
    const gone: number[] = [];
    const sessions = createDeskSessions(bench.clock, 120_000, (userId) => gone.push(userId));
    const [first, second] = [sessions.signIn(anna), sessions.signIn(anna)];
    bench.clock.advance(100_000);
    expect(sessions.userOf(first)).toBe(anna);
    bench.clock.advance(30_000);
    expect([sessions.userOf(second), sessions.isPresent(anna), gone]).toEqual([undefined, true, []]);
    bench.clock.advance(90_000);
    expect([sessions.userOf(first), sessions.isPresent(anna), gone]).toEqual([undefined, false, [anna]]);
  });
});
