import { describe, expect, it } from 'vitest';
import { decideRestart, defaultRestartPolicy } from '#main/relay-host/restart-policy.ts';

const crashes = (count: number, everyMs: number): number[] =>
  Array.from({ length: count }, (_, index) => index * everyMs);

describe('restart policy', () => {
  it('waits longer after each crash: 1, 2, 4, 8 and again 8 seconds', () => {
    const delays = [1, 2, 3, 4, 5].map((count) => {
      const at = crashes(count, 100);
      const decision = decideRestart(defaultRestartPolicy, at, at.at(-1) ?? 0);
      return decision.kind === 'restart' ? decision.delayMs : decision.kind;
    });

    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
  });

  it('gives up at the sixth crash within a minute', () => {
    expect(decideRestart(defaultRestartPolicy, crashes(6, 5_000), 25_000)).toEqual({
      kind: 'give_up',
      crashesInWindow: 6,
    });
  });

  it('forgets crashes that are a minute old', () => {
    const at = [0, 1_000, 2_000, 3_000, 4_000, 64_000];

    expect(decideRestart(defaultRestartPolicy, at, 64_000)).toMatchObject({ kind: 'restart', delayMs: 1_000 });
  });
});
