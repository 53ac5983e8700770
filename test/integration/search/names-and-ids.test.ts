import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageOf, SearchBench, text } from './search-harness.ts';
import { noon } from '#test/contracts/new-message.ts';

let bench: SearchBench;

beforeEach(async () => {
  bench = new SearchBench();
  await bench.start();
});

afterEach(async () => {
  await bench.dispose();
});

/** More customers than the word index is asked for by name. */
const many = 150;
const openIdOf = (no: number): string => `oMany${String(no).padStart(17, '0')}aBcDeF`;

async function everyPage(search: string): Promise<number[]> {
  const seqs: number[] = [];
  let cursor: string | null = null;
  do {
    const page = await bench.page(search, { limit: 40, cursor });
    expect(page.problems).toEqual([]);
    seqs.push(...page.rows.map(({ seq }) => seq));
    cursor = page.next;
  } while (cursor !== null);
  return seqs;
}

describe('a name that many customers have', () => {
  it('misses none of their messages, nor those that hold the word', async () => {
    await bench.put(text('the first of all'));
    await bench.untilIndexed();
    const customers = Array.from({ length: many }, (_, no) => openIdOf(no));
    const first = await bench.put(...customers.map((openId, no) => ({ ...text(`parcel ${no}`), openId })));
    const rest = await bench.put(
      text('an orchid for Zhang'),
      text('nothing of the kind'),
      { ...text('orchid'), openId: openIdOf(3) },
      { ...text('last'), openId: openIdOf(140) },
    );
    const seqOf = (list: typeof first, no: number): number => list[no]?.seq ?? -1;
    await bench.fail(seqOf(first, 100), 'WECHAT_CONTENT_REFUSED', '87014');
    await bench.fail(seqOf(rest, 1), 'WECHAT_CONTENT_REFUSED', '87014');
    for (const [no, stored] of first.entries()) {
      if (stored.kind === 'stored') bench.label(stored.contactNo, `Zhang ${no}`);
    }
    const theirs = [seqOf(rest, 3), seqOf(rest, 2), ...first.map(({ seq }) => seq).reverse()];

    for (const moment of ['just stored', 'indexed']) {
      expect(await everyPage('customer:zhang'), moment).toEqual(theirs);
      expect(await everyPage('zhang'), moment).toEqual([...theirs.slice(0, 2), seqOf(rest, 0), ...theirs.slice(2)]);
      expect(await everyPage('customer:zhang orchid'), moment).toEqual([seqOf(rest, 2)]);
      expect(await everyPage('zhang orchid'), moment).toEqual([seqOf(rest, 2), seqOf(rest, 0)]);
      expect(await everyPage('customer:zhang is:failed'), moment).toEqual([seqOf(first, 100)]);
      expect(await everyPage('zhang is:failed parcel'), moment).toEqual([seqOf(first, 100)]);
      expect(await everyPage('openid:aBcDeF last'), moment).toEqual([seqOf(rest, 3)]);
      expect(await everyPage('openid:aBcDeF customer:"zhang 14" before:2100-01-01'), moment).toEqual(
        theirs.filter(
          (seq) =>
            [140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 14].some((no) => seqOf(first, no) === seq) ||
            seq === seqOf(rest, 3),
        ),
      );
      expect(await everyPage('-customer:zhang'), moment).toEqual([seqOf(rest, 1), seqOf(rest, 0), 1]);
      await bench.untilIndexed();
    }
  });
});

describe('what CXone calls things', () => {
  const inboundId = '0c4af3f8-1a2b-4612-82f1-c1b3b835ab08';
  const threadId = 'c0cbeb1d-99aa-411a-8e2f-c379b7658761';
  const outboundId = '7be0a1d2-5c4d-4e3f-9a8b-0c1d2e3f4a5b';

  async function deliverAs(seq: number): Promise<void> {
    await bench.store.claim(seq, 1, noon);
    const outcome = { kind: 'delivered', platformMessageId: inboundId, caseId: null, threadIds: [threadId] } as const;
    await bench.store.settle({ seq, at: noon, attempt: 1, durationMs: 5, outcome, report: null });
  }

  it('finds a message by the id CXone gave it, whether it was indexed before it was delivered or after', async () => {
    const [other, before] = await bench.put(
      { ...text('somebody else'), openId: openIdOf(1) },
      { ...text('delivered later'), openId: openIdOf(2) },
    );
    await bench.untilIndexed();
    expect(await bench.found(`id:${inboundId}`)).toEqual([]);

    await deliverAs(before?.seq ?? 0);
    await bench.until(async () => (await bench.page(`id:${inboundId}`)).rows.length === 1);

    for (const search of [`id:${inboundId}`, inboundId, `id:${inboundId} -somebody`]) {
      expect(await bench.found(search), search).toEqual(['delivered later']);
    }
    expect(await bench.found(`-id:${inboundId}`)).toEqual(['somebody else']);
    await bench.search.stop();
    await bench.deliver(other?.seq ?? 0);
    await bench.start();
    await bench.untilIndexed();
    expect(await bench.found(`id:${inboundId}`)).toEqual(['delivered later']);
  });

  it('finds a conversation by its id, and a reply by what CXone called it', async () => {
    const [asked] = await bench.put({ ...text('the question'), openId: openIdOf(2) });
    await deliverAs(asked?.seq ?? 0);
    const raw = JSON.stringify({ id: outboundId, thread: { idOnExternalPlatform: 'gh_1:x', id: threadId }, note: [] });
    const reply = messageOf({ ...text('the answer'), direction: 'outbound', openId: openIdOf(2) });
    await bench.store.accept({ ...reply, payload: { ...reply.payload, raw } });
    await bench.put({ ...text('another customer'), openId: openIdOf(1) });

    for (const moment of ['just stored', 'indexed']) {
      expect(await bench.found(`id:${outboundId}`), moment).toEqual(['the answer']);
      expect(await bench.found(outboundId), moment).toEqual(['the answer']);
      expect(await bench.found(`id:${threadId}`), moment).toEqual(['the answer', 'the question']);
      expect(await bench.found(`${threadId} dir:in`), moment).toEqual(['the question']);
      expect(await bench.found(`id:gh_abc:${openIdOf(2)}`), moment).toEqual(['the answer', 'the question']);
      expect(await bench.found('id:7be0a1d2-0000-4e3f-9a8b-0c1d2e3f4a5b'), moment).toEqual([]);
      await bench.untilIndexed();
    }
  });
});
