import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlaReading } from '#shared/domain/sla.ts';
import { nextMoment, readClocks } from '#shared/sla/case-clocks.ts';
import { explain } from '#shared/sla/why.ts';
import { walkSolution } from './minute-clock.ts';
import { randomCase, tellCase, type RandomCase } from './random-case.ts';
import { minuteMs, timelineOf } from './sla-facts.ts';

const later = fc.integer({ min: 0, max: 6_000 }).map((minutes) => minutes * minuteMs);
const rough = randomCase(false);
const exact = randomCase(true);

function keyed(readings: readonly SlaReading[]): Map<string, SlaReading> {
  return new Map(readings.map((reading) => [`${reading.metric} ${String(reading.round)}`, reading]));
}

/** What is seen of a reading, without when it is to be looked at again. */
function seen(readings: ReturnType<typeof readClocks>): unknown {
  return readings.map((reading) => ({ ...reading, changesAt: null }));
}

describe('any clock of any case', () => {
  it('never uses less when more time has passed', () => {
    fc.assert(
      fc.property(rough, later, later, (one, wait, more) => {
        const facts = one.tell(one.lastAt + wait);
        const before = keyed(readClocks(facts, one.timeline, one.lastAt + wait));
        const after = keyed(readClocks(facts, one.timeline, one.lastAt + wait + more));
        for (const [key, reading] of before) {
          const grown = after.get(key);
          // Settings of later may switch nothing off here: every clock is still there.
          expect(grown?.usedMs.least).toBeGreaterThanOrEqual(reading.usedMs.least);
          expect(grown?.usedMs.most).toBeGreaterThanOrEqual(reading.usedMs.most);
          expect(reading.usedMs.most).toBeGreaterThanOrEqual(reading.usedMs.least);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is missed at the deadline it showed before, and not a millisecond earlier', () => {
    fc.assert(
      fc.property(rough, later, (one, wait) => {
        const now = one.lastAt + wait;
        for (const reading of readClocks(one.tell(now), one.timeline, now)) {
          const { deadlineAt, breachedAt, endedAt, metric, round } = reading;
          if (breachedAt !== null && deadlineAt !== null) expect(breachedAt).toBe(deadlineAt);
          if (endedAt !== null || deadlineAt === null || breachedAt !== null || deadlineAt <= now) continue;
          const key = `${metric} ${String(round)}`;
          const at = (moment: number): SlaReading | undefined =>
            keyed(readClocks(one.tell(moment), one.timeline, moment)).get(key);
          expect(at(deadlineAt - 1)).toMatchObject({ deadlineAt, breachedAt: null });
          expect(['running', 'closed']).toContain(at(deadlineAt - 1)?.state);
          const then = at(deadlineAt);
          if (then?.state !== 'unsure') expect(then).toMatchObject({ state: 'breached', breachedAt: deadlineAt });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never called missed by time alone once it was not known', () => {
    fc.assert(
      fc.property(rough, later, later, later, (one, heard, wait, more) => {
        const facts = one.tell(one.begunAt + heard);
        const before = keyed(readClocks(facts, one.timeline, one.lastAt + wait));
        const after = keyed(readClocks(facts, one.timeline, one.lastAt + wait + more));
        for (const [key, reading] of before) {
          if (reading.state === 'unsure') expect(after.get(key)?.state).toBe('unsure');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is never called missed while it goes on and CXone was not heard until the deadline', () => {
    fc.assert(
      fc.property(rough, later, later, (one, heard, wait) => {
        const knownUntil = one.begunAt + heard;
        for (const reading of readClocks(one.tell(knownUntil), one.timeline, one.lastAt + wait)) {
          if (reading.endedAt !== null || reading.breachedAt === null) continue;
          expect(knownUntil).toBeGreaterThanOrEqual(reading.breachedAt);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('reads the same when its settings are saved again without a change', () => {
    fc.assert(
      fc.property(rough, later, fc.array(later, { minLength: 1, maxLength: 3 }), (one, wait, cuts) => {
        const [first] = one.changes;
        if (first === undefined) throw new Error('No settings');
        const now = one.lastAt + wait;
        const froms = cuts.map((cut) => one.begunAt + cut).sort((a, b) => a - b);
        const split = timelineOf(first, ...froms.map((from) => ({ ...first, from })));
        expect(seen(readClocks(one.tell(now), split, now))).toEqual(
          seen(readClocks(one.tell(now), timelineOf(first), now)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('changes by time alone only at the moments it foretells', () => {
    fc.assert(
      fc.property(rough, later, fc.double({ min: 0, max: 1, noNaN: true }), (one, wait, share) => {
        const now = one.lastAt + wait;
        // Heard for all time to come, so that nothing but time can change it.
        const facts = one.tell(Number.MAX_SAFE_INTEGER);
        const readings = readClocks(facts, one.timeline, now);
        const next = nextMoment(readings, now) ?? now + 40 * 86_400_000;
        expect(next).toBeGreaterThan(now);
        const between = Math.min(next - 1, now + Math.floor((next - now) * share));
        const stable = (all: readonly SlaReading[]): unknown =>
          all.map(({ metric, round, state, deadlineAt, breachedAt, grade }) => ({
            metric,
            round,
            state,
            deadlineAt,
            breachedAt,
            grade,
          }));
        expect(stable(readClocks(facts, one.timeline, between))).toEqual(stable(readings));
      }),
      { numRuns: 500 },
    );
  });

  it('is explained to the millisecond', () => {
    fc.assert(
      fc.property(rough, later, (one, wait) => {
        const now = one.lastAt + wait;
        const facts = one.tell(now);
        for (const reading of readClocks(facts, one.timeline, now)) {
          const { steps } = explain(facts, one.timeline, reading, now);
          let sum = 0;
          steps.forEach((step) => {
            if (step.kind === 'open') expect(step.countedMs).toBe(step.until - step.from);
            else expect(step.countedMs).toBe(0);
            sum += step.countedMs;
            expect(step.sumMs).toBe(sum);
          });
          expect(steps.findLast(({ kind }) => kind === 'now' || kind === 'end')?.sumMs).toBe(reading.usedMs.least);
          const target = steps.find(({ kind }) => kind === 'target');
          if (reading.deadlineAt !== null && reading.endedAt === null) {
            expect(target?.from).toBe(reading.deadlineAt);
            expect(target?.sumMs).toBeGreaterThanOrEqual(0);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('the solution clock', () => {
  it('reads as a stopwatch that is looked at every minute', () => {
    let missed = 0;
    fc.assert(
      fc.property(exact, fc.integer({ min: 0, max: 3_000 }), (one: RandomCase, wait) => {
        const now = one.lastAt + wait * minuteMs;
        const facts = one.tell(now);
        const noted = walkSolution(facts, one.changes, now);
        const reading = readClocks(facts, one.timeline, now).find(
          ({ metric, round }) => metric === 'solution' && round === 0,
        );
        // A close that a rule calls missed is missed at no deadline.
        const passedAt = reading?.deadlineAt === null ? null : (reading?.breachedAt ?? null);
        expect({ breachedAt: passedAt, usedMs: reading?.usedMs.least }).toEqual(noted);
        if (noted.breachedAt !== null) missed += 1;
      }),
      { numRuns: 1_500 },
    );
    expect(missed, 'targets missed among the cases tried').toBeGreaterThan(100);
  }, 60_000);
});

describe('the first response', () => {
  it('is never better for a later answer', () => {
    fc.assert(
      fc.property(exact, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 900 }), (one, soon, more) => {
        const answered = (after: number): SlaReading | undefined => {
          const answer = { kind: 'answer', after, width: 0, author: 'agent', status: 'open', agent: null } as const;
          const { tell } = tellCase(one.begunAt, [answer], true);
          const now = one.begunAt + 2_000 * minuteMs;
          return readClocks(tell(now), one.timeline, now)[0];
        };
        const early = answered(soon);
        const late = answered(soon + more);
        expect(late?.usedMs.least).toBeGreaterThanOrEqual(early?.usedMs.least ?? Infinity);
        if (late?.state === 'attained') expect(early?.state).toBe('attained');
        if (early?.state === 'breached') expect(late?.breachedAt).toBe(early.breachedAt);
      }),
      { numRuns: 500 },
    );
  });
});
