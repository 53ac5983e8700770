import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockOffset } from '#relay/core/clock-offset.ts';
import { DueHeap } from '#relay/core/due-heap.ts';
import { LatencyMeter } from '#relay/core/latency-meter.ts';

describe('due heap', () => {
  it('gives back everything, earliest first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_000 })), (dueTimes) => {
        const heap = new DueHeap<number>();
        for (const dueAt of dueTimes) heap.push(dueAt, dueAt);
        const taken: number[] = [];
        for (let next = heap.popDue(1_000); next !== undefined; next = heap.popDue(1_000)) taken.push(next);
        expect(taken).toEqual([...dueTimes].sort((first, second) => first - second));
      }),
    );
  });

  it('keeps what is not due', () => {
    const heap = new DueHeap<string>();
    heap.push(100, 'later');
    expect(heap.popDue(99)).toBeUndefined();
    expect(heap.nextDueAt()).toBe(100);
    expect(heap.popDue(100)).toBe('later');
  });
});

describe('latency meter', () => {
  it('tells median and 99th percentile within a tenth', () => {
    const meter = new LatencyMeter(60_000);
    for (let ms = 1; ms <= 1_000; ms += 1) meter.record(ms, 0);
    const seen = meter.percentiles(1_000);
    expect(Math.abs((seen?.p50Ms ?? 0) - 500)).toBeLessThan(50);
    expect(Math.abs((seen?.p99Ms ?? 0) - 990)).toBeLessThan(99);
  });

  it('forgets what is older than two periods', () => {
    const meter = new LatencyMeter(60_000);
    meter.record(4_000, 0);
    expect(meter.percentiles(119_000)).not.toBeNull();
    expect(meter.percentiles(181_000)).toBeNull();
  });
});

describe('clock offset', () => {
  it('is nothing until three answers agree, and not moved by one wrong peer', () => {
    const offset = new ClockOffset();
    const now = Date.parse('2026-01-01T12:00:00Z');
    const header = new Date(now + 600_000).toUTCString();
    offset.observe(header, now);
    offset.observe('not a date', now);
    offset.observe('Thu, 01 Jan 1970 00:00:00 GMT', now);
    expect(offset.offsetMs()).toBe(0);
    offset.observe(header, now);
    expect(offset.offsetMs()).toBe(600_500);
  });

  it('ignores the half second the header cannot tell', () => {
    const offset = new ClockOffset();
    for (let time = 0; time < 5; time += 1)
      offset.observe(new Date(1_000_000_000_000).toUTCString(), 1_000_000_000_900);
    expect(offset.offsetMs()).toBe(0);
  });
});
