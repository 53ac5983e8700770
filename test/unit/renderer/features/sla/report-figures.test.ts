import { describe, expect, it } from 'vitest';
import { heatMap } from '#renderer/features/sla/report/heat-cells.ts';
import { missedLinks } from '#renderer/features/sla/report/missed-links.ts';
import { dateWords } from '#renderer/lib/sla/date-words.ts';
import { attainedShare, figuresOf, metricsIn, shareOfPeople } from '#renderer/features/sla/report/report-figures.ts';
import { namedDays, periodOf, reportZone, stretchOf } from '#renderer/features/sla/report/report-period.ts';
import { outageBands, trendPoints } from '#renderer/features/sla/report/trend-data.ts';
import { parseRoute } from '#renderer/lib/router.ts';
import type { SlaFigures } from '#shared/domain/sla-report.ts';
import { channelId, present } from '../../fake-data.ts';
import { aReport } from '../../fake-sla-report.ts';

const zone = 'Europe/Amsterdam';
const figures = (attained: number, missedPeople: number, missedOutage: number): SlaFigures => ({
  attained,
  missedPeople,
  missedOutage,
  noReply: 0,
  unsure: 0,
  p50Ms: null,
  p90Ms: null,
  p95Ms: null,
});

describe('the period of a report', () => {
  it('is made of whole weeks from Monday, on the clock of the zone', () => {
    // Sunday 22 November 2026, 15:32 in Amsterdam; in Shanghai it is the same day, in Auckland already Monday.
    expect(namedDays('this_week', present, zone)).toEqual({ first: '2026-11-16', last: '2026-11-22' });
    expect(namedDays('this_week', present, 'Pacific/Auckland')).toEqual({ first: '2026-11-23', last: '2026-11-29' });
    expect(namedDays('last_week', present, zone)).toEqual({ first: '2026-11-09', last: '2026-11-15' });
    expect(namedDays('four_weeks', present, zone)).toEqual({ first: '2026-10-26', last: '2026-11-22' });
    expect(namedDays('twelve_weeks', present, zone)).toEqual({ first: '2026-08-31', last: '2026-11-22' });
  });

  it('begins and ends at midnight there, also when the clock changes in between', () => {
    const week = periodOf({ first: '2026-10-19', last: '2026-10-25' }, zone);
    expect(week).toMatchObject({
      kind: 'ok',
      from: Date.parse('2026-10-18T22:00:00Z'),
      until: Date.parse('2026-10-25T23:00:00Z'),
    });
    expect(stretchOf('2026-10-25', 'day', zone)).toMatchObject({ from: Date.parse('2026-10-24T22:00:00Z') });
    expect(stretchOf('2026-10-19', 'week', zone)).toEqual(week);
  });

  it('is refused when it is no time, backwards, or longer than the relay reports', () => {
    expect(periodOf({ first: '', last: '2026-01-01' }, zone)).toEqual({ kind: 'wrong', problem: 'date' });
    expect(periodOf({ first: '2026-02-30', last: '2026-03-01' }, zone)).toEqual({ kind: 'wrong', problem: 'date' });
    expect(periodOf({ first: '2026-02-02', last: '2026-02-01' }, zone)).toEqual({ kind: 'wrong', problem: 'order' });
    const long = periodOf({ first: '2025-01-01', last: '2026-02-05' }, zone);
    expect(long).toEqual({ kind: 'wrong', problem: 'too_long' });
    const longest = periodOf({ first: '2025-01-01', last: '2026-02-03' }, zone);
    expect(longest.kind === 'ok' && longest.until - longest.from).toBeLessThanOrEqual(400 * 86_400_000);
  });

  it('is meant in the zone of the settings where this computer knows it', () => {
    expect(reportZone('Asia/Shanghai')).toBe('Asia/Shanghai');
    expect(reportZone('Nowhere/Land')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(reportZone(null)).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  });
});

describe('figures', () => {
  it('count outages against nobody in the second share, and say 100 only for all', () => {
    expect(attainedShare(figures(90, 5, 5))).toBe(90);
    expect(shareOfPeople(figures(90, 10, 50))).toBe(90);
    expect(attainedShare(figures(99_999, 1, 0))).toBe(99.9);
    expect(attainedShare(figures(7, 0, 0))).toBe(100);
    expect(attainedShare(figures(0, 0, 0))).toBeNull();
    expect(attainedShare(figures(29, 71, 0))).toBe(29);
  });

  it('are of the metrics that were timed', () => {
    const query = { channelIds: [], from: 0, until: 1, timeZone: zone };
    const report = {
      ...aReport(query, []),
      total: [
        { metric: 'first_response' as const, figures: figures(0, 0, 0) },
        { metric: 'solution' as const, figures: { ...figures(0, 0, 0), noReply: 1 } },
      ],
    };
    expect(metricsIn(report)).toEqual(['solution']);
    expect(figuresOf(report.total, 'customer_idle')).toEqual(figures(0, 0, 0));
  });
});

describe('the heat map', () => {
  const at = (weekday: number, hour: number, attained: number, missedPeople: number, missedOutage = 0) => ({
    weekday,
    hour,
    metric: 'first_response' as const,
    attained,
    missedPeople,
    missedOutage,
  });

  it('has seven days and the hours in which something began, graded by the share missed', () => {
    const map = heatMap(
      [at(0, 9, 100, 0), at(0, 10, 97, 3), at(0, 11, 80, 20), at(6, 12, 6, 3, 1), at(2, 14, 1, 1)],
      'first_response',
    );
    expect(map.hours).toEqual([9, 10, 11, 12, 13, 14]);
    expect(map.days).toHaveLength(7);
    expect(map.days[0]?.map(({ level }) => level)).toEqual([0, 1, 2, 0, 0, 0]);
    expect(map.days[6]?.[3]).toMatchObject({ share: 60, missedOutage: 1, level: 3 });
    expect(map.days[2]?.[5]?.level).toBe(4);
    expect(map.days[0]?.[3]?.share).toBeNull();
    expect(map.total).toBe(100 + 100 + 100 + 10 + 2);
  });

  it('adds what comes in parts and leaves other metrics out', () => {
    const other = { ...at(0, 9, 5, 5), metric: 'solution' as const };
    const map = heatMap([at(0, 9, 1, 0), at(0, 9, 1, 2), other], 'first_response');
    expect(map.days[0]?.[0]).toMatchObject({ attained: 2, missedPeople: 2, share: 50 });
    expect(heatMap([], 'solution').total).toBe(0);
  });
});

describe('the trend', () => {
  const query = {
    channelIds: [],
    from: Date.parse('2026-10-25T23:00:00Z'),
    until: Date.parse('2026-11-22T23:00:00Z'),
    timeZone: zone,
  };
  const report = aReport(query, [{ id: channelId('delta'), name: 'Delta' }]);

  it('has a point for each day or week, and shades those with an outage', () => {
    const days = trendPoints(report, 'first_response', 'day');
    expect(days).toHaveLength(28);
    expect(days[0]?.date).toBe('2026-10-26');
    const shaded = outageBands(days, 'day');
    expect(shaded).toHaveLength(1);
    const down = days.find(({ outageMinutes }) => outageMinutes > 0);
    expect(down?.people).toBeGreaterThan(down?.share ?? 100);
    expect(trendPoints(report, 'first_response', 'week')).toHaveLength(4);
  });
});

describe('links of a report', () => {
  it('lead to the list of what was missed, narrowed to the part', () => {
    const query = { channelIds: [channelId('delta')], from: 1_000, until: 2_000, timeZone: zone };
    expect(parseRoute(missedLinks(query, 'solution').outage)).toEqual({
      page: 'sla',
      tab: 'breached',
      filter: { period: { from: 1_000, until: 2_000 }, channelId: 'delta', metric: 'solution', cause: 'outage' },
    });
    const two = { ...query, channelIds: [channelId('delta'), channelId('tulip')] };
    expect(parseRoute(missedLinks(two, 'solution', { from: 1_100 }).people)).toMatchObject({
      filter: { period: { from: 1_100, until: 2_000 }, channelId: null, cause: 'people' },
    });
    expect(parseRoute(missedLinks(two, 'solution', { channelId: channelId('tulip') }).people)).toMatchObject({
      filter: { channelId: 'tulip' },
    });
  });

  it('name days as a calendar does, whatever this computer’s zone', () => {
    const { day, long, weekday } = dateWords('nl');
    expect([day('2026-12-25'), long('2026-12-25'), weekday(0), weekday(6)]).toEqual([
      'vr 25 dec',
      '25 december 2026',
      'maandag',
      'zondag',
    ]);
    expect(day('25-12-2026')).toBe('25-12-2026');
  });
});
