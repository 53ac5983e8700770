import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrafficRow } from '#shared/domain/message.ts';
import { wholeTraffic } from '#renderer/lib/router.ts';
import { isNarrowed, matchesQuery, mergeRows } from '#renderer/lib/traffic-rows.ts';
import { aRow, channelId } from '../fake-data.ts';

const seqs = (rows: readonly TrafficRow[]): readonly number[] => rows.map((row) => row.seq);
const list = (...numbers: readonly number[]): readonly TrafficRow[] => numbers.map((seq) => aRow({ seq }));

describe('which rows fit', () => {
  const row = aRow({ channelId: 'tulip', direction: 'outbound', state: 'unconfirmed' });
  it('asks channel, direction and state together', () => {
    expect(matchesQuery(row, wholeTraffic)).toBe(true);
    const all = { channelIds: [channelId('tulip')], direction: 'outbound', states: ['unconfirmed'] } as const;
    expect(matchesQuery(row, { ...wholeTraffic, ...all })).toBe(true);
    expect(matchesQuery(row, { ...wholeTraffic, channelIds: [channelId('delta')] })).toBe(false);
    expect(matchesQuery(row, { ...wholeTraffic, channelIds: [channelId('delta'), channelId('tulip')] })).toBe(true);
    expect(matchesQuery(row, { ...wholeTraffic, kinds: ['image', 'voice'] })).toBe(false);
    expect(matchesQuery(row, { ...wholeTraffic, direction: 'inbound' })).toBe(false);
    expect(matchesQuery(row, { ...wholeTraffic, states: ['delivered', 'pending'] })).toBe(false);
  });
});

describe('a text', () => {
  const row = aRow({ preview: '请问 ORDER ＡＢＣ 4411 — “quoted” 还没有收到' });
  it.each(['order', 'ORDER', 'abc', '收到 4411', 'rder', '"quoted"', '-', '  '])('finds %s in the excerpt', (text) => {
    expect(matchesQuery(row, { ...wholeTraffic, text })).toBe(true);
  });
  it.each(['order 4412', 'parcel', '到收'])('does not find %s', (text) => {
    expect(matchesQuery(row, { ...wholeTraffic, text })).toBe(false);
  });
  it('is a narrowing, unless it is blank', () => {
    expect(isNarrowed({ ...wholeTraffic, text: ' ' })).toBe(false);
    expect(isNarrowed({ ...wholeTraffic, text: 'a' })).toBe(true);
    expect(isNarrowed({ ...wholeTraffic, kinds: ['text'] })).toBe(true);
  });
});

describe('merging rows', () => {
  it('puts new rows on top, newest first, whatever their order', () => {
    expect(seqs(mergeRows(list(3, 2, 1), list(5, 6, 4), wholeTraffic, false))).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it('puts a late row where it belongs', () => {
    expect(seqs(mergeRows(list(5, 3), list(4), wholeTraffic, false))).toEqual([5, 4, 3]);
  });

  it('changes a row in place', () => {
    const [row] = mergeRows(
      list(1),
      [aRow({ seq: 1, state: 'expired', changedAt: Number.MAX_SAFE_INTEGER })],
      wholeTraffic,
      false,
    );
    expect(row?.state).toBe('expired');
  });

  it('ignores an older version of a row', () => {
    const known = [aRow({ seq: 1, state: 'delivered', changedAt: 200 })];
    const [row] = mergeRows(known, [aRow({ seq: 1, state: 'pending', changedAt: 100 })], wholeTraffic, false);
    expect(row?.state).toBe('delivered');
  });

  it('lets a row go that no longer fits', () => {
    const query = { ...wholeTraffic, states: ['pending'] as const };
    const known = [aRow({ seq: 1, state: 'pending', changedAt: 1 })];
    expect(mergeRows(known, [aRow({ seq: 1, state: 'delivered', changedAt: 2 })], query, false)).toEqual([]);
  });

  it('takes a row below the list only when there is nothing between', () => {
    expect(seqs(mergeRows(list(9, 8), list(3), wholeTraffic, false))).toEqual([9, 8]);
    expect(seqs(mergeRows(list(9, 8), list(3), wholeTraffic, true))).toEqual([9, 8, 3]);
  });

  it('always gives a list without repeats, newest first', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 60 }));
    fc.assert(
      fc.property(numbers, fc.array(fc.integer({ min: 1, max: 60 })), fc.boolean(), (known, incoming, whole) => {
        const sorted = [...known].sort((a, b) => b - a);
        const merged = seqs(mergeRows(list(...sorted), list(...incoming), wholeTraffic, whole));
        expect(merged).toEqual([...new Set(merged)].sort((a, b) => b - a));
        const floor = whole ? 0 : Math.min(...sorted, Infinity);
        const expected = new Set([
          ...sorted,
          ...incoming.filter((seq) => known.length === 0 || seq > floor || known.includes(seq)),
        ]);
        expect(new Set(merged)).toEqual(expected);
      }),
    );
  });
});
