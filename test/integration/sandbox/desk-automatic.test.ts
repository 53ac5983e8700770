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
  it('answer under names of their own, nobody’s of the tenant', async () => {
    const numbers = [];
    for (const customer of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) numbers.push(await bench.write(customer));
    await think();
    expect(bench.replies).toHaveLength(8);
    const { users } = bench.cxone.store.book;
    expect(bench.replies.filter(({ author }) => users.has(author))).toEqual([]);
    const boss = await bench.signIn(sara);
    const { assignee, messages } = await boss.case(numbers[0] ?? '');
    expect(assignee?.name).toMatch(/^Automatic agent [ABC]$/u);
    expect(messages.at(-1)).toMatchObject({ from: 'agent', author: assignee?.name });
    expect((await boss.state()).users.map(({ id }) => id)).toEqual([anna, bas, ming, sara]);
    expect((await bench.call('POST', '/desk/api/sign-in', { userId: assignee?.id })).status).toBe(404);
  });

  it('leave alone what goes to somebody at the desk', async () => {
    const seat = await bench.signIn(anna);
    const number = await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
    expect(await seat.accept(number)).toBe('ok');
    await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
    // It stays hers when she goes.
    await seat.call('POST', '/desk/api/sign-out');
    await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
  });

  it('stop for good in a case in which a person wrote, also when nobody has it any more', async () => {
    const number = await bench.write('li');
    await bench.cxone.agents.reply(number, 'It is me, Anna.', anna).settled;
    await bench.write('li');
    await think();
    expect(bench.replies).toMatchObject([{ author: anna }]);
  });

  it('go on with a case of theirs when somebody signs in, until it is given to a person', async () => {
    const number = await bench.write('li');
    await think();
    const boss = await bench.signIn(sara);
    await bench.write('li');
    await think();
    expect(bench.replies).toHaveLength(2);
    expect(await boss.tries('PUT', `/dfo/3.0/contacts/${number}/inbox-assignment`, { userId: sara })).toBe('ok');
    await bench.write('li');
    await think();
    expect(bench.replies).toHaveLength(2);
  });

  it('answer nothing that nobody may answer', async () => {
    const { roles } = bench.cxone.store.book;
    for (const role of roles.values()) role.viewSkills = false;
    await bench.write('li');
    await think();
    expect(bench.replies).toEqual([]);
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
