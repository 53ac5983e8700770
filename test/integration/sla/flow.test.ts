import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bert } from '#test/contracts/new-message.ts';
import { hour, main as mainId, minutes, openSettings, SlaKit } from './sla-kit.ts';

describe('clocks of a conversation', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start();
  });
  afterEach(async () => {
    await kit.dispose();
  });

  it('run from the customer’s message, and end with the agent’s answer', async () => {
    const at = kit.clock.now();
    await kit.request('C1');
    const [row] = kit.board().rows;
    expect(row).toMatchObject({ caseId: 'C1', endUser: '…0001', channelName: 'Tulip', isHeld: false });
    expect(row?.clocks.map(({ metric, state, deadlineAt }) => ({ metric, state, deadlineAt }))).toEqual([
      { metric: 'first_response', state: 'running', deadlineAt: at + minutes(30) },
      { metric: 'solution', state: 'running', deadlineAt: at + 8 * hour },
    ]);
    expect(row?.next).toEqual({ metric: 'first_response', deadlineAt: at + minutes(30) });
    await kit.wind(minutes(10));
    await kit.answer();
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    const first = kit.board().rows[0]?.clocks[0];
    expect(first).toMatchObject({ metric: 'first_response', state: 'attained' });
    await kit.wind(minutes(40));
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    expect(await kit.breaches()).toEqual([]);
  });

  it('an event begins nothing', async () => {
    await kit.write('inbound', { kind: 'event' });
    await kit.slices();
    expect(kit.board().total).toBe(0);
  });

  it('warns once, and records a missed target once CXone was heard after it', async () => {
    const at = kit.clock.now();
    await kit.request('C1');
    const status = { status: 'new' } as const;
    await kit.wind(minutes(14));
    await kit.poll([kit.seen('C1', status)]);
    expect(kit.warned).toEqual([]);
    await kit.wind(minutes(2));
    expect(kit.warned).toMatchObject([{ metric: 'first_response', endUser: '…0001', cause: null, officeOpen: true }]);
    await kit.wind(minutes(15));
    // Nobody has asked CXone since: an answer might be there.
    expect(kit.board().rows[0]?.clocks[0]?.state).toBe('unsure');
    expect(kit.breached).toEqual([]);
    expect(kit.polled).toContainEqual(['C1']);
    await kit.poll([kit.seen('C1', status)]);
    expect(kit.board().rows[0]?.clocks[0]).toMatchObject({ state: 'breached', breachedAt: at + minutes(30) });
    expect(kit.breached).toMatchObject([{ metric: 'first_response', deadlineAt: at + minutes(30), cause: 'people' }]);
    await kit.wind(hour);
    await kit.poll([kit.seen('C1', status)]);
    const breaches = await kit.breaches();
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toMatchObject({ breachedAt: at + minutes(30), endedAt: null, cause: 'people' });
    expect(kit.warned).toHaveLength(1);
    await kit.answer();
    const [ended] = await kit.breaches();
    expect(ended?.endedAt).not.toBeNull();
    expect(ended?.lateMs).toBeGreaterThan(hour);
  });

  it('calls it an outage when the message waited in the relay', async () => {
    const written = await kit.write('inbound');
    await kit.wind(minutes(29));
    await kit.deliver(written, { caseId: 'C1' });
    await kit.wind(minutes(5));
    await kit.poll([kit.seen('C1')]);
    const [breach] = await kit.breaches();
    expect(breach).toMatchObject({ metric: 'first_response', cause: 'outage' });
    expect(breach?.outage?.heldMs).toBeGreaterThan(minutes(28));
  });

  it('begins a new case after Closed, and goes on with the same after Resolved', async () => {
    await kit.request('C1');
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    await kit.wind(minutes(5));
    await kit.poll([], { gone: [kit.seen('C1', { status: 'resolved', statusAt: kit.clock.now() - 1 })] });
    await kit.wind(minutes(5));
    await kit.request('C1');
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    expect(kit.board().total).toBe(1);
    const story = await kit.sla.service.story(kit.board().rows[0]?.id ?? '');
    expect(story.facts.messages).toHaveLength(2);
    expect(story.facts.statuses.map(({ status }) => status)).toEqual(['open', 'resolved', 'open']);
    await kit.wind(minutes(5));
    await kit.poll([], { gone: [kit.seen('C1', { status: 'closed', statusAt: kit.clock.now() - 1 })] });
    expect(kit.board().total).toBe(0);
    expect(kit.sla.reports.wanted(mainId).hasOpen).toBe(false);
    await kit.request('C2');
    // No list showed it yet: until one does, the poller must not go slowly.
    expect(kit.sla.reports.wanted(mainId).hasOpen).toBe(true);
    expect(kit.board().rows).toMatchObject([{ caseId: 'C2' }]);
    expect(kit.board().rows[0]?.clocks[0]?.state).toBe('running');
  });

  it('takes a message for a new case’s when CXone says so', async () => {
    await kit.request('C1');
    await kit.wind(minutes(5));
    await kit.request('C2');
    expect(kit.board().rows.map(({ caseId }) => caseId)).toEqual(['C1', 'C2']);
    const later = await kit.sla.service.story(kit.board().rows[1]?.id ?? '');
    expect(later.facts.messages).toHaveLength(1);
    // The older one is asked for by itself.
    expect(kit.sla.reports.wanted(mainId).caseIds).toEqual(['C1']);
  });

  it('knows how far it is sure: a status between two polls, exact when CXone’s stamp fits', async () => {
    await kit.request('C1');
    await kit.poll([kit.seen('C1', { status: 'new', createdAt: kit.clock.now() - 900 })]);
    const before = kit.sla.service.board({ channelIds: [], show: 'open', metric: null, limit: 1 }).rows[0];
    expect(before?.statusAt?.earliest).toBe(before?.statusAt?.latest);
    const asked = kit.clock.now();
    await kit.wind(15_000);
    await kit.poll([kit.seen('C1', { status: 'open', agent: 'Eva', assignedAt: asked + 3_000 })]);
    const row = kit.board().rows[0];
    expect(row).toMatchObject({ status: 'open', agent: 'Eva' });
    expect(row?.assignedAt).toEqual({ earliest: asked + 3_000, latest: asked + 3_000 });
    expect((row?.statusAt?.latest ?? 0) - (row?.statusAt?.earliest ?? 0)).toBeGreaterThan(14_000);
  });

  it('asks who wrote the answer; a bot’s does not count', async () => {
    await kit.request('C1');
    const written = await kit.answer({}, null);
    expect(kit.sla.reports.wanted(mainId).messageIds).toEqual([written.id]);
    kit.sla.reports.authors({ authors: new Map([[written.id, 'bot']]) });
    await kit.slices();
    expect(kit.sla.reports.wanted(mainId).messageIds).toEqual([]);
    expect(kit.board().rows[0]?.clocks[0]?.state).toBe('running');
  });

  it('shows a case CXone has and we do not, and finds its messages', async () => {
    const written = await kit.write('inbound', { openId: bert, told: false });
    await kit.deliver(written, { caseId: 'C7', told: false });
    const seen = kit.seen('C7', { threadId: `gh:${bert}`, status: 'open', createdAt: kit.clock.now() });
    await kit.poll([seen]);
    await kit.slices();
    expect(kit.board().rows).toMatchObject([{ caseId: 'C7', endUser: '…0002' }]);
    expect(kit.board().rows[0]?.clocks[0]).toMatchObject({ metric: 'first_response', state: 'running' });
  });

  it('says at most once a second that something changed, and only to who listens', async () => {
    kit.listening = false;
    await kit.request('C1');
    expect(kit.summaries).toEqual([]);
    kit.listening = true;
    for (const [index, openId] of ['oC', 'oD', 'oE', 'oF'].entries()) {
      await kit.request(`D${index}`, { openId: openId as typeof bert });
    }
    await kit.wind(2_000, 500);
    const times = kit.summaries.map(({ at }) => at);
    expect(times.length).toBeGreaterThan(1);
    times.slice(1).forEach((at, index) => {
      expect(at - (times[index] ?? 0)).toBeGreaterThanOrEqual(1_000);
    });
    expect(kit.summaries.at(-1)?.summary.open).toBe(5);
    // Nothing happens, so nothing is said.
    await kit.wind(minutes(3));
    expect(kit.summaries).toHaveLength(times.length);
  });

  it('shows the most urgent first, and of many only the first', async () => {
    for (const [index, openId] of [bert, 'oC', 'oD', 'oE'].entries()) {
      await kit.request(`C${index}`, { openId: openId as typeof bert });
      await kit.wind(minutes(2));
    }
    expect(kit.board().rows.map(({ caseId }) => caseId)).toEqual(['C0', 'C1', 'C2', 'C3']);
    const two = kit.board({ limit: 2 });
    expect(two.rows.map(({ caseId }) => caseId)).toEqual(['C0', 'C1']);
    expect(two.total).toBe(4);
    expect(kit.board({ show: 'breached' }).total).toBe(0);
    expect(two.summary).toMatchObject({
      open: 4,
      atRisk: 0,
      breached: 0,
      unsure: 0,
      next: { metric: 'first_response' },
    });
  });

  it('sets the idle timer back when the policy has one', async () => {
    await kit.set(
      openSettings((settings) => {
        settings.global.customerIdle = { enabled: true, targetMs: minutes(15) };
        settings.global.mayExtendIdle = true;
      }),
    );
    await kit.request('C1');
    const id = kit.board().rows[0]?.id ?? '';
    expect(() => kit.sla.service.extendIdle({ id, by: 'ann' })).toThrow(/no idle timer/u);
    await kit.answer();
    const before = kit.board().rows[0];
    expect(before?.mayExtendIdle).toBe(true);
    await kit.wind(minutes(10));
    const row = kit.sla.service.extendIdle({ id, by: 'ann' });
    const idle = (clocks: typeof row.clocks) =>
      clocks.find(({ metric }) => metric === 'customer_idle')?.deadlineAt ?? 0;
    expect(idle(row.clocks)).toBeGreaterThanOrEqual(idle(before?.clocks ?? []) + minutes(9));
  });
});
