import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { StoreLanes } from '#relay/storage/sqlite/search/store-lanes.ts';
import { StoreWindow } from '#relay/storage/sqlite/search/store-window.ts';
import type { Settlement } from '#relay/ports/relay-store.ts';
import type { SearchFilter } from '#shared/domain/message-search.ts';
import { noon } from '#test/contracts/new-message.ts';
import { SearchBench, channels, help, shop, text, type Drafted } from './search-harness.ts';

/**
 * How much a filter reads of the store to fill a page. Time differs between machines; this is what it hangs on: each
 * message that is read costs a page of the file, or two.
 */
const bench = new SearchBench();
const limit = 20;
const mostRead = limit + 1;
const heavy = 'oHeavy-0001_aBcDeFgHiJkQz';
const count = 1_600;

const openIdOf = (no: number): string => `oOther${String(no).padStart(16, '0')}${no % 2 === 0 ? 'Even' : 'Odd_'}`;

async function end(seq: number, no: number): Promise<void> {
  const caseId = no % 60 === 0 ? '81000001' : '81000002';
  const outcome: Settlement['outcome'] =
    no % 8 === 3
      ? { kind: 'dead_letter', code: 'WECHAT_CONTENT_REFUSED', platformCode: no % 80 === 3 ? '45002' : '87014' }
      : no % 8 === 5
        ? { kind: 'expired', code: 'WECHAT_REPLY_WINDOW_CLOSED', platformCode: '45015' }
        : { kind: 'delivered', platformMessageId: `p-${seq}`, caseId, threadIds: [] };
  await bench.store.claim(seq, 1, noon);
  await bench.store.settle({ seq, at: noon, attempt: 1, durationMs: 5, outcome, report: null });
}

beforeAll(async () => {
  const drafts = Array.from({ length: count }, (_, no): Drafted => ({
    content: no % 50 === 0 ? { kind: 'location', latitude: '1', longitude: '2', label: 'Dam' } : text('parcel').content,
    channelId: no % 4 === 1 ? help : shop,
    direction: no % 5 === 2 ? 'outbound' : 'inbound',
    openId: no % 2 === 0 ? heavy : openIdOf(no % 300),
    receivedAt: noon - (count - no) * 60_000,
  }));
  const stored = await bench.put(...drafts);
  await Promise.all(stored.map(({ seq }, no) => end(seq, no)));
  await bench.start();
  await bench.untilIndexed();
}, 60_000);

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  await bench.dispose();
});

/** How many messages were read for the first page, and seqs given by the store's own indexes. */
async function readFor(words: string, narrowed: Partial<SearchFilter> = {}) {
  const messages = vi.spyOn(StoreWindow.prototype, 'messagesOf');
  const open = vi.spyOn(StoreLanes.prototype, 'newestOpen');
  const looked = vi.spyOn(StoreWindow.prototype, 'seqs');
  const page = await bench.page(words, { limit, narrowed });
  // The count goes on behind the page: what it reads is what comes after the page is full.
  const [first = [], ...rest] = messages.mock.calls.map(([seqs]) => seqs);
  return {
    page,
    forPage: first.length,
    questions: 1 + rest.length,
    fromLanes: open.mock.results.flatMap(({ value }) => (value as number[][]).flat()).length,
    inStore: looked.mock.calls.length,
  };
}

describe('the first page of a filter', () => {
  it.each<[words: string, narrowed: Partial<SearchFilter>]>([
    ['', {}],
    ['', { channelIds: [help] }],
    ['', { direction: 'outbound' }],
    ['', { kinds: ['location'] }],
    ['type:location dir:in channel:webshop', {}],
    ['is:delivered', {}],
    ['-is:failed', {}],
    ['is:failed', {}],
    ['is:failed is:expired channel:客服', {}],
    ['openid:Odd_', {}],
    ['openid:Odd_ is:failed', {}],
    ['code:45015', {}],
    ['code:87014 dir:in', {}],
    ['code:45002', {}],
    ['after:2020-01-01 dir:in', {}],
    ['before:2026-01-01T00:00', {}],
    ['before:2026-01-01T00:00 is:failed', {}],
  ])('%s %j reads the messages of the page and no others, and counts without reading any', async (words, narrowed) => {
    const { page, forPage, questions, inStore } = await readFor(words, narrowed);

    expect(page.rows.length).toBeGreaterThan(0);
    expect(forPage).toBeLessThanOrEqual(mostRead);
    expect(questions).toBe(1);
    // The index has them all: the store is not looked through.
    expect(inStore).toBe(0);
    expect(page.matches?.count).toBeGreaterThanOrEqual(page.rows.length);
  });

  it.each(['type:shortvideo', 'code:99999', 'case:1', 'openid:zzzz', 'is:quarantined', 'code:87014 is:expired'])(
    '%s that finds nothing reads nothing',
    async (words) => {
      const { page, questions, inStore, fromLanes } = await readFor(words);

      expect(page.rows).toEqual([]);
      expect(page.matches).toEqual({ count: 0, isMore: false });
      expect(questions).toBe(1);
      expect(vi.mocked(StoreWindow.prototype.messagesOf)).not.toHaveBeenCalled();
      expect(inStore + fromLanes).toBe(0);
    },
  );

  it('of a case reads its messages, not those of its customer', async () => {
    const { page, forPage, questions } = await readFor('case:81000001');

    const wanted = Array.from({ length: count }, (_, no) => no).filter(
      (no) => no % 60 === 0 && no % 8 !== 3 && no % 8 !== 5,
    ).length;
    expect(page.rows.every(({ caseId }) => caseId === '81000001')).toBe(true);
    expect(page.matches?.count).toBeLessThanOrEqual(wanted);
    expect(forPage).toBeLessThanOrEqual(64);
    expect(questions).toBe(1);
  });

  it('of what is not delivered asks no more of each channel and direction than it needs', async () => {
    const { fromLanes } = await readFor('is:failed is:expired type:voice -channel:webshop');
    const all = await readFor('is:failed', {});

    expect(channels).toHaveLength(2);
    expect(fromLanes).toBeLessThanOrEqual(count / 4);
    expect(all.page.matches?.count).toBeLessThanOrEqual(count / 8);
  });
});
