import { describe, expect, it } from 'vitest';
import { chartData, chartTotals, shownMinutes } from '#renderer/features/overview/chart-data.ts';
import { ledgerDifference } from '#renderer/features/overview/ledger.ts';
import { indexOfSeq, trafficItems } from '#renderer/features/traffic/traffic-items.ts';
import { missingCharacters } from '#renderer/features/unlock/passphrase-rules.ts';
import { anOverview, aRow } from '../fake-data.ts';

describe('the ledger', () => {
  it('agrees when every message is in exactly one state', () => {
    expect(ledgerDifference(anOverview().counts)).toBe(0);
  });
  it('finds what is missing or counted twice', () => {
    const { counts } = anOverview();
    expect(ledgerDifference({ ...counts, delivered: counts.delivered - 2 })).toBe(2);
    expect(ledgerDifference({ ...counts, expired: counts.expired + 1 })).toBe(-1);
  });
});

describe('the chart', () => {
  const minutes = [
    { minute: 10, inbound: 3, outbound: 1, failed: 0 },
    { minute: 11, inbound: 5, outbound: 4, failed: 2 },
  ];
  it('marks only minutes in which something failed', () => {
    expect(chartData(minutes)).toEqual({
      times: [600_000, 660_000],
      inbound: [3, 5],
      outbound: [1, 4],
      failed: [null, 2],
    });
  });
  it('begins where traffic began and leaves the minute out that is not over', () => {
    const hour = (busyFrom: number) =>
      Array.from({ length: 60 }, (_, index) => ({
        minute: index,
        inbound: index >= busyFrom ? 2 : 0,
        outbound: 0,
        failed: 0,
      }));
    const present = 59 * 60_000 + 12_000;
    const span = (busyFrom: number): readonly (number | undefined)[] => {
      const shown = shownMinutes(hour(busyFrom), present);
      return [shown[0]?.minute, shown.at(-1)?.minute];
    };
    expect(span(0)).toEqual([0, 58]);
    expect(span(30)).toEqual([29, 58]);
    expect(span(56)).toEqual([49, 58]);
    expect(span(59)).toEqual([50, 59]);
    expect(shownMinutes(hour(60), present)).toEqual([]);
  });
  it('adds the hour up', () => {
    expect(chartTotals(minutes)).toEqual({ inbound: 8, outbound: 5, failed: 2, peak: 9 });
  });
});

describe('the lines of the live list', () => {
  const rows = [9, 8, 5].map((seq) => aRow({ seq }));
  const kinds = (gaps: readonly { aboveSeq: number; count: number }[]): readonly (string | number)[] =>
    trafficItems({ rows, gaps, end: 'oldest' }).map((item) =>
      item.kind === 'row' ? item.row.seq : item.kind === 'gap' ? `gap ${item.gap.count}` : item.reason,
    );

  it('marks a gap just above the row it names', () => {
    expect(kinds([{ aboveSeq: 8, count: 4 }])).toEqual([9, 'gap 4', 8, 5, 'oldest']);
    expect(kinds([{ aboveSeq: 9, count: 4 }])).toEqual(['gap 4', 9, 8, 5, 'oldest']);
    expect(kinds([{ aboveSeq: 0, count: 4 }])).toEqual([9, 8, 5, 'gap 4', 'oldest']);
    expect(
      kinds([
        { aboveSeq: 5, count: 1 },
        { aboveSeq: 8, count: 2 },
      ]),
    ).toEqual([9, 'gap 2', 8, 'gap 1', 5, 'oldest']);
  });

  it('finds a message by its number', () => {
    const items = trafficItems({ rows, gaps: [{ aboveSeq: 8, count: 4 }], end: 'loading' });
    expect([9, 8, 5].map((seq) => indexOfSeq(items, seq))).toEqual([0, 2, 3]);
    expect(indexOfSeq(items, 7)).toBe(3);
  });
});

describe('a new passphrase', () => {
  it('counts characters as people do', () => {
    expect(missingCharacters('')).toBe(12);
    expect(missingCharacters('😀😀😀')).toBe(9);
    expect(missingCharacters('正确马电池订书钉一二三四')).toBe(0);
  });
});
