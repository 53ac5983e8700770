import { describe, expect, it } from 'vitest';
import type { DeskState } from '#shared/domain/desk.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import type { Random } from '#sandbox/kit/random.ts';
import { anna, bas, ming, sara, startDeskBench } from './desk-bench.ts';
import type { DeskBench, Seat } from './desk-bench.ts';

const idleMs = 600_000;
const customers = ['li', 'wang', 'chen', 'zhao'];
const isOver = (status: string): boolean => status === 'closed' || status === 'trashed';
const isRunning = (status: string): boolean => status !== 'resolved' && !isOver(status);

interface Written {
  text: string;
  id: string;
  number: string;
  author: number;
  state: 'waiting' | 'approved' | 'refused';
}

let bench: DeskBench;

describe('the lives of cases', () => {
  it('keep their promises, whatever people do', async () => {
    const total = { replies: 0, released: 0, idle: 0 };
    for (const seed of [...'abc']) {
      bench = await startDeskBench();
      bench.skill().customerTimer = { enabled: true, idleSeconds: idleMs / 1_000, extension: true };
      try {
        const done = await walk(createRandom(`desk-walk-${seed}`), 120);
        for (const name of ['replies', 'released', 'idle'] as const) total[name] += done[name];
      } finally {
        await bench.stop();
      }
    }
    // A walk in which nothing happens proves nothing.
    for (const count of Object.values(total)) expect(count).toBeGreaterThan(0);
  }, 120_000);
});

/** Does what comes to mind, as anybody; knows by a small model what the tenant must answer, and looks at it all after each step. */
async function walk(random: Random, steps: number): Promise<{ replies: number; released: number; idle: number }> {
  const seats = new Map<number, Seat>();
  for (const id of [anna, bas, ming, sara]) seats.set(id, await bench.signIn(id));
  const here = new Set<number>(seats.keys());
  const mayReply = (id: number): boolean => id !== bas;
  const drafts: Written[] = [];
  const repliesSaid = new Map<string, number>();
  /** When a case will be taken from its agent. */
  const idleAt = new Map<string, number>();
  const seen: string[] = [];
  let count = 0;
  let idle = 0;

  const overview = async (): Promise<DeskState> => (await seats.get(sara)?.state()) as DeskState;
  const { contacts } = bench.cxone.store;
  const assigneeOf = (number: string) => contacts.get(number)?.assigneeId ?? null;
  const statusOf = (number: string) => contacts.get(number)?.status ?? 'trashed';
  const agentWrote = (number: string): void => {
    if (assigneeOf(number) === null || !isRunning(statusOf(number)) || idleAt.has(number)) return;
    idleAt.set(number, bench.clock.now() + idleMs);
  };

  const deeds: Record<string, (number: string, user: Seat) => Promise<void>> = {
    async write() {
      const number = await bench.write(random.pick(customers));
      idleAt.delete(number);
      if (!seen.includes(number)) seen.push(number);
    },
    async accept(anyNumber, anybody) {
      // Mostly who is offered something takes it; else whoever, whatever.
      const offer = random.chance(0.7)
        ? (await overview()).cases.find(({ offeredTo }) => offeredTo !== null)
        : undefined;
      const number = offer?.number ?? anyNumber;
      const user = (offer?.offeredTo && seats.get(offer.offeredTo.id)) ?? anybody;
      const answer = await user.accept(number);
      if (here.has(user.id)) expect(['ok', 'not_offered_to_you', 'no_accept_reject']).toContain(answer);
      else expect(answer).toBe('not_signed_in');
      if (answer === 'ok') expect(assigneeOf(number)).toBe(user.id);
    },
    async reject(number, user) {
      const before = assigneeOf(number);
      await user.tries('POST', `/desk/api/cases/${number}/reject`);
      // Rejecting never takes a case from anybody.
      if (before !== null) expect(assigneeOf(number)).toBe(before);
    },
    async reply(number, user) {
      const text = `reply ${(count += 1)}`;
      const expected = !here.has(user.id)
        ? 'not_signed_in'
        : assigneeOf(number) !== user.id
          ? 'not_assigned_to_you'
          : isOver(statusOf(number))
            ? 'case_over'
            : mayReply(user.id)
              ? 'ok'
              : 'needs_right';
      expect(await user.reply(number, text)).toBe(expected);
      if (expected !== 'ok') return;
      repliesSaid.set(text, user.id);
      agentWrote(number);
    },
    async draft(number, user) {
      const text = `draft ${(count += 1)}`;
      const { status, json } = await user.call('POST', `/dfo/3.0/contacts/${number}/message-drafts`, { text });
      const isAllowed = here.has(user.id) && assigneeOf(number) === user.id && !isOver(statusOf(number));
      expect(status === 201).toBe(isAllowed);
      if (isAllowed) drafts.push({ text, id: String(json.id), number, author: user.id, state: 'waiting' });
    },
    async settle(_number, anybody) {
      const user = random.chance(0.7) ? (seats.get(sara) as Seat) : anybody;
      if (drafts.length === 0) return;
      const draft = random.pick(drafts.slice(-3));
      const isApproval = random.chance(0.6);
      const at = `/dfo/3.0/contacts/${draft.number}/message-drafts/${draft.id}`;
      const isAllowed = here.has(user.id) && user.id === sara && draft.state === 'waiting';
      if (isApproval) {
        // Twice at once: two approvers, or a double click.
        const answers = await Promise.all([user.tries('POST', `${at}/approval`), user.tries('POST', `${at}/approval`)]);
        const isSent = isAllowed && !isOver(statusOf(draft.number));
        expect(answers.filter((answer) => answer === 'ok')).toHaveLength(isSent ? 1 : 0);
        if (!isSent) return;
        draft.state = 'approved';
        agentWrote(draft.number);
      } else {
        expect(await user.tries('POST', `${at}/refusal`, { reason: 'no' })).toEqual(
          isAllowed ? 'ok' : expect.not.stringMatching(/^ok$/),
        );
        if (isAllowed) draft.state = 'refused';
      }
    },
    async assign(number, user) {
      const to = random.pick([anna, bas, ming, sara]);
      const before = assigneeOf(number);
      const answer = await user.tries('PUT', `/dfo/3.0/contacts/${number}/inbox-assignment`, { userId: to });
      const isAllowed = here.has(user.id) && user.id === sara && !isOver(statusOf(number));
      expect(answer === 'ok').toBe(isAllowed);
      if (isAllowed) expect(assigneeOf(number)).toBe(to);
      if (isAllowed && before !== to) idleAt.delete(number);
    },
    async unassign(number, user) {
      const isAllowed = here.has(user.id) && user.id === sara && assigneeOf(number) !== null;
      expect((await user.tries('DELETE', `/dfo/3.0/contacts/${number}/inbox-assignment`)) === 'ok').toBe(isAllowed);
      if (isAllowed) idleAt.delete(number);
    },
    async status(number, user) {
      const status = random.pick(['open', 'pending', 'escalated', 'resolved', 'closed'] as const);
      if ((await user.tries('PUT', `/dfo/3.0/contacts/${number}/status`, { status })) !== 'ok') return;
      expect(assigneeOf(number) === user.id || user.id === sara).toBe(true);
      if (!isRunning(status)) idleAt.delete(number);
    },
    async extend(number, user) {
      const isAllowed = here.has(user.id) && assigneeOf(number) === user.id && idleAt.has(number);
      expect((await user.tries('POST', `/desk/api/cases/${number}/extend`)) === 'ok').toBe(isAllowed);
      if (isAllowed) idleAt.set(number, bench.clock.now() + idleMs);
    },
    /** Another program of the tenant assigns a case, past the desk. */
    async outside(number) {
      const contact = contacts.get(number);
      const to = random.pick([anna, bas, null]);
      if (!contact || contact.assigneeId === to) return;
      bench.cxone.store.assign(contact, to);
      idleAt.delete(number);
      await Promise.resolve();
    },
    async comeAndGo(_number, { id }) {
      if (id === sara) return;
      if (here.has(id)) {
        // Whoever is gone comes back sooner than others go.
        if (random.chance(0.6)) return;
        await seats.get(id)?.call('POST', '/desk/api/sign-out');
        here.delete(id);
      } else {
        seats.set(id, await bench.signIn(id));
        here.add(id);
      }
    },
    async available(_number, user) {
      await user.call('POST', '/desk/api/available', { available: random.chance(0.8) });
    },
    async time() {
      await bench.settled();
      bench.clock.advance(random.pick([5_000, 31_000, 120_000, 700_000]));
      for (const [number, at] of idleAt) {
        if (at > bench.clock.now()) continue;
        expect(assigneeOf(number)).toBeNull();
        idle += 1;
        idleAt.delete(number);
      }
    },
  };
  const often: [string, number][] = [
    ['write', 2],
    ['accept', 4],
    ['reply', 8],
    ['draft', 3],
    ['settle', 3],
    ['time', 2],
  ];
  const names = [...Object.keys(deeds), ...often.flatMap(([name, more]) => Array.from({ length: more }, () => name))];

  await deeds.write?.('', seats.get(sara) as Seat);
  for (let step = 0; step < steps; step += 1) {
    const worked = seen.filter((one) => assigneeOf(one) !== null && isRunning(statusOf(one)));
    const number = random.pick(worked.length > 0 && random.chance(0.7) ? worked : seen.slice(-6));
    const holder = seats.get(assigneeOf(number) ?? 0);
    const anybody = seats.get(random.pick([anna, bas, ming, sara])) as Seat;
    await deeds[random.pick(names)]?.(number, holder && random.chance(0.6) ? holder : anybody);
    if (step % 6 === 0) await lookAround();
  }
  await bench.settled();

  // What reached the middleware is what was said by people with Reply, and the drafts that were released, each once.
  const sent = bench.replies.map(({ text }) => text).sort();
  const released = drafts.filter(({ state }) => state === 'approved').map(({ text }) => text);
  expect(sent).toEqual([...repliesSaid.keys(), ...released].sort());
  for (const { text, author } of bench.replies) {
    expect(author).toBe(repliesSaid.get(text) ?? drafts.find((draft) => draft.text === text)?.author);
  }
  return { replies: repliesSaid.size, released: released.length, idle };

  /** Each case is at one desk at most, and nobody has two offers. */
  async function lookAround(): Promise<void> {
    const holders = new Map<string, number[]>();
    for (const id of here) {
      const { cases } = (await seats.get(id)?.state()) as DeskState;
      const offered = cases.filter(({ offeredTo }) => offeredTo?.id === id);
      expect(offered.length).toBeLessThanOrEqual(1);
      for (const { number, assignee, offeredTo, stage, status } of cases) {
        expect([assignee, offeredTo]).toContain(null);
        if (stage === 'assigned') expect(isRunning(status) && assignee !== null).toBe(true);
        if (assignee?.id === id || offeredTo?.id === id) holders.set(number, [...(holders.get(number) ?? []), id]);
      }
    }
    for (const ids of holders.values()) expect(ids).toHaveLength(1);
    // As long as somebody takes offers, nothing lies in the queue that could be offered.
    const { cases, users } = await overview();
    const free = users.filter(
      ({ id, isAvailable }) =>
        isAvailable &&
        !cases.some(({ offeredTo }) => offeredTo?.id === id) &&
        cases.filter(({ assignee }) => assignee?.id === id).length < 10,
    );
    const resting = cases.filter(({ stage }) => stage === 'waiting').length;
    if (free.length === 4) expect(resting).toBe(0);
  }
}
