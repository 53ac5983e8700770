import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelId } from '#shared/domain/ids.ts';
import { searchPieces } from '#shared/search/lex.ts';
import { everything } from '#shared/search/query.ts';
import { readSearch } from '#shared/search/read-search.ts';

const world = {
  channels: [
    { id: ChannelId.parse('shop-nl'), name: 'Webshop Nederland' },
    { id: ChannelId.parse('shop-be'), name: 'Webshop België' },
    { id: ChannelId.parse('help-cn'), name: '客服中心' },
  ],
  timeZone: 'Europe/Amsterdam',
  now: Date.UTC(2026, 2, 29, 12),
};
const read = (text: string, filter = everything) => readSearch(text, filter, world);
const problemsOf = (text: string) =>
  read(text).problems.map(({ code, from, until }) => [code, text.slice(from, until)]);

describe('reading a search', () => {
  it('marks exactly what is wrong', () => {
    expect(problemsOf('ok chanel:x')).toEqual([['SEARCH_OPERATOR_UNKNOWN', 'chanel']]);
    expect(problemsOf('-nope:x ok')).toEqual([['SEARCH_OPERATOR_UNKNOWN', 'nope']]);
    expect(problemsOf('is:lost channel:paris')).toEqual([
      ['SEARCH_VALUE_UNKNOWN', 'lost'],
      ['SEARCH_VALUE_UNKNOWN', 'paris'],
    ]);
    expect(problemsOf('is:')).toEqual([['SEARCH_VALUE_UNKNOWN', 'is:']]);
    expect(problemsOf('on:2026-13-01')).toEqual([['SEARCH_DATE_INVALID', '2026-13-01']]);
    expect(problemsOf('on:7d after:7w before:7')).toEqual([
      ['SEARCH_DATE_INVALID', '7d'],
      ['SEARCH_DATE_INVALID', '7w'],
      ['SEARCH_DATE_INVALID', '7'],
    ]);
    expect(problemsOf('-on:2026-01-01')).toEqual([['SEARCH_DATE_INVALID', '2026-01-01']]);
    expect(problemsOf('customer:"de vries')).toEqual([['SEARCH_QUOTE_OPEN', '"de vries']]);
    expect(problemsOf('!! ??')).toEqual([['SEARCH_NOTHING_LEFT', '!! ??']]);
    expect(problemsOf(Array.from({ length: 40 }, (_, no) => `w${no}`).join(' '))[0]?.[0]).toBe('SEARCH_TOO_LONG');
  });

  it.each([
    '10:30',
    'http://x.nl/a:b',
    'C:\\temp',
    'c:/x',
    ':-) ok',
    'XD: ',
    'note: later',
    '订单号：5',
    'tel:123',
    '- x',
    '5"',
  ])('takes %j for text', (text) => {
    const { problems, query } = read(text);
    expect(problems).toEqual([]);
    expect(query.words.length).toBeGreaterThan(0);
  });

  it('takes an age for the moment so long ago, whatever the clocks did since', () => {
    const ago = (ms: number) => world.now - ms;
    const spanRead = (text: string) => {
      const { query, problems } = read(text);
      return { from: query.from, until: query.until, problems: problems.length };
    };
    // The night before, the clock went forward: a day ago was 13:00 there.
    expect(spanRead('after:1d')).toEqual({ from: ago(86_400_000), until: null, problems: 0 });
    expect(spanRead('before:90m')).toEqual({ from: null, until: ago(5_400_000), problems: 0 });
    expect(spanRead('after:48h before:2h after:1d')).toEqual({
      from: ago(86_400_000),
      until: ago(7_200_000),
      problems: 0,
    });
    expect(spanRead('after:99999d')).toEqual({ from: 0, until: null, problems: 0 });
  });

  it('signs alone may stand beside what narrows', () => {
    expect(problemsOf('is:failed !!')).toEqual([]);
    expect(problemsOf('')).toEqual([]);
    expect(problemsOf('-parcel')).toEqual([]);
  });

  it('knows channels by id, name, and a part of several names', () => {
    expect(read('channel:shop-nl').query.channelIds).toEqual(['shop-nl']);
    expect(read('channel:"webshop belgië"').query.channelIds).toEqual(['shop-be']);
    expect(read('channel:webshop').query.channelIds).toEqual(['shop-nl', 'shop-be']);
    expect(read('-channel:webshop').query.channelIds).toEqual(['help-cn']);
    expect(
      read('channel:webshop', { ...everything, channelIds: [ChannelId.parse('help-cn')] }).query.channelIds,
    ).toEqual([]);
  });

  it('lets only the last word grow, and none in quotation marks', () => {
    expect(read('one two').query.words.map(({ mayGrow }) => mayGrow)).toEqual([false, true]);
    expect(read('one two ').query.words.map(({ mayGrow }) => mayGrow)).toEqual([false, false]);
    expect(read('one "two"').query.words.map(({ mayGrow }) => mayGrow)).toEqual([false, false]);
    expect(read('one -two').query.words.map(({ mayGrow }) => mayGrow)).toEqual([false, false]);
  });

  it('reads days and minutes in the zone, over changes of the clock', () => {
    // The day of the change has 23 hours.
    const { from, until } = read('on:today').query;
    expect(((until ?? 0) - (from ?? 0)) / 3_600_000).toBe(23);
    expect(new Date(read('after:2026-03-29T02:30').query.from ?? 0).toISOString()).toBe('2026-03-29T01:00:00.000Z');
    // Shown twice in autumn: from its first until its last showing.
    const twice = read('on:2026-10-25T02:30').query;
    expect(new Date(twice.from ?? 0).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(new Date(twice.until ?? 0).toISOString()).toBe('2026-10-25T01:31:00.000Z');
    expect(read('after:2026-01-01 after:2026-02-01').query.from).toBe(read('after:2026-02-01').query.from);
  });

  it('never fails, and every piece stands where it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const { problems } of [read(text), read(`is:${text}`), read(`"${text}`)]) {
          for (const { from, until } of problems) expect(from).toBeLessThanOrEqual(until);
        }
        let end = 0;
        for (const { from, until } of searchPieces(text)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(until).toBeGreaterThan(from);
          end = until;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
  });
});
