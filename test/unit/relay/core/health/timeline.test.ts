import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelStateKind } from '#shared/domain/channel.ts';
import {
  mostSpans,
  piecesOf,
  stripOf,
  uptimeOf,
  type Kept,
  type LegCondition,
  type SpanValue,
} from '#relay/core/health/timeline.ts';

const value = (kind: SpanValue['kind']): SpanValue => ({ kind, leg: null, code: null });
const span = <T>(from: number, until: number | null, of: T): Kept<T> => ({ from, until, value: of });

const times = fc.integer({ min: -2_000, max: 12_000 });
const keptOf = <T>(values: fc.Arbitrary<T>) =>
  fc.array(
    fc
      .tuple(times, fc.option(fc.nat(3_000)), values)
      .map(([from, length, of]): Kept<T> => span(from, length === null ? null : from + length, of)),
    { maxLength: 60 },
  );
const conditions = fc.constantFrom<LegCondition>('up', 'down', 'off', 'unknown');
const states = fc.constantFrom(...ChannelStateKind.options).map(value);

describe('the strip of states', { timeout: 60_000 }, () => {
  it('cuts to the period, fills what was not watched, and leaves the last one open', () => {
    const kept = [span(-50, 100, value('connected')), span(300, null, value('retrying'))];
    expect(stripOf(kept, 0, 400)).toEqual([
      { from: 0, until: 100, ...value('connected') },
      { from: 100, until: 300, ...value('unknown') },
      { from: 300, until: null, ...value('retrying') },
    ]);
  });

  it('is one unknown span when nothing was written', () => {
    expect(stripOf([], 0, 400)).toEqual([{ from: 0, until: null, ...value('unknown') }]);
  });

  it('joins neighbours that say the same', () => {
    const kept = [span(0, 100, value('connected')), span(100, 200, value('connected'))];
    expect(stripOf(kept, 0, 200)).toEqual([{ from: 0, until: null, ...value('connected') }]);
  });

  it('puts short ones together when there are too many, tells the gravest in them, and keeps the long ones', () => {
    const kept: Kept<SpanValue>[] = [span(0, 500_000, value('connected'))];
    for (let at = 500_000; at < 1_000_000; at += 100) {
      kept.push(span(at, at + 100, value(at % 200 === 0 ? 'retrying' : 'connected')));
    }
    const strip = stripOf(kept, 0, 1_000_000);
    expect(strip.length).toBeLessThanOrEqual(mostSpans);
    expect(strip[0]).toMatchObject({ from: 0, until: 500_000, kind: 'connected' });
    expect(strip.slice(1).every(({ kind }) => kind === 'retrying')).toBe(true);
  });

  it('has no gaps, covers the period, never repeats a neighbour, and stays within its bound, whatever was written', () => {
    fc.assert(
      fc.property(keptOf(states), (kept) => {
        const strip = stripOf(kept, 0, 10_000);
        expect(strip[0]?.from).toBe(0);
        expect(strip.at(-1)?.until).toBeNull();
        strip.slice(1).forEach((one, index) => {
          expect(one.from).toBe(strip[index]?.until);
          expect(one.kind).not.toBe(strip[index]?.kind);
        });
        for (const { from, until } of strip) expect(until ?? 10_000).toBeGreaterThan(from);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stays within its bound however many there are', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 2_500, maxLength: 6_000 });
    fc.assert(
      fc.property(lengths, (all) => {
        let at = 0;
        const kept = all.map((length, index) => {
          at += length;
          return span(at - length, at, value(ChannelStateKind.options[index % 11] ?? 'connected'));
        });
        const strip = stripOf(kept, 0, at);
        expect(strip.length).toBeLessThanOrEqual(mostSpans);
        expect(strip[0]?.from).toBe(0);
        strip.slice(1).forEach((one, index) => expect(one.from).toBe(strip[index]?.until));
      }),
      { numRuns: 100 },
    );
  });
});

describe('uptime', { timeout: 60_000 }, () => {
  it('counts what was written, and the rest as not watched', () => {
    const kept: Kept<LegCondition>[] = [span(0, 100, 'up'), span(100, 150, 'down'), span(200, null, 'off')];
    expect(uptimeOf(kept, 0, 1_000)).toEqual({ upMs: 100, downMs: 50, offMs: 800, unknownMs: 50 });
  });

  it('adds up to the period, whatever was written', () => {
    fc.assert(
      fc.property(keptOf(conditions), (kept) => {
        const { upMs, downMs, offMs, unknownMs } = uptimeOf(kept, 0, 10_000);
        expect(upMs + downMs + offMs + unknownMs).toBe(10_000);
        for (const ms of [upMs, downMs, offMs, unknownMs]) expect(ms).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1_000 },
    );
  });

  it('agrees with looking at every millisecond: the latest beginning that has not ended counts', () => {
    fc.assert(
      fc.property(keptOf(conditions), fc.integer({ min: 0, max: 9_999 }), (kept, at) => {
        const piece = piecesOf<LegCondition>(kept, 0, 10_000, 'unknown').find(
          ({ from, until }) => from <= at && at < until,
        );
        const begun = kept.filter(({ from }) => from <= at);
        const latest = Math.max(...begun.map(({ from }) => from));
        const [candidate] = begun.filter(({ from }) => from === latest).slice(-1);
        const goesOn = candidate !== undefined && (candidate.until === null || candidate.until > at);
        expect(piece?.value).toBe(goesOn ? candidate.value : 'unknown');
      }),
      { numRuns: 1_000 },
    );
  });
});
