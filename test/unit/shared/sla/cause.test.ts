import { describe, expect, it } from 'vitest';
import type { SlaCaseFacts } from '#shared/domain/sla.ts';
import { readClocks } from '#shared/sla/case-clocks.ts';
import { causeOf, heldFor, outagesFor, type OutageStretch } from '#shared/sla/cause.ts';
import { compileCalendar } from '#shared/sla/office-hours.ts';
import type { ClockReading } from '#shared/sla/read-round.ts';
import { calendarOf, CaseTale, hourMs, minuteMs, minutes, timelineOf, type Change } from './sla-facts.ts';

const office = compileCalendar(calendarOf());

function outage(from: number, until: number, more: Partial<OutageStretch> = {}): OutageStretch {
  return {
    from: minutes(from),
    until: minutes(until),
    leg: 'cxoneIn',
    incidentId: 'incident-1',
    maintenance: false,
    ...more,
  };
}

function read(facts: SlaCaseFacts, now: number, metric = 'first_response', change: Change = {}): ClockReading {
  const reading = readClocks(facts, timelineOf(change), now).find((one) => one.metric === metric);
  if (reading === undefined) throw new Error('No such clock');
  return reading;
}

/** Written on Monday at 10:00, missed at 10:30. */
const unanswered = new CaseTale().writes(minutes(0)).facts(minutes(60));
const missed = read(unanswered, minutes(60));

describe('the cause of a missed target', () => {
  it('is people where everything worked', () => {
    expect(causeOf(missed, office, [], [])).toEqual({ cause: 'people', outage: null });
  });

  it('is the outage when the time lost would have kept it', () => {
    expect(causeOf(missed, office, [], [outage(10, 15)])).toEqual({
      cause: 'outage',
      outage: { lostMs: 5 * minuteMs, heldMs: 0, legs: ['cxoneIn'], incidentIds: ['incident-1'], maintenance: false },
    });
  });

  it('counts time once, however many legs and incidents lie over one another', () => {
    const all = [
      outage(5, 15),
      outage(10, 20, { leg: 'wechatOut', incidentId: 'incident-2', maintenance: true }),
      outage(12, 14, { incidentId: null }),
    ];
    expect(causeOf(missed, office, [{ from: minutes(18), until: minutes(25) }], all).outage).toEqual({
      lostMs: 20 * minuteMs,
      heldMs: 7 * minuteMs,
      legs: ['cxoneIn', 'wechatOut'],
      incidentIds: ['incident-1', 'incident-2'],
      maintenance: true,
    });
  });

  it('is people when the outage came after the deadline, or before the request', () => {
    expect(causeOf(missed, office, [], [outage(30, 50), outage(-60, 0)])).toEqual({ cause: 'people', outage: null });
  });

  it('counts office time only: an outage of the night costs nobody anything', () => {
    const evening = Date.UTC(2026, 0, 12, 16, 50);
    const facts = new CaseTale().writes(evening).facts(evening + 48 * hourMs);
    const reading = read(facts, evening + 48 * hourMs);
    const night = { ...outage(0, 0), from: evening + 10 * minuteMs, until: evening + 15 * hourMs };
    expect(causeOf(reading, office, [], [night])).toEqual({ cause: 'people', outage: null });
    const morning = { ...night, until: night.until + 20 * minuteMs };
    expect(causeOf(reading, office, [], [morning])).toMatchObject({
      cause: 'outage',
      outage: { lostMs: 10 * minuteMs },
    });
  });

  it('is the outage when the message itself waited in the relay', () => {
    const facts = new CaseTale().writes(minutes(0), minutes(12)).facts(minutes(60));
    expect(causeOf(read(facts, minutes(60)), office, heldFor(facts, minutes(60)), [])).toEqual({
      cause: 'outage',
      outage: { lostMs: 12 * minuteMs, heldMs: 12 * minuteMs, legs: [], incidentIds: [], maintenance: false },
    });
  });

  it('is people when the message took the moment that every message takes', () => {
    const facts = new CaseTale().writes(minutes(0), minutes(0) + 900).facts(minutes(60));
    expect(causeOf(read(facts, minutes(60)), office, heldFor(facts, minutes(60)), [])).toEqual({
      cause: 'people',
      outage: null,
    });
  });

  it('does not count an outage while a rule held the clock', () => {
    const facts = new CaseTale()
      .writes(minutes(0))
      .becomes('pending', minutes(30))
      .becomes('open', minutes(90))
      .facts(minutes(300));
    const reading = read(facts, minutes(300), 'solution', { rules: { waitingForCustomer: 'pending_status' } });
    expect(reading.breachedAt).toBe(minutes(180));
    expect(causeOf(reading, office, [], [outage(30, 90)])).toEqual({ cause: 'people', outage: null });
    expect(causeOf(reading, office, [], [outage(80, 91)])).toMatchObject({
      cause: 'outage',
      outage: { lostMs: minuteMs },
    });
  });

  it('is people when a rule calls it missed at the close, though the outage is named', () => {
    const facts = new CaseTale().writes(minutes(0)).becomes('closed', minutes(10)).facts(minutes(20));
    const reading = read(facts, minutes(20), 'first_response', { rules: { closedWithoutAnswer: 'missed' } });
    expect(causeOf(reading, office, [], [outage(2, 5)])).toMatchObject({
      cause: 'people',
      outage: { lostMs: 3 * minuteMs },
    });
  });

  it('is people when a shorter target came that even the lost time does not explain', () => {
    const timeline = timelineOf({}, { from: minutes(25), targets: { first_response: 10 * minuteMs } });
    const reading = readClocks(unanswered, timeline, minutes(60))[0];
    if (reading === undefined) throw new Error('No such clock');
    expect(reading.breachedAt).toBe(minutes(25));
    expect(causeOf(reading, office, [], [outage(0, 15)]).cause).toBe('people');
    expect(causeOf(reading, office, [], [outage(0, 16)]).cause).toBe('outage');
  });

  it('knows nothing to explain about a target that was kept', () => {
    expect(causeOf(read(unanswered, minutes(20)), office, [], [outage(0, 30)])).toEqual({
      cause: 'people',
      outage: null,
    });
  });

  it('names twenty incidents at most', () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      outage(index, index + 1, { incidentId: `i${String(index)}` }),
    );
    expect(causeOf(missed, office, [], many).outage?.incidentIds).toHaveLength(20);
  });
});

describe('the outages that matter', () => {
  const all = (['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut'] as const).map((leg) => outage(0, 30, { leg }));
  const facts = new CaseTale().writes(minutes(0), minutes(10)).facts(minutes(60));

  it('are those of the way in until the request reached CXone, those of the way out afterwards', () => {
    expect(outagesFor(facts, read(facts, minutes(60)), all).map(({ leg, from, until }) => [leg, from, until])).toEqual([
      ['wechatIn', minutes(0), minutes(10)],
      ['wechatOut', minutes(10), minutes(30)],
      ['cxoneIn', minutes(10), minutes(30)],
      ['cxoneOut', minutes(0), minutes(10)],
    ]);
  });

  it('are those of the way in alone while the request has not reached CXone', () => {
    const stuck = new CaseTale().writes(minutes(0), null).facts(null, { caseId: null });
    expect(outagesFor(stuck, read(stuck, minutes(60)), all).map(({ leg }) => leg)).toEqual(['wechatIn', 'cxoneOut']);
  });

  it('are all four for the solution', () => {
    expect(outagesFor(facts, read(facts, minutes(60), 'solution'), all)).toEqual(all);
  });

  it('are those of the way out for what begins with an assignment', () => {
    const assigned = new CaseTale().writes(minutes(0)).assigned('Ann', minutes(1)).facts(minutes(60));
    const reading = read(assigned, minutes(60), 'agent_first_response');
    expect(outagesFor(assigned, reading, all).map(({ leg }) => leg)).toEqual(['wechatOut', 'cxoneIn']);
  });

  it('hold a message that still waits until now', () => {
    const stuck = new CaseTale().writes(minutes(0), null).answers(minutes(5)).facts(null);
    expect(heldFor(stuck, minutes(40))).toEqual([{ from: minutes(0), until: minutes(40) }]);
  });
});
