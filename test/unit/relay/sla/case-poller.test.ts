import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aCase, refusal, scriptedPoller } from './scripted-cases.ts';

let kit: ReturnType<typeof scriptedPoller>;

beforeEach(() => {
  kit = scriptedPoller();
});
afterEach(() => kit.poller.stop());

/** Up to the end of the first round. */
async function firstRound(): Promise<void> {
  kit.poller.start();
  await kit.pass(1_200);
  kit.askedSince();
}

const lists = (): number => kit.calls.filter(({ call }) => call === 'list').length;

describe('rounds', () => {
  it('come every fifteen seconds, and tell when the question was put and the answer read', async () => {
    kit.script.open = [aCase('1')];
    kit.poller.start();
    await kit.pass(46_000);

    expect(kit.calls.map(({ at }) => at)).toEqual([1_000, 16_000, 31_000, 46_000]);
    const [first] = kit.observed;
    const begun = kit.clock.now() - 45_000;
    expect(first).toMatchObject({ integrationId: 'demo', askedAt: begun, readAt: begun + 20, channelIds: ['tulip'] });
    expect(first?.open.map(({ caseId }) => caseId)).toEqual(['1']);
    expect(kit.poller.state()).toMatchObject({ state: 'fresh', code: null, lastAt: begun + 30_000 });
  });

  it('never overlap, however slow the answers, and have one request under way', async () => {
    kit.script.open = Array.from({ length: 160 }, (_, index) => aCase(String(index)));
    kit.script.answerMs = 12_000;
    kit.poller.start();
    for (let time = 0; time < 10; time += 1) {
      kit.poller.pollNow();
      await kit.pass(12_000, 500);
    }

    expect(kit.mostUnderWay()).toBe(1);
    expect(kit.observed.every(({ open }) => open.length === 160)).toBe(true);
  });

  it('slow down while nothing is open, until somebody may have begun a case', async () => {
    await firstRound();
    await kit.pass(59_000, 500);
    expect(lists()).toBe(1);
    await kit.pass(2_000, 500);
    expect(lists()).toBe(2);

    await kit.pass(20_000, 500);
    kit.poller.wake();
    await kit.pass(100);
    expect(lists()).toBe(3);
    // Not sooner than at the usual pace.
    await kit.pass(5_000, 500);
    kit.poller.wake();
    await kit.pass(9_000, 500);
    expect(lists()).toBe(3);
    await kit.pass(1_500, 500);
    expect(lists()).toBe(4);
  });

  it('go on at their pace while somebody wants to know of a case', async () => {
    kit.script.wantedCases = ['7'];
    kit.script.ended = [aCase('7', { status: 'pending' })];
    await firstRound();
    await kit.pass(15_000, 500);
    expect(lists()).toBe(2);
  });

  it('go on at their pace while a case is open that CXone has not named yet', async () => {
    kit.script.hasOpen = true;
    await firstRound();
    await kit.pass(16_500, 500);
    expect(lists()).toBe(2);
    kit.script.hasOpen = false;
    await kit.pass(16_500, 500);
    expect(lists()).toBe(3);
    await kit.pass(16_500, 500);
    expect(lists()).toBe(3);
  });

  it('go on at their pace for a case that began and ended before the list was first read', async () => {
    kit.script.wantedAfter = ['7'];
    kit.script.ended = [aCase('7', { status: 'closed' })];
    await firstRound();
    await kit.pass(15_500, 500);
    expect(kit.calls.map(({ call }) => call)).toContain('one 7');
  });

  it('can be brought forward, but not into a storm', async () => {
    kit.script.open = [aCase('1')];
    await firstRound();
    for (let time = 0; time < 100; time += 1) {
      kit.poller.pollNow();
      await kit.pass(100);
    }
    expect(lists()).toBe(6);
  });

  it('end at once when told to stop, with a call under way', async () => {
    kit.script.open = [aCase('1')];
    kit.script.answerMs = 3_600_000;
    kit.poller.start();
    await kit.pass(1_100);
    expect(kit.calls).toHaveLength(1);
    await kit.poller.stop();

    expect(kit.observed).toEqual([]);
    expect(kit.impossible).toEqual([]);
    expect(kit.clock.pendingTimers).toBe(0);
    kit.poller.pollNow();
    kit.poller.start();
    expect(kit.clock.pendingTimers).toBe(0);
  });
});

describe('cases that left the list', () => {
  it('are asked for by themselves, and not again for a while', async () => {
    kit.script.open = [aCase('1'), aCase('2'), aCase('3')];
    await firstRound();
    kit.script.open = [aCase('2')];
    kit.script.ended = [aCase('1', { status: 'resolved' })];
    await kit.pass(15_000);

    expect(kit.askedSince()).toEqual(['list', 'one 1', 'one 3']);
    expect(kit.observed.at(-1)?.gone).toMatchObject([
      { caseId: '1', status: 'resolved' },
      { caseId: '3', missing: true },
    ]);
    kit.script.wantedCases = ['1', '3'];
    await kit.pass(60_000, 100);
    expect(kit.askedSince()).toEqual(['list', 'list', 'list', 'list']);
    await kit.pass(260_000, 500);
    expect(kit.askedSince().filter((call) => call !== 'list')).toEqual(['one 1', 'one 3']);
  });

  it('are seen again on the list when they are opened anew', async () => {
    kit.script.open = [aCase('1')];
    await firstRound();
    kit.script.open = [];
    kit.script.ended = [aCase('1', { status: 'resolved' })];
    await kit.pass(15_000);
    kit.script.open = [aCase('1', { status: 'open' })];
    kit.script.ended = [];
    await kit.pass(60_000, 100);

    expect(kit.observed.at(-1)?.open.map(({ caseId }) => caseId)).toEqual(['1']);
  });

  it('are not all asked for in one round', async () => {
    kit.script.open = Array.from({ length: 60 }, (_, index) => aCase(String(index)));
    await firstRound();
    kit.script.open = [aCase('new')];
    await kit.pass(2_000);
    const seen: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      await kit.pass(15_000);
      seen.push(kit.askedSince().filter((call) => call.startsWith('one')).length);
    }
    expect(seen).toEqual([25, 25, 10]);
  });

  it('are left alone in a round in which they cannot be had', async () => {
    kit.script.wantedCases = ['1', '2', '3', '4'];
    kit.script.oneFault = refusal('CXONE_SERVER_ERROR');
    kit.script.open = [aCase('x')];
    kit.poller.start();
    await kit.pass(1_200);

    expect(kit.askedSince()).toEqual(['list', 'one 1', 'one 2']);
    expect(kit.observed).toHaveLength(1);
    expect(kit.poller.state().state).toBe('fresh');
  });
});

describe('when CXone fails', () => {
  it('waits longer each time, says so, and is back with the first answer', async () => {
    kit.script.listFault = refusal('CXONE_SERVER_ERROR');
    kit.poller.start();
    await kit.pass(900_000, 100);

    const gaps = kit.calls.slice(1).map(({ at }, index) => Math.floor((at - (kit.calls[index]?.at ?? 0)) / 1_000));
    expect(gaps).toEqual([15, 30, 60, 120, 240, 300]);
    expect(kit.impossible).toHaveLength(kit.calls.length);
    expect(kit.observed).toEqual([]);
    expect(kit.poller.state()).toMatchObject({ state: 'failing', code: 'CXONE_SERVER_ERROR', lastAt: null });

    kit.script.listFault = null;
    kit.script.open = [aCase('1')];
    kit.poller.pollNow();
    await kit.pass(100);
    expect(kit.observed).toHaveLength(1);
    expect(kit.poller.state()).toMatchObject({ state: 'fresh', code: null });
    await kit.pass(15_500, 100);
    expect(kit.observed).toHaveLength(2);
  });

  it('waits as long as it is asked to, whoever calls', async () => {
    kit.script.listFault = refusal('CXONE_RATE_LIMITED', 120_000);
    kit.poller.start();
    await kit.pass(1_100);
    for (let time = 0; time < 118; time += 1) {
      kit.poller.pollNow(['1']);
      await kit.pass(1_000, 500);
    }
    expect(kit.calls).toHaveLength(1);
    await kit.pass(3_000);
    expect(kit.calls).toHaveLength(2);
  });

  it('waits as well when one case or the authors were refused for haste', async () => {
    kit.script.open = [aCase('1')];
    kit.script.wantedCases = ['7', '8'];
    kit.script.oneFault = refusal('CXONE_RATE_LIMITED', 60_000);
    await firstRound();
    expect(kit.calls.map(({ call }) => call)).toEqual(['list', 'one 7']);
    expect(kit.observed).toHaveLength(1);
    await kit.pass(58_000, 500);
    expect(kit.calls).toHaveLength(2);

    kit.script.oneFault = null;
    kit.script.wantedCases = [];
    kit.script.wantedMessages = ['a'];
    kit.script.authorsFault = refusal('CXONE_RATE_LIMITED', 60_000);
    await kit.pass(60_000, 500);
    expect(kit.askedSince()).toEqual(['list', 'authors a']);
  });

  it('tells of what was read before a page failed', async () => {
    kit.script.open = Array.from({ length: 120 }, (_, index) => aCase(String(index)));
    kit.script.meanwhile = () => {
      if (kit.calls.length === 2) kit.script.listFault = refusal('CXONE_CASES_UNREADABLE');
    };
    kit.poller.start();
    await kit.pass(1_200);

    expect(kit.observed).toMatchObject([{ channelIds: [], gone: [] }]);
    expect(kit.observed[0]?.open).toHaveLength(50);
    expect(kit.impossible).toEqual(['CXONE_CASES_UNREADABLE']);
    // Those on the other pages have not left the list.
    kit.script.listFault = null;
    kit.script.meanwhile = null;
    await kit.pass(15_500);
    expect(kit.calls.some(({ call }) => call.startsWith('one'))).toBe(false);
  });

  it('stops where it is not allowed, and looks again every quarter of an hour', async () => {
    kit.script.listFault = refusal('CXONE_CASES_NOT_ALLOWED');
    kit.poller.start();
    await kit.pass(1_800_000 + 3_000, 500);

    expect(kit.calls.map(({ at }) => Math.round(at / 60_000))).toEqual([0, 15, 30]);
    expect(kit.impossible).toEqual(Array.from({ length: 3 }, () => 'CXONE_CASES_NOT_ALLOWED'));
    expect(kit.poller.state()).toMatchObject({ state: 'not_possible', code: 'CXONE_CASES_NOT_ALLOWED' });
    // A reconnect may have brought the permission.
    await kit.pass(61_000, 500);
    kit.script.listFault = null;
    kit.poller.pollNow();
    await kit.pass(100);
    expect(kit.poller.state().state).toBe('fresh');
  });
});

describe('one refusal after answers', () => {
  it('is no lack of permission before it comes again', async () => {
    kit.script.open = [aCase('1')];
    await firstRound();
    kit.script.listFault = refusal('CXONE_CASES_NOT_ALLOWED');
    await kit.pass(17_000, 500);
    expect(kit.impossible).toEqual(['CXONE_FORBIDDEN']);
    expect(kit.poller.state().state).toBe('failing');
    kit.script.listFault = null;
    await kit.pass(17_000, 500);
    expect(kit.poller.state().state).toBe('fresh');
    kit.script.listFault = refusal('CXONE_CASES_NOT_ALLOWED');
    await kit.pass(35_000, 500);
    expect(kit.impossible).toEqual(['CXONE_FORBIDDEN', 'CXONE_FORBIDDEN', 'CXONE_CASES_NOT_ALLOWED']);
    expect(kit.poller.state().state).toBe('not_possible');
  });
});

describe('clocks', () => {
  it('that are set during a round make it worthless', async () => {
    kit.script.open = [aCase('1'), aCase('2')];
    await firstRound();
    kit.script.open = [aCase('1')];
    kit.script.ended = [aCase('2', { status: 'resolved' })];
    let isSet = false;
    kit.script.meanwhile = () => {
      if (isSet) return;
      isSet = true;
      kit.clock.setWall(kit.clock.now() + 3_600_000);
    };
    await kit.pass(15_000);
    expect(kit.observed).toHaveLength(1);
    await kit.pass(2_500);

    expect(kit.askedSince()).toEqual(['list', 'one 2', 'list', 'one 2']);
    expect(kit.observed).toHaveLength(2);
    const { askedAt = 0, readAt = 0, gone = [] } = kit.observed[1] ?? {};
    expect(readAt - askedAt).toBe(40);
    expect(gone).toMatchObject([{ caseId: '2', status: 'resolved' }]);
  });
});

describe('long lists', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => aCase(String(index)));

  it('are walked within the ration, and one case is known in seconds nevertheless', async () => {
    kit.script.open = many(20_000);
    kit.poller.start();
    await kit.pass(90_000, 20);
    expect(kit.observed).toHaveLength(1);
    expect(kit.observed[0]?.open).toHaveLength(20_000);

    kit.script.ended = [aCase('urgent', { status: 'closed' })];
    const before = kit.observed.length;
    kit.poller.pollNow(['urgent']);
    await kit.pass(1_500, 20);
    const told = kit.observed.slice(before).find(({ gone }) => gone.length > 0);
    expect(told).toMatchObject({ open: [], channelIds: [], gone: [{ caseId: 'urgent', status: 'closed' }] });
    expect((told?.readAt ?? 0) - (told?.askedAt ?? 0)).toBe(20);

    await kit.pass(500_000, 40);
    const perHour = (kit.calls.length / kit.clock.monotonic()) * 3_600_000;
    expect(perHour).toBeLessThan(13_000);
    expect(kit.observed.filter(({ open }) => open.length > 0).every(({ open }) => open.length === 20_000)).toBe(true);
    expect(kit.poller.state().state).toBe('fresh');
  });

  it('that lead round in circles come to an end', async () => {
    kit.script.page = () => ({ cases: [aCase('1')], next: 'again', hits: null, unreadable: 0 });
    await firstRound();
    expect(kit.calls).toHaveLength(2);
    expect(kit.observed[0]?.open).toHaveLength(1);
  });

  it('without end are cut, and say so', async () => {
    let id = 0;
    kit.script.answerMs = 1;
    kit.script.page = () => ({
      cases: Array.from({ length: 50 }, () => aCase(String((id += 1)))),
      next: `after ${id}`,
      hits: 1_000_000,
      unreadable: 0,
    });
    kit.poller.start();
    await kit.pass(400_000, 200);
    expect(kit.observed[0]?.open.length).toBe(60_000);
    expect(kit.observed[0]?.channelIds).toEqual([]);
    expect(kit.poller.skipped).toBe(940_000);
  });

  it('leave out what is not ours and what has ended', async () => {
    kit.script.open = [aCase('1', { cxoneChannelId: 'theirs' }), aCase('2', { status: 'closed' }), aCase('3')];
    await firstRound();
    expect(kit.observed[0]?.open.map(({ caseId }) => caseId)).toEqual(['3']);
  });
});

describe('authors of our answers', () => {
  it('are asked for in bundles, after the cases', async () => {
    kit.script.open = [aCase('1')];
    kit.script.wantedMessages = Array.from({ length: 200 }, (_, index) => `m${index}`);
    for (const id of kit.script.wantedMessages) kit.script.authors.set(id, 'agent');
    await firstRound();
    const questions = kit.calls
      .filter(({ call }) => call.startsWith('authors'))
      .map(({ call }) => call.split(' ').length - 1);
    expect(questions).toEqual([40, 40, 40]);
    expect(new Set(kit.authors.map(([id]) => id)).size).toBe(120);
  });

  it('are unknown where CXone will not say', async () => {
    kit.script.wantedMessages = ['a', 'b'];
    kit.script.authorsFault = refusal('CXONE_CASES_NOT_ALLOWED');
    await firstRound();
    expect(kit.authors).toEqual([
      ['a', 'unknown'],
      ['b', 'unknown'],
    ]);
    expect(kit.poller.state().state).toBe('fresh');
  });
});
