import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PushWatch } from '#relay/core/push-watch.ts';

const second = 1_000;
const minute = 60 * second;

describe('pushes that pass by', () => {
  it('silence is never held against anybody, however long', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10 * minute)), fc.nat(30 * 24 * 60 * minute), (pauses, silence) => {
        const watch = new PushWatch(0);
        let at = 0;
        for (const [index, pause] of pauses.entries()) {
          at += pause;
          watch.pushed(`push ${index}`, at);
          watch.answered(20, at + 20);
        }
        expect(watch.judge(at + silence).kind).toBe(pauses.length === 0 ? 'silent' : 'ok');
      }),
      { numRuns: 1_000 },
    );
  });

  it('an answer close to the five seconds is a slow one, for a while', () => {
    const watch = new PushWatch(0);
    watch.pushed('a', 0);
    watch.answered(4_000, 4_000);
    expect(watch.judge(5_000)).toEqual({ kind: 'ok' });
    watch.pushed('b', 10_000);
    watch.answered(4_100, 14_100);
    expect(watch.judge(15_000)).toEqual({ kind: 'slow', slowestMs: 4_100 });
    expect(watch.judge(14_100 + 5 * minute)).toEqual({ kind: 'ok' });
  });

  it('the same push five seconds later says that WeChat missed the answer', () => {
    const watch = new PushWatch(0);
    for (const key of ['a', 'b']) {
      watch.pushed(key, 0);
      watch.answered(30, 30);
    }
    watch.pushed('a', 5_000);
    watch.answered(30, 5_030);
    expect(watch.judge(6_000)).toEqual({ kind: 'ok' });
    watch.pushed('b', 5_100);
    expect(watch.judge(6_000)).toEqual({ kind: 'slow', slowestMs: 5_000 });
  });

  it('copies at once, and repeats of what was turned away, say nothing', () => {
    const watch = new PushWatch(0);
    for (const at of [0, 10, 20, 900]) watch.pushed('a', at);
    watch.pushed('b', 1_000);
    watch.failed(1_010);
    for (const at of [6_000, 11_000]) {
      watch.pushed('b', at);
      watch.failed(at + 10);
    }
    expect(watch.judge(11_100)).toEqual({ kind: 'ok' });
  });

  it('answers that failed and then nothing: WeChat has stopped for its minute', () => {
    const watch = new PushWatch(0);
    for (const [key, at] of [
      ['a', 0],
      ['b', 2_000],
      ['a', 5_000],
      ['b', 7_000],
    ] as const) {
      watch.pushed(key, at);
      watch.failed(at + 100);
    }
    expect(watch.judge(20_000)).toEqual({ kind: 'ok' });
    expect(watch.judge(28_000)).toEqual({ kind: 'stopped', after: 'failures' });
    expect(watch.judge(60_000)).toEqual({ kind: 'stopped', after: 'failures' });
    // Longer than WeChat stops: silence like any other.
    expect(watch.judge(7_100 + 10 * minute)).toEqual({ kind: 'ok' });
    watch.pushed('c', 67_100);
    watch.answered(20, 67_120);
    expect(watch.judge(100_000)).toEqual({ kind: 'ok' });
  });

  it('one push that failed three times is no reason to stop', () => {
    const watch = new PushWatch(0);
    for (const at of [0, 5_000, 10_000]) {
      watch.pushed('a', at);
      watch.failed(at + 100);
    }
    expect(watch.judge(60_000)).toEqual({ kind: 'ok' });
  });

  it('nothing for ten minutes while others answer the customers of the account', () => {
    const watch = new PushWatch(0);
    watch.pushed('a', 0);
    watch.answered(20, 20);
    watch.activeElsewhere(5 * minute);
    expect(watch.judge(9 * minute)).toEqual({ kind: 'ok' });
    expect(watch.judge(10 * minute)).toEqual({ kind: 'stopped', after: 'activity' });
    watch.pushed('b', 11 * minute);
    expect(watch.judge(60 * minute)).toEqual({ kind: 'ok' });
  });

  it('a send of our own that was noted late takes the evidence back', () => {
    const watch = new PushWatch(0);
    watch.activeElsewhere(20 * minute);
    expect(watch.judge(20 * minute)).toEqual({ kind: 'stopped', after: 'activity' });
    watch.ownSend(20 * minute + 2_000);
    expect(watch.judge(20 * minute + 3_000)).toEqual({ kind: 'silent' });
  });

  it('remembers no more than it needs', () => {
    const watch = new PushWatch(0);
    const before = process.memoryUsage().heapUsed;
    for (let index = 0; index < 300_000; index += 1) {
      watch.pushed(`push ${index}`, index / 100);
      watch.answered(4_500, index / 100);
    }
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60 * 1024 * 1024);
    expect(watch.judge(3_000).kind).toBe('slow');
  });
});
