import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SearchPage } from '#shared/domain/message-search.ts';
import { SearchBench, shop, text } from './search-harness.ts';

let bench: SearchBench;

beforeEach(async () => {
  bench = new SearchBench();
  await bench.start();
});

afterEach(async () => {
  await bench.dispose();
});

async function contactOf(words: string): Promise<number> {
  return (await bench.page(words)).rows[0]?.contactNo ?? -1;
}

describe('searching', () => {
  it('finds a message as soon as it is stored, and the same once it is indexed', async () => {
    await bench.put(text('我的订单还没有到'), text('Where is my parcel?'), text('Waar blijft mijn pakket? 😀'));

    for (const moment of ['just stored', 'indexed']) {
      expect(await bench.found('订单'), moment).toEqual(['我的订单还没有到']);
      expect(await bench.found('PARCEL'), moment).toEqual(['Where is my parcel?']);
      expect(await bench.found('pak'), moment).toEqual(['Waar blijft mijn pakket? 😀']);
      expect(await bench.found('arcel'), moment).toEqual([]);
      await bench.untilIndexed();
    }
  });

  it('pages without repeating or leaving out while new messages come in', async () => {
    await bench.put(...Array.from({ length: 60 }, (_, no) => text(`parcel ${no}`)));
    await bench.untilIndexed();
    const seen: number[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      const page: SearchPage = await bench.page('parcel', { limit: 7, cursor });
      seen.push(...page.rows.map(({ seq }) => seq));
      cursor = page.next;
      pages += 1;
      if (pages < 4) await bench.put(text('another parcel'), text('and one more parcel'));
    } while (cursor !== null);

    expect(seen).toEqual(Array.from({ length: 60 }, (_, no) => 60 - no));
  });

  it('refuses a cursor of another search, or one that was made up', async () => {
    await bench.put(text('parcel a'), text('parcel b'));
    const { next } = await bench.page('parcel', { limit: 1 });

    await expect(bench.page('order', { cursor: next })).rejects.toMatchObject({ code: 'SEARCH_CURSOR_OLD' });
    await expect(bench.page('parcel', { cursor: '1.zz.0' })).rejects.toMatchObject({ code: 'SEARCH_CURSOR_OLD' });
    expect((await bench.page('parcel', { cursor: next, limit: 1 })).rows.map(({ seq }) => seq)).toEqual([1]);
  });

  it('lets a newer question overtake one under way', async () => {
    await bench.put(text('parcel'));
    const first = bench.page('parcel');
    const second = bench.page('parcel');

    await expect(first).rejects.toMatchObject({ code: 'SEARCH_OVERTAKEN' });
    expect((await second).rows).toHaveLength(1);
  });

  it('lets only the same asker overtake', async () => {
    await bench.put(text('parcel'));
    const questions = ['window', 'window', 'context'].map((asker) => bench.page('parcel', { asker }));
    const answers = await Promise.allSettled([...questions, bench.page('parcel')]);

    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  });

  it('walks through all that is found, and is not overtaken', async () => {
    await bench.put(...Array.from({ length: 450 }, (_, no) => text(no % 10 === 0 ? `order ${no}` : `parcel ${no}`)));
    const { text: words, filter, timeZone } = bench.request('parcel');
    const scope = { text: words, filter, timeZone };
    await expect(bench.search.walk(scope)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'SEARCH_UNAVAILABLE',
    });
    await bench.untilIndexed();
    const pages: number[] = [];
    const seqs: number[] = [];
    for await (const rows of bench.search.walk(scope)) {
      pages.push(rows.length);
      seqs.push(...rows.map(({ seq }) => seq));
      await Promise.all([bench.page('order'), bench.put(text('a later parcel'))]);
    }

    expect(pages).toEqual([200, 200, 5]);
    expect(seqs).toHaveLength(new Set(seqs).size);
    expect(seqs).toEqual(seqs.toSorted((one, other) => other - one));
    expect(await bench.search.count(scope)).toEqual({ count: 408, isMore: false });
    const wrong = { ...scope, text: 'dir:sideways' };
    await expect(bench.search.count(wrong)).rejects.toMatchObject({ code: 'SEARCH_VALUE_UNKNOWN', value: 'sideways' });
    await expect(bench.search.walk(wrong)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'SEARCH_VALUE_UNKNOWN',
    });
  });

  it('counts what matches, up to a bound', async () => {
    await bench.put(...Array.from({ length: 30 }, (_, no) => text(no % 3 === 0 ? `parcel ${no}` : `order ${no}`)));

    expect((await bench.page('parcel ', { limit: 5 })).matches).toEqual({ count: 10, isMore: false });
    await bench.untilIndexed();
    expect((await bench.page('parcel ', { limit: 5 })).matches).toEqual({ count: 10, isMore: false });
    const { next } = await bench.page('order ', { limit: 5 });
    expect((await bench.page('order ', { limit: 5, cursor: next })).matches).toBeNull();
  });

  it('marks what was found, and shows no personal data', async () => {
    await bench.put(text('Bel 020 123 45 67 or mail jan@example.nl,\n\nplease send my ORDER\u202e today'));

    const [row] = (await bench.page('order 0201')).rows;
    expect(row).toBeUndefined();
    const [found] = (await bench.page('order 123')).rows;
    const marked = found?.hits.map(({ from, until }) => found.snippet.slice(from, until));

    expect(found?.snippet).toBe('Bel •••• or mail ••••, please send my ORDER\u202e today');
    expect(marked?.slice(0, 1)).toEqual(['••••']);
    expect(marked?.[1]).toContain('ORDER');
    expect(JSON.stringify(found)).not.toContain('123');
    expect(JSON.stringify(found)).not.toContain('jan@');
    expect(found?.customer).toEqual({ text: '…JkQz', source: 'openid' });
    expect(JSON.stringify(bench.log.events)).not.toContain('ORDER');
  });

  it('narrows by the filter beside the text, too', async () => {
    await bench.put(text('parcel in the shop'), { ...text('parcel out'), direction: 'outbound' });
    const contactNo = await contactOf('parcel');

    expect(await bench.found('parcel', { narrowed: { direction: 'outbound' } })).toEqual(['parcel out']);
    expect(await bench.found('dir:in', { narrowed: { direction: 'outbound' } })).toEqual([]);
    expect(await bench.found('', { narrowed: { contactNo } })).toHaveLength(2);
    expect(await bench.found('', { narrowed: { contactNo: contactNo + 1 } })).toEqual([]);
    expect(
      await bench.found('', { narrowed: { channelIds: [shop], kinds: ['text'], states: ['pending'] } }),
    ).toHaveLength(2);
    expect(await bench.found('', { narrowed: { from: 0, until: 1 } })).toEqual([]);
  });

  it('learns the case of a message that waited when it was indexed', async () => {
    const [stored] = await bench.put(text('waiting'));
    await bench.untilIndexed();
    await bench.deliver(stored?.seq ?? 0, '81000099');

    await bench.until(async () => (await bench.found('case:81000099')).length === 1);
    expect((await bench.page('81000099')).rows[0]?.caseId).toBe('81000099');
  });
});

describe('customers', () => {
  it('are found by each of their names at once, shown by the first, and not forgotten with the thread', async () => {
    await bench.put(text('hello'), { ...text('good day'), direction: 'outbound' });
    const contactNo = await contactOf('hello');
    expect(await bench.search.customer(contactNo)).toMatchObject({
      channelId: shop,
      openId: '…JkQz',
      messages: { inbound: 1, outbound: 1, notDelivered: 0 },
      repliesLeft: 5,
    });

    bench.name({
      contactNo,
      names: [
        { text: 'Familie Jansen', source: 'label' },
        { text: '王芳 VIP', source: 'remark' },
        { text: 'Fang Wang', source: 'cxone' },
      ],
    });

    for (const moment of ['just named', 'a new thread']) {
      for (const search of ['customer:jansen', 'customer:王芳', 'customer:"fang wang"', '王芳', 'fang']) {
        expect(await bench.found(search), `${search}, ${moment}`).toHaveLength(2);
      }
      // Two names are not one text.
      expect(await bench.found('customer:"vip fang"'), moment).toEqual([]);
      const customer = { text: 'Familie Jansen', source: 'label' };
      expect((await bench.page('fang hello')).rows[0]?.customer, moment).toEqual(customer);
      await bench.restart();
    }

    bench.name({ contactNo, names: [{ text: 'Fang Wang', source: 'cxone' }] });
    expect(await bench.found('customer:jansen')).toEqual([]);
    expect((await bench.page('hello')).rows[0]?.customer).toEqual({ text: 'Fang Wang', source: 'cxone' });
    bench.label(contactNo);
    expect(await bench.found('customer:fang')).toEqual([]);
    expect((await bench.page('hello')).rows[0]?.customer?.source).toBe('openid');
  });

  it('count what did not arrive, indexed or not', async () => {
    const stored = await bench.put(text('one'), text('two'), { ...text('three'), direction: 'outbound' });
    const contactNo = await contactOf('one');
    await bench.fail(stored[2]?.seq ?? 0, 'WECHAT_USER_BLOCKED', '48001');
    await bench.deliver(stored[0]?.seq ?? 0);

    for (const moment of ['just stored', 'indexed']) {
      const { messages, firstAt, lastAt } = await bench.search.customer(contactNo);
      expect(messages, moment).toEqual({ inbound: 2, outbound: 1, notDelivered: 1 });
      expect((lastAt ?? 0) - (firstAt ?? 0), moment).toBe(2);
      await bench.untilIndexed();
    }
  });

  it('that are not known are said to be so', async () => {
    await expect(bench.search.customer(999)).rejects.toMatchObject({ code: 'CUSTOMER_UNKNOWN' });
  });
});
