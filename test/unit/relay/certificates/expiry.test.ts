import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueNotices, expiryStep, nextStepAt, timeLine, type ToldSteps } from '#relay/certificates/expiry.ts';
import { countedSteps, withTold, type ExpiryMemory } from '#relay/certificates/expiry-memory.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 0, 1);
const ending = (days: number, sha256 = 'a') => ({ sha256, validUntil: now + days * dayMs });

describe('warnings of certificates that end', () => {
  it.each([
    [61, null],
    [60, 60],
    [31, 60],
    [30, 30],
    [14, 14],
    [8, 14],
    [7, 7],
    [3, 3],
    [2, 3],
    [1, 1],
    [0.01, 1],
    [0, 0],
    [-5, 0],
  ])('%d days before the end: step %s', (days, step) => {
    expect(expiryStep(ending(days), now)).toBe(step);
  });

  it('come once per certificate and step, however often one looks', () => {
    const certificate = ending(70);
    let memory: ExpiryMemory = {};
    const steps: number[] = [];
    for (let hour = 0; hour < 72 * 24; hour += 1) {
      const at = now + hour * 3_600_000;
      const notices = dueNotices([certificate], countedSteps(memory, at), at);
      steps.push(...notices.map(({ step }) => step));
      memory = withTold(memory, notices, [certificate], at);
    }
    expect(steps).toEqual([60, 30, 14, 7, 3, 1, 0]);
  });

  it('name only the narrowest step after a long absence', () => {
    expect(dueNotices([ending(100)], {}, now + 97.5 * dayMs)).toMatchObject([{ step: 3, daysLeft: 2 }]);
  });

  it('begin anew for the certificate that follows', () => {
    const told: ToldSteps = { a: 1 };
    expect(dueNotices([ending(50, 'b')], told, now)).toMatchObject([{ step: 60 }]);
  });

  it('come next at the nearest moment of all, and never once everything has ended', () => {
    expect(nextStepAt([ending(70), ending(20, 'b')], now)).toBe(now + 6 * dayMs);
    expect(nextStepAt([ending(60)], now)).toBe(now + 30 * dayMs);
    expect(nextStepAt([ending(0.5)], now)).toBe(now + dayMs / 2);
    expect(nextStepAt([ending(0), ending(-3, 'b')], now)).toBeNull();
    expect(nextStepAt([], now)).toBeNull();
  });

  it('are in the order of the ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -100, max: 400 }), fc.string({ minLength: 1, maxLength: 2 }))),
        (pairs) => {
          const line = timeLine(pairs.map(([days, sha256]) => ending(days, sha256)));
          expect(new Set(line.map(({ sha256 }) => sha256)).size).toBe(line.length);
          line.forEach((one, index) => {
            expect(one.validUntil).toBeGreaterThanOrEqual(line[index - 1]?.validUntil ?? -Infinity);
          });
        },
      ),
    );
  });
});

describe('what was told', () => {
  const tell = (memory: ExpiryMemory, at: number, certificates = [ending(100)]) => {
    const notices = dueNotices(certificates, countedSteps(memory, at), at);
    return { steps: notices.map(({ step }) => step), memory: withTold(memory, notices, certificates, at) };
  };

  it('by a clock far ahead does not count when the clock is right again', () => {
    const ahead = tell({}, now + 400 * dayMs);
    expect(ahead.steps).toEqual([0]);
    let { memory } = ahead;
    const steps: number[] = [];
    for (let day = 0; day <= 101; day += 1) {
      const turn = tell(memory, now + day * dayMs);
      steps.push(...turn.steps);
      ({ memory } = turn);
    }
    expect(steps).toEqual([60, 30, 14, 7, 3, 1, 0]);
    expect(tell(memory, now + 400 * dayMs).steps).toEqual([]);
  });

  it('counts again when a clock set back is put right', () => {
    let memory: ExpiryMemory = {};
    for (let day = 0; day <= 87; day += 1) ({ memory } = tell(memory, now + day * dayMs));
    for (const day of [86.5, 70, 30, 87, 86.99, 20, 88]) {
      const turn = tell(memory, now + day * dayMs);
      expect(turn.steps).toEqual([]);
      ({ memory } = turn);
    }
  });

  it('is never told a second time by a clock that goes forward, whatever the pace', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 * 24 })), (hours) => {
        let memory: ExpiryMemory = {};
        let at = now;
        const steps: number[] = [];
        for (const hour of hours) {
          at += hour * 3_600_000;
          const turn = tell(memory, at);
          steps.push(...turn.steps);
          ({ memory } = turn);
        }
        expect(steps).toEqual([...new Set(steps)].sort((one, other) => other - one));
      }),
    );
  });

  it('of one that went out of use is kept until a while after its end', () => {
    const { memory } = tell({}, now, [ending(50)]);
    const without = withTold(memory, [], [], now + 60 * dayMs);
    expect(dueNotices([ending(50)], countedSteps(without, now), now)).toEqual([]);
    expect(withTold(without, [], [], now + 81 * dayMs)).toEqual({});
    expect(withTold(without, [], [ending(50)], now + 81 * dayMs)).toEqual(without);
  });
});
