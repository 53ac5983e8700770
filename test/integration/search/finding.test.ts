import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { startAmongOthers } from '#relay/search/start-search.ts';
import type { SearchPage } from '#shared/domain/message-search.ts';
import { noon } from '#test/contracts/new-message.ts';
import { SearchBench, help, shop, text } from './search-harness.ts';

const bench = new SearchBench();
let monotonic = 0;
/** Each look at it is later than any step may take: whatever is answered in pieces is answered in the smallest. */
const slow = { ...systemClock, now: () => noon + 3_600_000, monotonic: () => (monotonic += 600) };

beforeAll(async () => {
  const people = ['oLena-0000_aBcDeFgHiJkLmNoQ7', 'oOmar-0000_aBcDeFgHiJkLmNo55'];
  await bench.put(
    ...Array.from({ length: 240 }, (_, no) => ({
      ...text(no % 7 === 0 ? `order ${no} 订单` : no % 3 === 0 ? `parcel ${no}` : `pardon ${no}`),
      channelId: no % 2 === 0 ? shop : help,
      openId: people[no % 2] ?? '',
    })),
  );
  for (let seq = 3; seq <= 240; seq += 5) await bench.deliver(seq, `8000${seq % 4}`);
  for (let seq = 4; seq <= 240; seq += 11) await bench.fail(seq, 'WECHAT_CONTENT_REFUSED', '45015');
  await bench.start();
  await bench.untilIndexed();
});

afterAll(async () => {
  await bench.dispose();
});

async function paged(words: string): Promise<number[]> {
  const seqs: number[] = [];
  let cursor: string | null = null;
  do {
    const page: SearchPage = await bench.page(words, { limit: 100, cursor });
    expect(page.problems).toEqual([]);
    seqs.push(...page.rows.map(({ seq }) => seq));
    cursor = page.next;
  } while (cursor !== null);
  return seqs;
}

async function pieces(words: string, between = () => Promise.resolve()): Promise<readonly (readonly number[])[]> {
  const { text: typed, filter, timeZone } = bench.request(words);
  const all: number[][] = [];
  for await (const found of bench.search.found({ text: typed, filter, timeZone })) {
    all.push(found.map(({ seq }) => seq));
    if (all.length < 4) await between();
  }
  return all;
}

const searches = [
  '',
  'order',
  'par',
  '订单',
  '-order',
  'channel:help-cn',
  'is:pending',
  'is:delivered',
  'is:failed par',
  'case:80001',
  'code:45015',
  'after:2020-01-01 order',
  'nowhere',
];

describe('all that a search finds', () => {
  it.each(searches)('is the same as on its pages: %s', async (words) => {
    const expected = await paged(words);
    expect((await pieces(words)).flat()).toEqual(expected);
    expect(expected.length > 0).toBe(words !== 'nowhere');
  });

  it('is found, and written to a file, to the last however slow each step is', async () => {
    await bench.restart({ startWorker: startAmongOthers(slow) });
    for (const words of ['', 'par', '-order', 'is:failed par']) {
      const expected = await paged(words);
      // What comes meanwhile is not meant.
      const found = await pieces(words, async () => void (await bench.put(text('order of later 订单 parcel pardon'))));
      expect(found.length, words).toBeGreaterThan(1);
      expect(found.flat(), words).toEqual(expected);
    }
    let below: number | null = null;
    let rows = 0;
    const { text: typed, filter, timeZone } = bench.request('par before:2099-01-01');
    const asked = { search: { text: typed, filter, timeZone }, form: 'jsonl' as const, isMasked: true, asOf: noon };
    const most = 1_000;
    for (let piece = 0; piece < most; piece += 1) {
      const written = await bench.search.exportPiece({ ...asked, below });
      rows += written.rows;
      below = written.next;
      if (below === null) break;
    }
    expect(below).toBeNull();
    expect(rows).toBe((await paged('par before:2099-01-01')).length);
  });
});
