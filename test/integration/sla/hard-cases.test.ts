import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { bert, lotus } from '#test/contracts/new-message.ts';
import { hour, minutes, openSettings, SlaKit } from './sla-kit.ts';

describe('clocks in hard cases', () => {
  let kit: SlaKit;

  beforeEach(() => {
    kit = new SlaKit();
  });
  afterEach(async () => {
    await kit.dispose();
  });

  const timers = openSettings(({ global }) => {
    global.agentFollowUp = { enabled: true, targetMs: minutes(5) };
    global.customerIdle = { enabled: true, targetMs: minutes(15) };
    global.timersInOfficeHours = false;
  });

  it('that a customer’s idle time is over is no breach, and in no figure', async () => {
    await kit.start(timers);
    await kit.request('C1');
    await kit.answer();
    await kit.wind(minutes(20));
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    const { rows, summary } = kit.board();
    const idle = rows[0]?.clocks.find(({ metric }) => metric === 'customer_idle');
    expect(idle?.state).toBe('breached');
    expect(summary).toMatchObject({ breached: 0, today: { people: 0, outage: 0 }, next: { metric: 'solution' } });
    expect(rows[0]?.next?.metric).toBe('solution');
    expect(kit.board({ show: 'breached' }).total).toBe(0);
    expect(await kit.breaches()).toEqual([]);
    expect(kit.breached).toEqual([]);
    expect((await kit.report()).total.map(({ metric }) => metric)).not.toContain('customer_idle');
  });

  it('a follow-up that was missed stays one breach when its number changes', async () => {
    await kit.start(timers);
    await kit.request('C1');
    await kit.answer();
    await kit.wind(minutes(1));
    await kit.request('C1');
    const [answer] = [await kit.answer({}, null)];
    await kit.wind(minutes(1));
    await kit.request('C1');
    await kit.wind(minutes(6));
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    const followUps = async () => (await kit.breaches()).filter(({ metric }) => metric === 'agent_follow_up');
    expect(await followUps()).toHaveLength(1);
    // Only now CXone says who wrote the answer between: what was the first follow-up becomes the second.
    kit.sla.reports.authors({ authors: new Map([[answer.id, 'agent']]) });
    await kit.slices();
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    expect(await followUps()).toHaveLength(1);
    const story = await kit.sla.service.story(kit.board().rows[0]?.id ?? '');
    expect(story.row.clocks.find(({ metric }) => metric === 'agent_follow_up')).toMatchObject({
      round: 1,
      state: 'breached',
    });
    await kit.answer();
    expect(await followUps()).toMatchObject([{ endedAt: { latest: expect.any(Number) as number } }]);
    const report = await kit.report();
    const figures = report.total.find(({ metric }) => metric === 'agent_follow_up')?.figures;
    expect(figures).toMatchObject({ attained: 1, missedPeople: 1 });
  });

  it('a case that reached CXone and has no number yet is not called missed before CXone was heard', async () => {
    await kit.start();
    const written = await kit.write('inbound');
    await kit.deliver(written, { caseId: null });
    await kit.wind(minutes(31));
    expect(kit.board().rows[0]?.clocks[0]?.state).toBe('unsure');
    expect(await kit.breaches()).toEqual([]);
    await kit.poll([kit.seen('C1')]);
    expect(await kit.breaches()).toHaveLength(1);
  });

  it('a clock of this computer that is ahead makes no answer late and no message held', async () => {
    await kit.start();
    kit.clockOffsetMs = -10 * 60_000;
    await kit.request('C1');
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    await kit.wind(minutes(28));
    const solvedAt = kit.clock.now() - minutes(10);
    await kit.poll([], { gone: [kit.seen('C1', { status: 'resolved', statusAt: solvedAt })] });
    const story = await kit.sla.service.story(kit.board().rows[0]?.id ?? 'none').catch(() => null);
    const facts = story?.facts ?? (await onlyCase()).facts;
    expect(facts.statuses.at(-1)?.at).toEqual({ earliest: solvedAt, latest: solvedAt });
    const [message] = facts.messages;
    expect((message?.acceptedAt ?? Infinity) - (message?.at ?? 0)).toBeLessThan(1_000);
  });

  async function onlyCase() {
    const records = await kit.store.records({ kind: 'sla_case', order: 'oldest_first', limit: 2 });
    return kit.sla.service.story(records[0]?.id ?? '');
  }

  it('what was known by a clock that was ahead is forgotten when others tell the time', async () => {
    await kit.start();
    await kit.request('C1');
    await kit.wind(minutes(29));
    await kit.poll([kit.seen('C1')]);
    kit.clockOffsetMs = -5 * 60_000;
    await kit.wind(minutes(1));
    const story = await onlyCase();
    expect(story.facts.knownUntil).toBeLessThanOrEqual(kit.clock.now() - minutes(5));
  });

  it('one word of CXone’s that it does not know a case ends nothing', async () => {
    await kit.start();
    await kit.request('C1');
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    await kit.poll([], { gone: [{ caseId: 'C1', missing: true }] });
    expect(kit.board().total).toBe(1);
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    await kit.wind(minutes(2));
    await kit.poll([], { gone: [{ caseId: 'C1', missing: true }] });
    expect(kit.board().total).toBe(1);
    await kit.wind(minutes(1));
    await kit.poll([], { gone: [{ caseId: 'C1', missing: true }] });
    expect(kit.board().total).toBe(0);
  });

  it('a date of creation in the future is no future', async () => {
    await kit.start();
    await kit.poll([
      kit.seen('C9', { threadId: null, status: 'open', createdAt: kit.clock.now() + 1_000 * 24 * hour }),
    ]);
    const story = await kit.sla.service.story(kit.board().rows[0]?.id ?? '');
    expect(story.facts.createdAt).toBeLessThanOrEqual(kit.clock.now());
  });

  it('a case’s address leads to CXone, or to the simulated one, and nowhere else', async () => {
    await kit.start();
    await kit.request('C1');
    const linkFor = async (detailUrl: string) => {
      await kit.poll([kit.seen('C1', { detailUrl })]);
      return (await kit.sla.service.story(kit.board().rows[0]?.id ?? '')).link;
    };
    expect(await linkFor('http://127.0.0.1:9/cases/1')).toBe('http://127.0.0.1:9/cases/1');
    expect(await linkFor('http://127.0.0.1:10/cases/1')).toBeNull();
    expect(await linkFor('https://evil.example/cases/1')).toBeNull();
    expect(await linkFor('https://home-eu1.nicecxone.com/1')).toBe('https://home-eu1.nicecxone.com/1');
  });

  it('a computer that does not know its zone counts in UTC', () => {
    expect(defaultSlaSettings('Etc/Unknown').calendars[0]?.timeZone).toBe('UTC');
    expect(defaultSlaSettings('Asia/Shanghai').calendars[0]?.timeZone).toBe('Asia/Shanghai');
  });

  it('what was missed before there were clocks is shown, and is no news', async () => {
    await kit.start();
    const createdAt = kit.clock.now() - 72 * hour;
    await kit.poll([kit.seen('C7', { threadId: null, status: 'open', createdAt })]);
    expect(await kit.breaches()).toMatchObject([{ metric: 'solution', caseId: 'C7' }]);
    expect(kit.breached).toEqual([]);
  });

  it('cases of a channel that is not configured rest on disk until it is again', async () => {
    await kit.start();
    await kit.request('C1');
    await kit.request('C2', { openId: bert, channelId: lotus });
    kit.configured = ['tulip'];
    await kit.restart(minutes(1));
    await kit.slices();
    expect(kit.board().rows.map(({ caseId }) => caseId)).toEqual(['C1']);
    kit.configured = ['tulip', 'lotus'];
    await kit.restart(minutes(1));
    await kit.slices();
    expect(
      kit
        .board()
        .rows.map(({ caseId }) => caseId)
        .sort(),
    ).toEqual(['C1', 'C2']);
  });

  it('an end before the start was over sets nothing back', async () => {
    await kit.start();
    await kit.request('C1');
    await kit.wind(20_000);
    await kit.restart(1_000);
    const mark = await kit.store.readFact('sla.read');
    expect(mark).not.toBeNull();
    await kit.restartUnread();
    expect(await kit.store.readFact('sla.read')).toBe(mark);
  });
});
