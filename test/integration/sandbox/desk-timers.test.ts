import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskSla } from '#shared/domain/desk.ts';
import { createRevision } from '#sandbox/cxone/desk/revision.ts';
import { isOpen, officeMs } from '#sandbox/cxone/desk/office-time.ts';
import { anna, sara, startDeskBench } from './desk-bench.ts';
import type { DeskBench, Seat } from './desk-bench.ts';
import { waitUntil } from './wait-until.ts';

let bench: DeskBench;
let seat: Seat;
let number: string;

const minutes = (count: number): void => bench.clock.advance(count * 60_000);
const timers = async () =>
  (await seat.case(number)).timers.map(({ kind, isOver }) => `${kind}${isOver ? ' over' : ''}`);
const say = async (text = 'x'): Promise<void> => {
  expect(await seat.reply(number, text)).toBe('ok');
  await bench.settled();
};

beforeEach(async () => {
  bench = await startDeskBench();
  bench.skill().agentTimer = { enabled: true, firstSeconds: 120, followUpSeconds: 300 };
  bench.skill().customerTimer = { enabled: true, idleSeconds: 900, extension: true };
  seat = await bench.signIn(anna);
  number = await bench.write('li');
  expect(await seat.accept(number)).toBe('ok');
});
afterEach(() => bench.stop());

describe("the agent's time", () => {
  it('runs from the assignment to the first message, then from each answer of the customer', async () => {
    expect(await timers()).toEqual(['agent_first']);
    minutes(2);
    expect(await timers()).toEqual(['agent_first over']);
    expect((await seat.state()).notices.at(-1)).toMatchObject({ kind: 'timer_over', number });
    await say();
    expect(await timers()).toEqual(['customer_idle']);
    await bench.write('li');
    minutes(3);
    const [before] = (await seat.case(number)).timers;
    await bench.write('li');
    const [after] = (await seat.case(number)).timers;
    expect(before?.kind).toBe('agent_follow_up');
    expect((after?.startedAt ?? 0) - (before?.startedAt ?? 0)).toBe(180_000);
    minutes(5);
    expect(await timers()).toEqual(['agent_follow_up over']);
    await say();
    expect(await timers()).toEqual(['customer_idle']);
  });

  it('is not spent by a bot, and does not run after Resolved', async () => {
    await bench.cxone.agents.reply(number, 'We are coming.', 4790).settled;
    expect(await timers()).toEqual(['agent_first']);
    await seat.call('PUT', `/dfo/3.0/contacts/${number}/status`, { status: 'resolved' });
    expect(await timers()).toEqual([]);
  });

  it('begins anew for the next agent', async () => {
    await say();
    const boss = await bench.signIn(sara);
    await boss.call('PUT', `/dfo/3.0/contacts/${number}/inbox-assignment`, { userId: sara });
    expect((await boss.case(number)).timers).toMatchObject([{ kind: 'agent_first', startedAt: bench.clock.now() }]);
  });
});

describe("the customer's time", () => {
  it('takes the case from the agent, and nobody is offered it until the customer writes', async () => {
    await say();
    minutes(14);
    await say('still there?');
    minutes(1);
    const state = await seat.state(number);
    expect(state.notices.at(-1)).toMatchObject({ kind: 'case_unassigned_idle', number });
    expect(state.cases).toEqual([]);
    expect(bench.cxone.store.contacts.get(number)).toMatchObject({ assigneeId: null, status: 'open' });
    const boss = await bench.signIn(sara);
    expect((await boss.case(number)).stage).toBe('idle');
    minutes(60);
    expect((await boss.case(number)).stage).toBe('idle');
    expect(await bench.write('li')).toBe(number);
    expect((await boss.case(number)).stage).toBe('offered');
  });

  it('ends when the customer writes', async () => {
    await say();
    minutes(10);
    await bench.write('li');
    minutes(20);
    expect((await seat.case(number)).assignee?.id).toBe(anna);
  });

  it('is given again by an extension, as often as the agent asks, if the skill allows', async () => {
    const extend = () => seat.tries('POST', `/desk/api/cases/${number}/extend`);
    expect(await extend()).toBe('no_idle_timer');
    await say();
    for (const extensions of [1, 2]) {
      minutes(14);
      expect(await extend()).toBe('ok');
      expect((await seat.case(number)).timers).toMatchObject([
        { extensions, mayExtend: true, dueAt: bench.clock.now() + 900_000 },
      ]);
    }
    bench.skill().customerTimer.extension = false;
    expect(await extend()).toBe('extension_not_allowed');
    expect((await seat.case(number)).timers).toMatchObject([{ mayExtend: false }]);
    minutes(15);
    expect(await extend()).toBe('not_assigned_to_you');
  });

  it('does not run when it is switched off', async () => {
    bench.skill().customerTimer.enabled = false;
    bench.skill().agentTimer.enabled = false;
    await say();
    await bench.write('li');
    expect(await timers()).toEqual([]);
  });
});

describe('the SLA in the reply field', () => {
  const sla = async () => (await seat.call('GET', `/desk/api/cases/${number}/sla`)).json as unknown as DeskSla;

  it('counts round the clock without office hours', async () => {
    bench.cxone.store.book.sla.global = { firstResponseMinutes: 30, solutionMinutes: 60 };
    minutes(14);
    expect(await sla()).toEqual({
      firstResponseTime: { raw: 840, alreadyHasValue: false, targetSeconds: 1800, state: 'normal' },
      solutionTime: { raw: 840, alreadyHasValue: false, targetSeconds: 3600, state: 'normal' },
      hours: 'round_the_clock',
    });
    minutes(1);
    expect((await sla()).firstResponseTime.state).toBe('warning');
    minutes(15);
    await say();
    minutes(10);
    await seat.call('PUT', `/dfo/3.0/contacts/${number}/status`, { status: 'resolved' });
    minutes(100);
    expect(await sla()).toMatchObject({
      firstResponseTime: { raw: 1800, alreadyHasValue: true, state: 'critical' },
      solutionTime: { raw: 2400, alreadyHasValue: true, state: 'warning' },
    });
    // The customer writes again: the same case, and its clock goes on.
    await bench.write('li');
    minutes(1);
    expect((await sla()).solutionTime).toMatchObject({ raw: 2460, alreadyHasValue: false });
  });

  it("follows the channel's own targets and the office hours", async () => {
    const { book } = bench.cxone.store;
    book.sla.channels[bench.cxone.store.contacts.get(number)?.channelId ?? ''] = {
      firstResponseMinutes: 10,
      solutionMinutes: 0,
    };
    // The case began on Thursday 1 January 2026 at 01:00 in Amsterdam.
    book.sla.officeHours = [[], [], [], [], [{ from: '09:00', to: '17:00' }], [], []];
    expect(await sla()).toMatchObject({ hours: 'closed', firstResponseTime: { raw: 0, targetSeconds: 600 } });
    minutes(8 * 60 + 6);
    expect(await sla()).toMatchObject({
      hours: 'open',
      firstResponseTime: { raw: 360, state: 'warning' },
      solutionTime: { raw: 360, targetSeconds: null, state: null },
    });
    minutes(24 * 60);
    expect(await sla()).toMatchObject({ hours: 'closed', firstResponseTime: { raw: 28_800, state: 'critical' } });
  });
});

describe('office time', () => {
  const zone = 'Europe/Amsterdam';
  const week = Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }]);

  it.each([
    ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 23],
    ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 25],
    ['2026-06-01T00:00:00+02:00', '2026-06-01T07:30:00+02:00', 7.5],
    ['2026-06-01T07:30:00+02:00', '2026-06-01T00:00:00+02:00', 0],
  ])('from %s to %s: %d hours', (from, until, hours) => {
    expect(officeMs(Date.parse(from), Date.parse(until), week, zone)).toBe(hours * 3_600_000);
  });

  it('knows the edges of a span', () => {
    const hours = Array.from({ length: 7 }, () => [{ from: '09:00', to: '17:00' }]);
    const open = (time: string): boolean => isOpen(Date.parse(`2026-06-01T${time}+02:00`), hours, zone);
    expect(['08:59:59', '09:00:00', '16:59:59', '17:00:00'].map(open)).toEqual([false, true, true, false]);
  });
});

describe('waiting for news', () => {
  it('ends with the news, or after 25 seconds', async () => {
    const { revision } = await seat.state();
    const news = seat.call('GET', `/desk/api/state?since=${revision}`);
    await bench.write('wang');
    const answer = await news;
    expect(answer.json.revision).toBeGreaterThan(revision);

    // Until nothing more happens by time.
    minutes(30);
    const { revision: latest } = await seat.state();
    let status = 0;
    void seat.call('GET', `/desk/api/state?since=${latest}`).then((ended) => (status = ended.status));
    await waitUntil(() => {
      bench.clock.advance(25_000);
      return status !== 0;
    });
    expect(status).toBe(204);
  });

  it('is ended by the next wait of the same session, and by the end of the desk', async () => {
    const revision = createRevision(bench.clock);
    const [first, second, other] = ['me', 'me', 'you'].map((who) => revision.newerThan(1, who, 25_000));
    expect(await first).toBe(false);
    revision.changed();
    expect([await second, await other, await revision.newerThan(1, 'me', 25_000)]).toEqual([true, true, true]);
    const last = revision.newerThan(2, 'me', 25_000);
    revision.stop();
    expect(await last).toBe(false);
  });
});
