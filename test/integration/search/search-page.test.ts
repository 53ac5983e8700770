import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SearchBench } from './search-harness.ts';
import { people, writtenMessages, writtenSearches, type WrittenMessage } from './search-page.ts';

const bench = new SearchBench();

beforeAll(async () => {
  const messages = writtenMessages();
  for (const message of messages) {
    const [stored] = await bench.put(message.draft);
    await settle(message, stored?.seq ?? 0);
  }
  await bench.start();
  const contacts = new Map<string, number>();
  for (const { no, draft } of messages) {
    const row = (await bench.page(`id:${draft.id ?? ''}`)).rows[0];
    if (row?.seq !== no) throw new Error(`message ${no} is not the one with this number`);
    if (row.contactNo !== null) contacts.set(draft.openId ?? '', row.contactNo);
  }
  for (const { openId, label } of Object.values(people)) {
    if (label !== '') bench.label(contacts.get(openId) ?? -1, label);
  }
});

afterAll(async () => {
  await bench.dispose();
});

async function settle({ became, code, platformCode, caseId }: WrittenMessage, seq: number): Promise<void> {
  if (became === 'waiting') return;
  if (became === 'delivered') {
    await bench.deliver(seq, caseId);
    return;
  }
  const kind = became === 'failed' ? 'dead_letter' : became;
  if (code === null || (kind !== 'dead_letter' && kind !== 'expired' && kind !== 'unconfirmed')) {
    throw new Error(`the page names an unknown end: ${became}`);
  }
  await bench.store.claim(seq, 1, 0);
  await bench.store.settle({
    seq,
    at: 0,
    attempt: 1,
    durationMs: 5,
    outcome: { kind, code, platformCode },
    report: null,
  });
}

async function judge(search: string) {
  const page = await bench.page(search);
  const [problem] = page.problems;
  return {
    finds: page.rows.map(({ seq }) => seq),
    problem: problem === undefined ? null : { code: problem.code, at: problem.from },
  };
}

describe('the page of searches', () => {
  it('has enough of them', () => {
    expect(writtenSearches().length).toBeGreaterThanOrEqual(60);
  });

  it.each(writtenSearches())('$no: $search', async ({ search, finds, problem }) => {
    expect(await judge(search)).toEqual({ finds, problem });
  });

  it('says the same of indexed messages', async () => {
    await bench.untilIndexed();
    const wrong = [];
    for (const { no, search, finds, problem } of writtenSearches()) {
      const found = await judge(search);
      if (JSON.stringify(found) !== JSON.stringify({ finds, problem })) wrong.push({ no, search, finds, found });
    }
    expect(wrong).toEqual([]);
  });

  it('finds the same page by page', async () => {
    for (const { search, finds, problem } of writtenSearches()) {
      if (problem !== null) continue;
      const found: number[] = [];
      let cursor: string | null = null;
      do {
        const page = await bench.page(search, { limit: 2, cursor });
        found.push(...page.rows.map(({ seq }) => seq));
        cursor = page.next;
      } while (cursor !== null);
      expect(found, search).toEqual(finds);
    }
  });
});
