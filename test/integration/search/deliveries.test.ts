import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noon } from '#test/contracts/new-message.ts';
import { SearchBench, text } from './search-harness.ts';

let bench: SearchBench;

beforeEach(async () => {
  bench = new SearchBench();
  await bench.start();
});

afterEach(async () => {
  await bench.dispose();
});

async function sendAgain(words: string): Promise<number> {
  const [row] = (await bench.page(words)).rows;
  if (row === undefined) throw new Error('it is not found');
  await bench.store.decide({ id: row.id, action: 'send_again', by: 'Anna', at: noon, report: null });
  return row.seq;
}

async function deliverAgain(seq: number, caseId: string): Promise<void> {
  await bench.store.claim(seq, 2, noon);
  const outcome = { kind: 'delivered', platformMessageId: `c-${seq}`, caseId, threadIds: [] } as const;
  await bench.store.settle({ seq, at: noon, attempt: 2, durationMs: 5, outcome, report: null });
}

describe('the case of a message', () => {
  it('is found at once, though the index was told of the message before it was delivered', async () => {
    const [first, second] = await bench.put(text('one'), text('two'));
    await bench.untilIndexed();

    await bench.deliver(first?.seq ?? 0, '81000055');
    expect(await bench.found('case:81000055')).toEqual(['one']);
    await bench.deliver(second?.seq ?? 0, '81000055');
    expect(await bench.found('81000055')).toEqual(['two', 'one']);
    expect(await bench.found('case:81000055 two')).toEqual(['two']);
  });

  it('is found when it was delivered only after it had failed', async () => {
    const [stored] = await bench.put(text('refused at first'));
    await bench.fail(stored?.seq ?? 0, 'WECHAT_CONTENT_REFUSED', '87014');
    await bench.untilIndexed();

    await deliverAgain(await sendAgain('refused'), '81000056');

    expect(await bench.found('case:81000056')).toEqual(['refused at first']);
    expect(await bench.found(`id:c-${stored?.seq ?? 0}`)).toEqual(['refused at first']);
    expect(await bench.found('code:87014')).toEqual([]);
  });

  it('is found of what waited or failed long ago, soon after it was delivered', async () => {
    const [stored] = await bench.put(text('an old one'));
    await bench.fail(stored?.seq ?? 0, 'WECHAT_CONTENT_REFUSED', '87014');
    // More than is followed closely.
    await bench.put(...Array.from({ length: 2_200 }, () => text('newer')));
    await bench.untilIndexed();

    await deliverAgain(await sendAgain('"an old one"'), '81000057');

    await bench.until(async () => (await bench.found('case:81000057')).length === 1);
    expect(await bench.found('case:81000057')).toEqual(['an old one']);
  }, 60_000);

  it('is not found any more when the message has left the store, whichever way the index learned it', async () => {
    const [early, late] = await bench.put(text('early'), text('late'));
    await bench.deliver(early?.seq ?? 0, '81000058');
    await bench.untilIndexed();
    await bench.deliver(late?.seq ?? 0, '81000058');
    expect(await bench.found('case:81000058')).toEqual(['late', 'early']);

    await bench.store.prune({ settledBefore: noon + 1_000_000, openBefore: 0, limit: 10 });
    await bench.search.purge();

    expect((await bench.page('case:81000058')).matches).toEqual({ count: 0, isMore: false });
  });
});
