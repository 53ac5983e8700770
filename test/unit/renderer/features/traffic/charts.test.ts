import { describe, expect, it } from 'vitest';
import { everything } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';
import { ChartLinks } from '#renderer/features/traffic/charts/chart-links.ts';
import { chartSeries, chartSums, hasTraffic } from '#renderer/features/traffic/charts/chart-series.ts';
import { searchOfQuery } from '#renderer/features/traffic/filters/search-of-query.ts';
import { searchZone } from '#renderer/lib/message-search-time.ts';
import { parseRoute, wholeTraffic } from '#renderer/lib/router.ts';
import { aTrafficHistory } from '../../fake-traffic-history.ts';
import { channelId } from '../../fake-data.ts';

const minute = 60_000;
const now = new Date('2026-11-22T14:30:20').getTime();
const took = { p50: 100, p95: 900, count: 3 };

/** What the search behind a link asks for. */
function searchBehind(href: string) {
  const route = parseRoute(href);
  if (route.page !== 'messages' || !('text' in route) || route.text === null) throw new Error(href);
  const context = { channels: [{ id: channelId('tulip'), name: 'Tulip' }], timeZone: searchZone(), now };
  const { query, problems } = readSearch(route.text, everything, context);
  expect(problems).toEqual([]);
  return { text: route.text, query };
}

describe('links from figures', () => {
  it('lead to exactly the stretch of time', () => {
    for (const [period, length] of [
      ['hour', minute],
      ['day', 10 * minute],
      ['week', 120 * minute],
    ] as const) {
      const history = aTrafficHistory(period, now);
      const links = new ChartLinks(history, []);
      for (const bucket of [history.buckets[0], history.buckets[7], history.buckets.at(-1)]) {
        if (bucket === undefined) throw new Error('no bucket');
        const { query } = searchBehind(links.accepted(bucket));
        expect(query.from).toBe(bucket.at);
        expect(query.until).toBe(bucket.at + length);
      }
    }
  });

  it('name direction, state and channels', () => {
    const history = aTrafficHistory('hour', now);
    const bucket = history.buckets[5];
    if (bucket === undefined) throw new Error('no bucket');
    const { text } = searchBehind(new ChartLinks(history, [channelId('tulip')]).delivered(bucket, 'outbound'));
    expect(text).toBe('channel:tulip dir:out is:delivered after:2026-11-22T13:36 before:2026-11-22T13:37');
  });

  it('begin where the oldest message that failed was received', () => {
    const troubleSince = now - 5 * 60 * minute;
    const history = aTrafficHistory('hour', now, { [-3]: { failed: 2, retries: 1, troubleSince } });
    const bucket = history.buckets.at(-3);
    if (bucket === undefined) throw new Error('no bucket');
    const links = new ChartLinks(history, []);
    for (const href of [links.failed(bucket), links.retried(bucket), links.code('WECHAT_UNREACHABLE')]) {
      const { query } = searchBehind(href);
      expect(query.from).toBeLessThanOrEqual(troubleSince);
      expect(query.until).toBeGreaterThan(bucket.at);
    }
    expect(searchBehind(links.failed(bucket)).text).toContain('is:failed is:expired is:unconfirmed is:quarantined');
    expect(searchBehind(links.code('WECHAT_UNREACHABLE')).text).toContain('code:WECHAT_UNREACHABLE');
  });
});

describe('what is drawn', () => {
  it('leaves the stretch under way out, unless there is nothing else', () => {
    const busy = chartSeries(aTrafficHistory('hour', now, { [-2]: { inbound: 4 }, [-1]: { inbound: 1 } }));
    expect(busy.inbound.slice(-3)).toEqual([0, 4, null]);
    const first = chartSeries(aTrafficHistory('hour', now, { [-1]: { inbound: 1 } }));
    expect(first.inbound.at(-1)).toBe(1);
  });

  it('draws a hole and a hatching where the relay was off', () => {
    const off = { isWhole: false };
    const history = aTrafficHistory('hour', now, { 3: off, 4: off, 9: { ...off, inbound: 2 } });
    const { inbound, partial, times } = chartSeries(history);
    expect(inbound.slice(2, 10)).toEqual([0, null, null, 0, 0, 0, 0, 2]);
    const at = (index: number): number => times[index] ?? 0;
    expect(partial).toEqual([
      { from: at(3) - minute / 2, until: at(4) + minute / 2 },
      { from: at(9) - minute / 2, until: at(9) + minute / 2 },
    ]);
  });

  it('marks only what went wrong, and adds everything up', () => {
    const history = aTrafficHistory('day', now, {
      1: { inbound: 3, outbound: 2, delivered: 5, deliveryIn: took },
      2: { failed: 1, retries: 4, deliveryOut: { ...took, p95: 5_000 } },
    });
    const { failed, retries, halfIn, mostOut } = chartSeries(history);
    expect([failed[1], failed[2], retries[1], retries[2]]).toEqual([null, 1, null, 4]);
    expect([halfIn[1], halfIn[2], mostOut[2]]).toEqual([100, null, 5_000]);
    const sums = chartSums(history.buckets);
    expect(sums).toEqual({ inbound: 3, outbound: 2, delivered: 5, retries: 4, failed: 1, peak: 5, slowest: 5_000 });
    expect(hasTraffic(sums)).toBe(true);
    expect(hasTraffic(chartSums(aTrafficHistory('day', now).buckets))).toBe(false);
  });
});

describe('the search of the whole log for what the list is narrowed to', () => {
  it('asks for the same, and takes no word for an operator', () => {
    const text = searchOfQuery({
      channelIds: [channelId('tulip')],
      direction: 'inbound',
      kinds: ['voice', 'image'],
      states: ['dead_letter'],
      text: ' is:late -5 订单  ',
    });
    expect(text).toBe('channel:tulip dir:in type:voice type:image is:failed "is:late" "-5" 订单');
    expect(searchOfQuery({ ...wholeTraffic, text: 'parcel' })).toBe('parcel');
  });
});
