import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import type { RecordPlace } from '#relay/ports/sla-store.ts';
import { aRecord } from '#test/contracts/operations-store.contract.ts';
import { anna, aNewMessage, aReply, aSettlement, bert, lotus, noon, tulip } from '#test/contracts/new-message.ts';
import { makeFolder, openIn } from './sqlite-harness.ts';

let folder: string;
let store: RelayStore;

beforeEach(() => {
  folder = makeFolder();
  store = openIn(folder);
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function add(message: ReturnType<typeof aNewMessage>): Promise<number> {
  return (await store.accept(message)).seq;
}

describe('messages as clocks read them', () => {
  it('come page by page in order of seq, without their content, and none of an unreadable sender', async () => {
    expect(await store.slaLastSeq()).toBe(0);
    expect(await store.slaMessages(0, 10)).toEqual({ messages: [], lastSeq: 0, end: true });
    const first = await add(aNewMessage({ platformAt: noon - 500 }));
    await add(aNewMessage({ openId: null, state: 'quarantined', code: 'RECORD_DAMAGED' }));
    const reply = await add(aReply({ channelId: lotus, openId: bert }));
    await store.claim(first, 1, noon);
    await store.settle(aSettlement(first, { kind: 'delivered', caseId: 'C1' }));
    const page = await store.slaMessages(0, 2);
    expect(page).toMatchObject({ lastSeq: 2, end: false });
    expect(page.messages).toEqual([
      expect.objectContaining({
        seq: first,
        channelId: tulip,
        direction: 'inbound',
        kind: 'text',
        openId: anna,
        platformAt: noon - 500,
        receivedAt: noon,
        state: 'delivered',
        changedAt: noon + 1_000,
        caseId: 'C1',
      }),
    ]);
    const rest = await store.slaMessages(page.lastSeq, 2);
    expect(rest).toMatchObject({ lastSeq: reply, end: true });
    expect(rest.messages.map(({ seq, direction, state }) => ({ seq, direction, state }))).toEqual([
      { seq: reply, direction: 'outbound', state: 'pending' },
    ]);
    expect((await store.slaMessagesBySeq([reply, 99, first])).map(({ seq }) => seq)).toEqual([reply, first]);
    expect(await store.slaLastSeq()).toBe(reply);
  });

  it('of one conversation: the newest so many since a moment', async () => {
    for (let no = 0; no < 12; no += 1) {
      await add(aNewMessage({ openId: no % 2 === 0 ? anna : bert, receivedAt: noon + no }));
      await add(aNewMessage({ channelId: lotus, receivedAt: noon + no }));
    }
    const times = async (since: number, limit: number) =>
      (await store.slaConversation(tulip, anna, since, limit)).map(({ receivedAt }) => receivedAt - noon);
    expect(await times(0, 100)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(await times(noon + 5, 100)).toEqual([6, 8, 10]);
    expect(await times(0, 2)).toEqual([8, 10]);
    expect(await store.slaConversation(lotus, bert, 0, 10)).toEqual([]);
  });

  it('of one conversation among very many', async () => {
    const adding = [add(aNewMessage({ openId: anna }))];
    for (let no = 0; no < 12_000; no += 1) adding.push(add(aNewMessage({ openId: bert, receivedAt: noon + no })));
    adding.push(add(aNewMessage({ openId: anna, receivedAt: noon + 12_000 })));
    const seqs = await Promise.all(adding);
    const found = await store.slaConversation(tulip, anna, 0, 100);
    expect(found.map(({ seq }) => seq)).toEqual([seqs[0], seqs.at(-1)]);
  });
});

describe('a walk through records', () => {
  it('misses none and sees none twice, also of one moment, and keeps to its conditions', async () => {
    const put = (id: string, more: Parameters<typeof aRecord>[0] = {}) =>
      store.putRecord(aRecord({ kind: 'sla_case', id, ...more }));
    await Promise.all([
      ...Array.from({ length: 25 }, (_, no) => put(`same-${String(no).padStart(2, '0')}`, { at: noon + 5 })),
      put('early', { at: noon, endedAt: noon + 2 }),
      put('late', { at: noon + 9, endedAt: noon + 20, channelId: lotus }),
      store.putRecord(aRecord({ kind: 'sla_breach', id: 'other', at: noon + 5 })),
    ]);
    const walk = async (more: Partial<Parameters<RelayStore['recordRange']>[0]>) => {
      const ids: string[] = [];
      let after: RecordPlace | null = null;
      do {
        const page: Awaited<ReturnType<RelayStore['recordRange']>> = await store.recordRange({
          kind: 'sla_case',
          from: 0,
          before: noon + 100,
          limit: 4,
          ...more,
          after,
        });
        ids.push(...page.records.map(({ id }) => id));
        after = page.next;
      } while (after !== null);
      return ids;
    };
    const same = Array.from({ length: 25 }, (_, no) => `same-${String(no).padStart(2, '0')}`);
    expect(await walk({})).toEqual(['early', ...same, 'late']);
    expect(await walk({ limit: 1 })).toEqual(['early', ...same, 'late']);
    expect(await walk({ openOnly: true })).toEqual(same);
    expect(await walk({ from: noon + 6 })).toEqual(['late']);
    expect(await walk({ before: noon + 5 })).toEqual(['early']);
    expect(await walk({ endedFrom: noon + 20 })).toEqual([...same, 'late']);
    expect(await walk({ channelId: lotus })).toEqual(['late']);
  });
});
