import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '#relay/core/memory-budget.ts';
import { CatchUpEstimate } from '#relay/reconnect/catch-up-estimate.ts';
import { TokenRation } from '#relay/reconnect/token-ration.ts';
import { Turns } from '#relay/reconnect/turns.ts';
import { WorkerMemory } from '#relay/reconnect/worker-memory.ts';

describe('the ration of new tokens', () => {
  it('property: never two within a minute, never eleven within an hour', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 200 });
    fc.assert(
      fc.property(gaps, (waits) => {
        const ration = new TokenRation();
        const taken: number[] = [];
        let now = 0;
        for (const waitMs of waits) {
          now += waitMs;
          if (ration.take(now)) taken.push(now);
        }
        for (const [index, at] of taken.entries()) {
          const before = taken[index - 1];
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(60_000);
          expect(taken.filter((other) => other <= at && at - other < 3_600_000).length).toBeLessThanOrEqual(10);
        }
        expect(waits.length === 0 || taken.length > 0).toBe(true);
      }),
    );
  });
});

describe('the estimate', () => {
  const settled = (waiting: number, delivered: number) => ({
    waiting,
    delivered,
    expired: 0,
    failed: 0,
    unconfirmed: 0,
  });

  it('goes by the pace of the last seconds', () => {
    const estimate = new CatchUpEstimate(100);
    expect(estimate.next(settled(100, 0), 0).remainingMs).toBeNull();
    expect(estimate.next(settled(90, 10), 1_000).remainingMs).toBe(9_000);
    estimate.next(settled(50, 50), 11_500);
    expect(estimate.next(settled(45, 55), 12_500).remainingMs).toBe(9_000);
    expect(estimate.next(settled(0, 100), 13_000).remainingMs).toBe(0);
  });

  it('is none while nothing moves', () => {
    const estimate = new CatchUpEstimate(10);
    for (let now = 0; now < 20_000; now += 500) expect(estimate.next(settled(10, 0), now).remainingMs).toBeNull();
  });
});

describe('turns', () => {
  it('are given in order, so many at a time', async () => {
    const turns = new Turns(2);
    const taken: number[] = [];
    const all = [1, 2, 3, 4].map((no) => turns.take().then(() => taken.push(no)));
    await Promise.all(all.slice(0, 2));
    expect(taken).toEqual([1, 2]);
    turns.giveBack();
    turns.giveBack();
    await Promise.all(all);
    expect(taken).toEqual([1, 2, 3, 4]);
  });
});

describe("a worker's memory", () => {
  const text = (length: number) => ({ kind: 'text', text: 'x'.repeat(length) }) as const;

  it('gives everything back at the end, and nothing twice', () => {
    const shared = new MemoryBudget(10_000);
    const other = text(10);
    shared.take(other);
    const before = shared.usedBytes;
    const memory = new WorkerMemory(shared);
    const contents = [text(1), text(2), text(3)];
    for (const content of contents) memory.take(content);
    expect(shared.usedBytes).toBe(before + memory.usedBytes);
    memory.giveBack(contents[0] ?? other);
    memory.release();
    expect(shared.usedBytes).toBe(before);
    // What ended late in the old worker.
    memory.giveBack(contents[1] ?? other);
    memory.take(contents[2] ?? other);
    expect(shared.usedBytes).toBe(before);
  });

  it('is spent when the shared memory is', () => {
    const shared = new MemoryBudget(2_000);
    const memory = new WorkerMemory(shared);
    expect(memory.isSpent).toBe(false);
    shared.take(text(2_000));
    expect(memory.isSpent).toBe(true);
  });
});
