import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterTelling, dueNotices, expiryStep, timeLine, type ToldSteps } from '#relay/certificates/expiry.ts';

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
    let told: ToldSteps = {};
    const steps: number[] = [];
    for (let hour = 0; hour < 72 * 24; hour += 1) {
      const notices = dueNotices([certificate], told, now + hour * 3_600_000);
      steps.push(...notices.map(({ step }) => step));
      told = afterTelling(told, notices, [certificate]);
    }
    expect(steps).toEqual([60, 30, 14, 7, 3, 1, 0]);
  });

  it('name only the narrowest step after a long absence, and nothing again when the clock is set back', () => {
    const certificate = ending(100);
    const notices = dueNotices([certificate], {}, now + 97.5 * dayMs);
    expect(notices).toMatchObject([{ step: 3, daysLeft: 2 }]);
    const told = afterTelling({}, notices, [certificate]);
    expect(dueNotices([certificate], told, now + 80 * dayMs)).toEqual([]);
  });

  it('begin anew for the certificate that follows, and forget the one that is gone', () => {
    const told = afterTelling({ a: 1 }, [], [ending(50, 'b')]);
    expect(told).toEqual({});
    expect(dueNotices([ending(50, 'b')], told, now)).toMatchObject([{ step: 60 }]);
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
