import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestWaitMs, nextTry, retrySchedulesMs } from '#relay/core/retry-policy.ts';

const base = {
  direction: 'inbound',
  failedAttempts: 1,
  acceptedAt: 0,
  now: 0,
  retryAfterMs: null,
  chance: () => 0.5,
} as const;

describe('retry policy', () => {
  it('waits two seconds after the first failure toward CXone, one toward WeChat', () => {
    expect(nextTry(base)).toEqual({ kind: 'retry', dueAt: 2_000 });
    expect(nextTry({ ...base, direction: 'outbound' })).toEqual({ kind: 'retry', dueAt: 1_000 });
  });

  it('keeps the last wait for every further attempt', () => {
    expect(nextTry({ ...base, failedAttempts: 100 })).toEqual({ kind: 'retry', dueAt: 3_600_000 });
  });

  it('gives up 48 hours after acceptance, not before', () => {
    expect(nextTry({ ...base, now: longestWaitMs - 1 }).kind).toBe('retry');
    expect(nextTry({ ...base, now: longestWaitMs }).kind).toBe('exhausted');
  });

  it('never tries earlier than the other side asked', () => {
    expect(nextTry({ ...base, retryAfterMs: 40_000 })).toEqual({ kind: 'retry', dueAt: 40_000 });
    expect(nextTry({ ...base, retryAfterMs: 3_600_000 })).toEqual({ kind: 'retry', dueAt: 3_600_000 });
  });

  it('takes an absurd wait for no answer', () => {
    for (const retryAfterMs of [-5_000, 0, 1e15]) expect(nextTry({ ...base, retryAfterMs })).toEqual(nextTry(base));
  });

  it('stays within a fifth of the schedule', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('inbound' as const, 'outbound' as const),
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (direction, failedAttempts, chance) => {
          const next = nextTry({ ...base, direction, failedAttempts, chance: () => chance });
          const schedule = retrySchedulesMs[direction];
          const planned = schedule[Math.min(failedAttempts, schedule.length) - 1] ?? NaN;
          if (next.kind !== 'retry') return false;
          return next.dueAt >= Math.floor(planned * 0.8) && next.dueAt <= Math.ceil(planned * 1.2);
        },
      ),
    );
  });
});
