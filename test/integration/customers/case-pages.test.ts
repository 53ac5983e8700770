import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId } from '#shared/domain/ids.ts';
import { noon } from '#test/contracts/new-message.ts';
import { help, messageOf, shop, text } from '#test/integration/search/search-harness.ts';
import { CustomerBench } from './customer-bench.ts';

let bench: CustomerBench;

beforeEach(async () => {
  bench = new CustomerBench();
  await bench.start();
});

afterEach(async () => {
  await bench.dispose();
});

/** A message of the customer, in a case of CXone's. */
async function inCase(caseId: string, receivedAt: number): Promise<{ contactNo: number; id: MessageId }> {
  const message = { ...messageOf(text('hello')), receivedAt };
  const stored = await bench.store.accept(message);
  if (stored.kind !== 'stored') throw new Error('a repeat');
  const { seq, contactNo } = stored;
  await bench.store.claim(seq, 1, noon);
  const outcome = { kind: 'delivered' as const, platformMessageId: `p-${seq}`, caseId, threadIds: [] };
  await bench.store.settle({ seq, at: noon, attempt: 1, durationMs: 5, outcome, report: null });
  return { contactNo, id: message.id };
}

function keep(id: string, at: number, facts: object, channelId = shop): Promise<void> {
  const body = JSON.stringify(facts);
  return bench.store.putRecord({ kind: 'sla_case', id, channelId, parent: null, at, endedAt: null, body });
}

describe('a customer’s cases', () => {
  it('lead to CXone where it named their page, whatever the case is called here', async () => {
    const hour = 3_600_000;
    const named = await inCase('70001', noon - 5 * hour);
    await inCase('70001', noon - 4.9 * hour);
    const unnamed = await inCase('70002', noon - 4 * hour);
    await inCase('70003', noon - 3 * hour);
    const elsewhere = await inCase('70004', noon - 2 * hour);
    await inCase('70005', noon - hour);
    const { contactNo } = await inCase('7000', noon);
    const detailUrl = 'https://desk.example/case';
    await keep(`sla-${named.id}`, noon - 5 * hour, { caseId: '70001', detailUrl });
    await keep(`sla-${unnamed.id}`, noon - 4 * hour, { caseId: '70002', detailUrl: null });
    // Begun by CXone a little before its first message came.
    await keep('sla-of-cxone', noon - 3 * hour - 20_000, { caseId: '70003', detailUrl });
    // The same number of another tenant.
    await keep(`sla-${elsewhere.id}`, noon - 2 * hour, { caseId: '70004', detailUrl }, help);
    await keep('sla-damaged', noon - hour, ['70005', detailUrl]);

    const { cases } = await bench.customers.customer(contactNo);

    expect(cases.map(({ caseId, messages, slaCaseId }) => [caseId, messages, slaCaseId])).toEqual([
      ['7000', 1, null],
      ['70005', 1, null],
      ['70004', 1, null],
      ['70003', 1, 'sla-of-cxone'],
      ['70002', 1, null],
      ['70001', 2, `sla-${named.id}`],
    ]);
    expect(Object.keys(cases[0] ?? {})).not.toContain('firstId');
  });
});
