import { describe, expect, it } from 'vitest';
import { SlaWhy, type SlaCaseFacts } from '#shared/domain/sla.ts';
import { type SlaMetric } from '#shared/domain/sla-settings.ts';
import { readClocks } from '#shared/sla/case-clocks.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { explain } from '#shared/sla/why.ts';
import { calendarOf, CaseTale, dayMs, minuteMs, minutes, timelineOf } from './sla-facts.ts';

function why(facts: SlaCaseFacts, timeline: PolicyTimeline, now: number, metric: SlaMetric = 'first_response'): SlaWhy {
  const reading = readClocks(facts, timeline, now).find((one) => one.metric === metric);
  if (reading === undefined) throw new Error('No such clock');
  return explain(facts, timeline, reading, now);
}

/** kind, beginning on the clock of UTC, minutes counted, sum, note. */
function told({ steps }: SlaWhy): unknown[] {
  return steps.map(({ kind, from, countedMs, sumMs, note }) => [
    kind,
    new Date(from).toISOString().slice(5, 16),
    countedMs / minuteMs,
    sumMs / minuteMs,
    note,
  ]);
}

describe('why this deadline', () => {
  it('goes from the request through closed hours and a holiday to the deadline', () => {
    const calendar = {
      ...calendarOf(),
      exceptions: [{ date: '2026-04-27', name: 'King’s Day', spans: [] }],
    };
    const friday = Date.UTC(2026, 3, 24, 15, 50);
    const facts = new CaseTale().writes(friday).facts(friday + dayMs);
    const story = why(facts, timelineOf({ calendar }), friday + dayMs);
    expect(told(story)).toEqual([
      ['start', '04-24T15:50', 0, 0, null],
      ['open', '04-24T15:50', 10, 10, null],
      ['closed', '04-24T16:00', 0, 10, null],
      ['now', '04-25T15:50', 0, 10, null],
      ['closed', '04-25T15:50', 0, 10, 'King’s Day'],
      ['open', '04-28T07:00', 20, 30, null],
      ['target', '04-28T07:20', 0, 30, null],
    ]);
    expect(story).toMatchObject({
      policy: 'global',
      timeZone: 'Europe/Amsterdam',
      calendarName: 'office',
      stepsLeftOut: 0,
    });
    expect(() => SlaWhy.parse(story)).not.toThrow();
  });

  it('names the status that held it and the settings that changed', () => {
    const facts = new CaseTale()
      .writes(minutes(0))
      .becomes('pending', minutes(10))
      .becomes('open', minutes(40))
      .facts(minutes(60));
    const rules = { waitingForCustomer: 'pending_status' as const };
    const timeline = timelineOf({ rules }, { rules, from: minutes(50), targets: { solution: 30 * minuteMs } });
    expect(told(why(facts, timeline, minutes(60), 'solution'))).toEqual([
      ['start', '01-12T09:00', 0, 0, null],
      ['open', '01-12T09:00', 10, 10, null],
      ['held', '01-12T09:10', 0, 10, 'pending'],
      ['open', '01-12T09:40', 10, 20, null],
      ['policy_changed', '01-12T09:50', 0, 20, 'v2'],
      ['open', '01-12T09:50', 10, 30, null],
      ['target', '01-12T10:00', 0, 30, null],
      ['now', '01-12T10:00', 0, 30, null],
    ]);
  });

  it('shows what a clock that is held waits for, up to now', () => {
    const facts = new CaseTale().writes(minutes(0)).becomes('resolved', minutes(10)).facts(minutes(60));
    expect(told(why(facts, timelineOf(), minutes(60)))).toEqual([
      ['start', '01-12T09:00', 0, 0, null],
      ['open', '01-12T09:00', 10, 10, null],
      ['held', '01-12T09:10', 0, 10, 'resolved'],
      ['now', '01-12T10:00', 0, 10, null],
    ]);
  });

  it('ends at the end', () => {
    const facts = new CaseTale().writes(minutes(0)).answers(minutes(12)).facts(minutes(60));
    expect(told(why(facts, timelineOf(), minutes(60))).slice(-2)).toEqual([
      ['open', '01-12T09:00', 12, 12, null],
      ['end', '01-12T09:12', 0, 12, null],
    ]);
  });

  it('keeps a hundred and twenty steps of a year, the beginning and the newest', () => {
    const facts = new CaseTale().writes(minutes(0)).facts(minutes(0) + 360 * dayMs);
    const now = minutes(0) + 360 * dayMs;
    const story = why(facts, timelineOf({ targets: { solution: 300 * dayMs } }), now, 'solution');
    expect(story.steps).toHaveLength(120);
    expect(story.stepsLeftOut).toBeGreaterThan(300);
    expect(story.steps[0]?.kind).toBe('start');
    expect(story.steps.at(-1)?.kind).toBe('target');
    expect(story.steps.find(({ kind }) => kind === 'now')?.sumMs).toBe(story.reading.usedMs.least);
  });
});
