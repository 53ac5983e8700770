import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anna, bert } from '#test/contracts/new-message.ts';
import { hour, main, minutes, SlaKit } from './sla-kit.ts';

/** What the clocks say, without what only a restart may change. */
function clocksOf(kit: SlaKit) {
  return kit.board().rows.map(({ id, caseId, status, agent, clocks }) => ({
    id,
    caseId,
    status,
    agent,
    clocks: clocks.map(({ metric, round, deadlineAt, startedAt, endedAt }) => {
      return { metric, round, deadlineAt, startedAt, endedAt };
    }),
  }));
}

/** How many messages each start read. */
function messagesRead(kit: SlaKit): unknown[] {
  return kit.recording.events
    .filter(({ event }) => event === 'sla.messages_read')
    .map(({ fields }) => fields?.['messages']);
}

describe('over restarts', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start();
  });
  afterEach(async () => {
    await kit.dispose();
  });

  async function someCases(): Promise<void> {
    await kit.request('C1');
    await kit.answer();
    await kit.request('C2', { openId: bert });
    await kit.poll([
      kit.seen('C1', { status: 'open', agent: 'Eva' }),
      kit.seen('C2', { threadId: `gh:${bert}`, status: 'new' }),
    ]);
  }

  it('an orderly end and a new start change no clock', async () => {
    await someCases();
    const before = clocksOf(kit);
    expect(before).toHaveLength(2);
    await kit.restart(1_000);
    await kit.slices();
    expect(clocksOf(kit)).toEqual(before);
  });

  it('a kill before anything was written loses nothing that messages tell', async () => {
    await kit.request('C1');
    await kit.answer({}, null);
    await kit.request('C2', { openId: bert });
    const before = clocksOf(kit).map(({ id, caseId }) => ({ id, caseId }));
    await kit.kill();
    await kit.slices();
    expect(clocksOf(kit).map(({ id, caseId }) => ({ id, caseId }))).toEqual(before);
    const story = await kit.sla.service.story(before[0]?.id ?? '');
    expect(story.facts.messages.map(({ kind }) => kind)).toEqual(['request', 'answer']);
    expect(story.facts.messages.every(({ acceptedAt }) => acceptedAt !== null)).toBe(true);
  });

  it('a kill between two writes gives equal clocks, and no case twice', async () => {
    await someCases();
    await kit.wind(20_000);
    await kit.request('C1');
    await kit.request('C3', { openId: bert });
    const before = clocksOf(kit);
    expect(before.map(({ caseId }) => caseId)).toEqual(expect.arrayContaining(['C1', 'C2', 'C3']));
    await kit.kill();
    await kit.slices();
    expect(clocksOf(kit)).toEqual(before);
  });

  it('messages that no clock heard of are read from the disk', async () => {
    await kit.request('C1');
    await kit.wind(20_000);
    await kit.request('C2', { openId: bert, told: false });
    await kit.kill();
    await kit.slices();
    expect(kit.board().rows.map(({ caseId }) => caseId)).toEqual(['C1', 'C2']);
  });

  it('killed soon after each start, it does not read the same messages at each', async () => {
    const stored = 2_600;
    await Promise.all(
      Array.from({ length: stored }, (_, place) =>
        kit.write('inbound', { openId: place % 2 ? bert : anna, told: false }),
      ),
    );
    await kit.kill();
    await kit.kill();
    expect(messagesRead(kit)).toEqual([stored, stored - 2_000]);
    await kit.slices();
    expect(kit.board().total).toBe(2);
  });

  it('a case that ended stays ended, also when it was killed right after', async () => {
    await kit.request('C1');
    await kit.answer();
    const gone = [kit.seen('C1', { status: 'closed', statusAt: kit.clock.now() })];
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    await kit.wind(20_000);
    await kit.poll([], { gone });
    await kit.kill();
    await kit.slices();
    await kit.poll([], { gone });
    expect(kit.board().total).toBe(0);
    await kit.wind(60_000, 20_000);
    const records = await kit.store.records({ kind: 'sla_case', order: 'oldest_first', limit: 10 });
    expect(records).toHaveLength(1);
    expect(records[0]?.endedAt).not.toBeNull();
    await kit.kill();
    await kit.slices();
    expect(kit.board().total).toBe(0);
    expect(await kit.store.records({ kind: 'sla_case', order: 'oldest_first', limit: 10 })).toHaveLength(1);
  });

  it('records and tells a missed target once, whatever ends it in between', async () => {
    const at = kit.clock.now();
    await kit.request('C1');
    // The relay is off when the target is passed.
    await kit.restart(minutes(40));
    await kit.slices();
    expect(kit.breached).toEqual([]);
    await kit.poll([kit.seen('C1')]);
    await kit.slices();
    expect(kit.breached).toHaveLength(1);
    for (let round = 0; round < 2; round += 1) {
      await kit.kill(minutes(1));
      await kit.poll([kit.seen('C1')]);
      await kit.restart(minutes(1));
      await kit.poll([kit.seen('C1')]);
    }
    const breaches = await kit.breaches();
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toMatchObject({ breachedAt: at + minutes(30), metric: 'first_response' });
    expect(breaches[0]?.foundAt).toBeGreaterThan(at + minutes(39));
    expect(kit.breached).toHaveLength(1);
    expect(kit.sla.service.summary().today).toEqual({ people: 1, outage: 0 });
  });

  it('an answer that was given while the relay was off is no breach', async () => {
    await kit.request('C1');
    await kit.wind(20_000);
    const written = await kit.write('outbound', { told: false });
    await kit.deliver(written, { told: false });
    await kit.kill(minutes(45));
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    kit.sla.reports.authors({ authors: new Map([[written.id, 'agent']]) });
    await kit.slices();
    expect(await kit.breaches()).toEqual([]);
    expect(kit.board().rows[0]?.clocks[0]?.state).toBe('attained');
  });

  it('a damaged record is left out, and its case found again where CXone shows it', async () => {
    await kit.request('C1');
    await kit.wind(20_000);
    await kit.request('C2', { openId: bert });
    const [record] = await kit.store.records({ kind: 'sla_case', order: 'oldest_first', limit: 10 });
    if (record === undefined) throw new Error('nothing was written');
    await kit.wind(20_000);
    await kit.sla.stop();
    await kit.store.putRecord({ ...record, body: '{"damaged":' });
    await kit.kill();
    await kit.slices();
    expect(kit.recording.names()).toContain('sla.case_unreadable');
    expect(kit.board().rows.map(({ caseId }) => caseId)).toEqual(['C2']);
    await kit.poll([
      kit.seen('C1', { status: 'open', createdAt: record.at }),
      kit.seen('C2', { threadId: `gh:${bert}` }),
    ]);
    await kit.slices();
    const again = kit.board().rows.find(({ caseId }) => caseId === 'C1');
    expect(again?.clocks[0]).toMatchObject({ metric: 'first_response', startedAt: { earliest: record.at } });
  });
});

describe('when the clock jumps', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start();
    await kit.request('C1');
    await kit.poll([kit.seen('C1')]);
  });
  afterEach(async () => {
    await kit.dispose();
  });

  it('set forward, nothing is missed before CXone was heard, and an answer meanwhile counts', async () => {
    kit.clock.setWall(kit.clock.now() + 3 * hour);
    await kit.wind(minutes(1), 10_000);
    expect(kit.recording.names()).toContain('sla.clock_jumped');
    expect(kit.breached).toEqual([]);
    expect(kit.board().rows[0]?.clocks.map(({ state }) => state)).toEqual(['running', 'running']);
  });

  it('set forward and known to be wrong, nothing is missed at all', async () => {
    kit.clock.setWall(kit.clock.now() + 3 * hour);
    kit.clockOffsetMs = -3 * hour;
    await kit.wind(minutes(1), 10_000);
    await kit.poll([kit.seen('C1')]);
    await kit.wind(minutes(5));
    await kit.poll([kit.seen('C1')]);
    expect(await kit.breaches()).toEqual([]);
    const written = await kit.write('outbound');
    await kit.deliver(written);
    await kit.slices();
    kit.sla.reports.authors({ authors: new Map([[written.id, 'agent']]) });
    await kit.slices();
    expect(kit.board().rows[0]?.clocks[0]).toMatchObject({ state: 'attained' });
  });

  it('set back, what was known until later is not known any more', async () => {
    await kit.wind(minutes(5));
    await kit.poll([kit.seen('C1')]);
    kit.clock.setWall(kit.clock.now() - 2 * hour);
    await kit.wind(minutes(1), 10_000);
    await kit.poll([kit.seen('C1')]);
    const { facts } = await kit.sla.service.story(kit.board().rows[0]?.id ?? '');
    expect(facts.knownUntil).toBeLessThanOrEqual(kit.clock.now());
    await kit.wind(minutes(50));
    expect(kit.breached).toEqual([]);
    await kit.answer();
    await kit.poll([kit.seen('C1', { status: 'open' })]);
    expect(await kit.breaches()).toEqual([]);
  });

  it('asleep: what was answered before CXone is heard again is no breach, what was not is one', async () => {
    await kit.request('C2', { openId: bert });
    kit.clock.setWall(kit.clock.now() + 2 * hour);
    await kit.wind(30_000, 10_000);
    expect(kit.breached).toEqual([]);
    const closed = kit.seen('C1', { status: 'closed', statusAt: kit.clock.now() - 2 * hour + minutes(3) });
    await kit.poll([kit.seen('C2', { threadId: `gh:${bert}` })], { gone: [closed] });
    await kit.slices();
    expect(kit.breached).toMatchObject([{ endUser: '…0002', metric: 'first_response' }]);
  });

  it('asks no longer where CXone does not allow it, and takes what was seen as final', async () => {
    kit.sla.reports.impossible(main, 'CXONE_CASES_NOT_ALLOWED');
    await kit.wind(minutes(31));
    expect(kit.board().rows[0]?.clocks[0]?.state).toBe('breached');
    expect(await kit.breaches()).toHaveLength(1);
  });
});
