import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SlaCaseFacts } from '#shared/domain/sla.ts';
import { policyTimeline } from '#shared/sla/policy-timeline.ts';
import { movesOf } from '#shared/sla/preview.ts';
import { calendarOf, CaseTale, minuteMs, minutes, settingsWith, timelineOf, type Change } from './sla-facts.ts';

const off = { solution: null, agent_first_response: null, agent_follow_up: null, customer_idle: null };
const now = minutes(60);
const nameOf = (id: ChannelId): string => `Channel ${id}`;

function written(id: string, at: number): SlaCaseFacts {
  return new CaseTale().writes(minutes(at)).facts(now, { id });
}

/** The first response alone, 30 minutes, and what else is said. */
function first(change: Change & { readonly from?: number } = {}): Change & { readonly from?: number } {
  return { ...change, targets: { ...off, ...change.targets } };
}

describe('the preview of settings', () => {
  const open = [written('a', 40), written('b', 55), written('c', 20)];

  it('moves nothing where nothing changes', () => {
    expect(movesOf(open, timelineOf(first()), timelineOf(first(), first({ from: now })), now, nameOf)).toEqual({
      openClocks: 3,
      sooner: 0,
      later: 0,
      wouldBreach: 0,
      appearOrEnd: 0,
      moves: [],
    });
  });

  it('tells what comes sooner and what would be missed at once, most urgent first', () => {
    const shorter = timelineOf(first(), first({ from: now, targets: { first_response: 15 * minuteMs } }));
    const preview = movesOf(open, timelineOf(first()), shorter, now, nameOf);
    expect(preview).toMatchObject({ openClocks: 3, sooner: 2, later: 0, wouldBreach: 1, appearOrEnd: 0 });
    // 'c' had been missed already, at 10:50: that stays.
    expect(
      preview.moves.map(({ id, before, after }) => [id, before?.deadlineAt, after?.deadlineAt, after?.state]),
    ).toEqual([
      ['a', minutes(70), minutes(60), 'breached'],
      ['b', minutes(85), minutes(70), 'running'],
    ]);
    expect(preview.moves[0]).toMatchObject({
      channelName: 'Channel wx-service',
      metric: 'first_response',
      caseId: '1001',
    });
  });

  it('tells what comes later', () => {
    const longer = timelineOf(first(), first({ from: now, targets: { first_response: 60 * minuteMs } }));
    const preview = movesOf(open, timelineOf(first()), longer, now, nameOf);
    expect(preview).toMatchObject({ sooner: 0, later: 2, wouldBreach: 0 });
  });

  it('weighs settings of tomorrow as they will be tomorrow', () => {
    const tomorrow = minutes(24 * 60);
    const facts = [new CaseTale().writes(minutes(59)).facts(now, { id: 'a' })];
    const slow = first({ targets: { first_response: 600 * minuteMs } });
    const quick = first({ from: tomorrow, targets: { first_response: 60 * minuteMs } });
    const preview = movesOf(facts, timelineOf(slow), timelineOf(slow, quick), now, nameOf);
    expect(preview).toMatchObject({ sooner: 1, wouldBreach: 1 });
    expect(preview.moves[0]?.after).toEqual({ deadlineAt: tomorrow, state: 'breached' });
  });

  it('tells clocks that appear and clocks that are timed no longer', () => {
    const solutionOnly = timelineOf(first(), {
      from: minutes(120),
      targets: { ...off, first_response: null, solution: 120 * minuteMs },
    });
    const preview = movesOf([written('a', 55)], timelineOf(first()), solutionOnly, now, nameOf);
    expect(preview).toMatchObject({ openClocks: 1, appearOrEnd: 2, sooner: 0, later: 0 });
    expect(preview.moves.map(({ metric, before, after }) => [metric, before !== null, after !== null])).toEqual([
      ['solution', false, true],
      ['first_response', true, false],
    ]);
  });

  it('follows a change of hours, and shows what stands after all that runs', () => {
    const evening = calendarOf('Europe/Amsterdam', [{ from: '20:00', until: '22:00' }], 'evening');
    const pending = new CaseTale().writes(minutes(50)).becomes('pending', minutes(55)).facts(now, { id: 'p' });
    const change: Change = { targets: { ...off, first_response: null, solution: 60 * minuteMs } };
    const after = timelineOf(change, {
      ...change,
      from: now,
      calendar: evening,
      rules: { waitingForCustomer: 'pending_status' },
    });
    const preview = movesOf([pending, written('a', 40)], timelineOf(change), after, now, nameOf);
    // Twenty minutes are used of 'a': it goes on at 20:00, ten hours after this Monday's 10:00.
    expect(preview.moves.map(({ id, after: then }) => [id, then])).toEqual([
      ['a', { state: 'closed', deadlineAt: minutes(640) }],
      ['p', { state: 'held', deadlineAt: null }],
    ]);
    expect(preview).toMatchObject({ sooner: 0, later: 2, wouldBreach: 0 });
  });

  it('leaves alone the channels that have a policy of their own', () => {
    const own = ChannelId.parse('own');
    const settings = settingsWith(first());
    const before = { ...settings, channels: [{ channelId: own, policy: settings.global }] };
    const shorter = settingsWith(first({ targets: { first_response: 20 * minuteMs } }));
    const after = { ...shorter, channels: before.channels };
    const facts = [written('a', 55), { ...written('b', 55), channelId: own }];
    const versions = [
      { id: 'v1', settings: before, appliesFrom: 0 },
      { id: 'v2', settings: after, appliesFrom: now },
    ];
    const preview = movesOf(facts, policyTimeline(versions.slice(0, 1)), policyTimeline(versions), now, nameOf);
    expect(preview.moves.map(({ id }) => id)).toEqual(['a']);
  });

  it('names 200 of 20,000 open cases, and counts them all', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => written(`c${String(index)}`, 31 + (index % 29)));
    const shorter = timelineOf(first(), first({ from: now, targets: { first_response: 20 * minuteMs } }));
    const startedAt = performance.now();
    const preview = movesOf(many, timelineOf(first()), shorter, now, nameOf);
    expect(preview).toMatchObject({ openClocks: 20_000, sooner: 20_000 });
    expect(preview.moves).toHaveLength(200);
    const deadlines = preview.moves.map(({ after }) => after?.deadlineAt ?? Infinity);
    expect(deadlines).toEqual([...deadlines].sort((a, b) => a - b));
    // A guard against arithmetic that walks minutes, with room for a busy machine.
    expect(performance.now() - startedAt).toBeLessThan(8_000);
  });
});
