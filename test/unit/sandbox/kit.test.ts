import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createHandClock, createTickingClock } from '#sandbox/kit/clock.ts';
import { createFaultRegistry, FaultRequestError } from '#sandbox/kit/fault-registry.ts';
import { createLatencyHistogram } from '#sandbox/kit/latency.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { createRouter } from '#sandbox/kit/router.ts';

describe('the hand clock', () => {
  it('runs what comes due, in order, each at its own moment', () => {
    const clock = createHandClock(0);
    const seen: [string, number][] = [];
    clock.after(20, () => seen.push(['late', clock.now()]));
    clock.after(10, () => {
      seen.push(['early', clock.now()]);
      clock.after(5, () => seen.push(['nested', clock.now()]));
    });
    const cancel = clock.after(12, () => seen.push(['cancelled', clock.now()]));
    cancel();
    clock.advance(19);
    expect(seen).toEqual([
      ['early', 10],
      ['nested', 15],
    ]);
    clock.advance(1);
    expect(seen.at(-1)).toEqual(['late', 20]);
    expect(clock.now()).toBe(20);
  });
});

describe('the ticking clock', () => {
  it('can be advanced, without moving the time written into messages', () => {
    const clock = createTickingClock();
    let hasRun = false;
    clock.after(48 * 3_600_000, () => (hasRun = true));
    clock.advance(48 * 3_600_000);
    expect(hasRun).toBe(true);
    expect(clock.now() - clock.stampNow()).toBeGreaterThan(47 * 3_600_000);
    clock.setSkew(60_000);
    expect(clock.stampNow() - Date.now()).toBeGreaterThan(59_000);
    clock.stop();
  });
});

describe('chance', () => {
  it('repeats itself with the same seed only', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(draw('a')).toEqual(draw('a'));
    expect(draw('a')).not.toEqual(draw('b'));
    expect(createRandom().uuid()).not.toBe(createRandom().uuid());
  });

  it('keeps to its bounds and gives forks streams of their own', () => {
    const random = createRandom('bounds');
    const values = Array.from({ length: 2_000 }, () => random.int(3, 7));
    expect(new Set(values)).toEqual(new Set([3, 4, 5, 6, 7]));
    const first = createRandom('x');
    const forked = first.fork('side').next();
    expect(createRandom('x').fork('side').next()).toBe(forked);
    expect(first.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('faults', () => {
  const table = {
    slow: { meaning: 'slow', options: z.strictObject({ delayMs: z.number().default(5) }) },
    broken: { meaning: 'broken', options: z.strictObject({}) },
  };

  it('strike their target as often as asked', () => {
    const faults = createFaultRegistry(table);
    expect(faults.isEmpty).toBe(true);
    faults.set({ target: 'tulip', fault: 'slow', remaining: 2 });
    expect(faults.take('slow', ['canal'])).toBeUndefined();
    expect(faults.take('slow', ['tulip'])).toEqual({ delayMs: 5 });
    expect(faults.peek('slow', ['tulip'])).toEqual({ delayMs: 5 });
    expect(faults.take('slow', ['tulip'])).toEqual({ delayMs: 5 });
    expect(faults.take('slow', ['tulip'])).toBeUndefined();
    expect(faults.isEmpty).toBe(true);
  });

  it('replace one another on the same target and can be cleared', () => {
    const faults = createFaultRegistry(table);
    faults.set({ target: '*', fault: 'slow', options: { delayMs: 1 } });
    faults.set({ target: '*', fault: 'slow', options: { delayMs: 2 } });
    faults.set({ target: 'tulip', fault: 'broken' });
    expect(faults.take('slow', ['anything'])).toEqual({ delayMs: 2 });
    expect(faults.list()).toHaveLength(2);
    expect(faults.clear({ fault: 'slow' })).toHaveLength(1);
    expect(faults.clear()).toHaveLength(1);
  });

  it('refuse unknown names and options', () => {
    const faults = createFaultRegistry(table);
    expect(() => faults.set({ target: '*', fault: 'constructor' })).toThrow(FaultRequestError);
    expect(() => faults.set({ target: '*', fault: 'slow', options: { delayMs: 'long' } })).toThrow(FaultRequestError);
    expect(() => faults.set({ target: '*', fault: 'broken', options: { extra: 1 } })).toThrow(FaultRequestError);
  });
});

describe('the latency histogram', () => {
  it('tells quantiles within two percent', () => {
    const histogram = createLatencyHistogram();
    expect(histogram.quantileMs(0.5)).toBeNull();
    for (let value = 1; value <= 1_000; value += 1) histogram.add(value);
    expect(histogram.quantileMs(0.5)).toBeGreaterThanOrEqual(500);
    expect(histogram.quantileMs(0.5)).toBeLessThan(511);
    expect(histogram.quantileMs(0.99)).toBeGreaterThanOrEqual(990);
    expect(histogram.quantileMs(1)).toBe(1_000);
    expect(histogram.maxMs()).toBe(1_000);
  });
});

describe('the router', () => {
  const find = createRouter([
    { method: 'GET', pattern: '/a/:id', handle: 'read' },
    { method: 'PUT', pattern: '/a/:id/b/:other', handle: 'write' },
  ]);

  it('decodes parameters and tolerates doubled slashes', () => {
    expect(find({ method: 'PUT', path: '//a/x%3Ay/b/1' })).toMatchObject({
      kind: 'found',
      handle: 'write',
      parameters: { id: 'x:y', other: '1' },
    });
  });

  it('tells a wrong method from an unknown path', () => {
    expect(find({ method: 'POST', path: '/a/1' }).kind).toBe('wrongMethod');
    expect(find({ method: 'GET', path: '/b' }).kind).toBe('notFound');
    expect(find({ method: 'GET', path: '/a/%zz' }).kind).toBe('notFound');
  });
});
