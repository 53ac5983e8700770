import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OpenId } from '#shared/domain/ids.ts';
import type { OperationsRecord } from '#relay/ports/operations-store.ts';
import type { NewMessage, RelayStore, Settlement } from '#relay/ports/relay-store.ts';
import { anna, aNewMessage, aReply, aSettlement, bert, lotus, noon, tulip } from './new-message.ts';
import type { StoreUnderTest } from './relay-store.contract.ts';

const second = 1_000;
const minute = 60 * second;

export function aRecord(overrides: Partial<OperationsRecord> = {}): OperationsRecord {
  return {
    kind: 'incident',
    id: 'one',
    channelId: tulip,
    parent: null,
    at: noon,
    endedAt: null,
    body: '{"text":"断开连接 ☎"}',
    ...overrides,
  };
}

/** Records of operations, and questions about the messages of a period. Run by every implementation of the port. */
export function itKeepsOperations(make: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest;
  let store: RelayStore;

  beforeEach(async () => {
    under = await make();
    store = under.store;
  });
  afterEach(async () => {
    expect((await store.verifyCounts()).agrees).toBe(true);
    await under.dispose();
  });

  const idsOf = (records: readonly OperationsRecord[]): string[] => records.map(({ id }) => id);

  describe('records', () => {
    it('comes back as it was put, also after a restart, and is replaced by one with its kind and id', async () => {
      const record = aRecord({ parent: 'mother', endedAt: noon + 5 });
      await store.putRecord(record);
      await store.putRecord(aRecord({ kind: 'gap', body: 'another kind' }));
      expect(await store.getRecord('incident', 'one')).toEqual(record);
      const later = aRecord({ channelId: null, at: noon + 7, body: 'later' });
      await store.putRecord(later);
      store = await under.reopen();
      expect(await store.getRecord('incident', 'one')).toEqual(later);
      expect(await store.getRecord('incident', 'two')).toBeNull();
    });

    it('is gone once it is removed, also after a restart, and no other with it', async () => {
      await store.putRecord(aRecord());
      await store.putRecord(aRecord({ kind: 'gap' }));
      await store.putRecord(aRecord({ id: 'two' }));
      await store.removeRecord('incident', 'one');
      await store.removeRecord('incident', 'never there');
      store = await under.reopen();
      expect(await store.getRecord('incident', 'one')).toBeNull();
      expect(await store.getRecord('gap', 'one')).not.toBeNull();
      expect(idsOf(await store.records({ kind: 'incident', order: 'oldest_first', limit: 10 }))).toEqual(['two']);
    });

    it('are found by each condition, alone and together, in either order', async () => {
      await Promise.all([
        store.putRecord(aRecord({ id: 'a', at: noon, endedAt: noon + 10 })),
        store.putRecord(aRecord({ id: 'b', at: noon + 1, parent: 'p' })),
        store.putRecord(aRecord({ id: 'c', at: noon + 2, channelId: lotus, parent: 'p', endedAt: noon + 3 })),
        store.putRecord(aRecord({ id: 'd', at: noon + 2, channelId: null })),
        store.putRecord(aRecord({ id: 'x', kind: 'gap', at: noon + 2, parent: 'p' })),
      ]);
      const find = async (query: Partial<Parameters<RelayStore['records']>[0]>) =>
        idsOf(await store.records({ kind: 'incident', order: 'oldest_first', limit: 10, ...query }));
      expect(await find({})).toEqual(['a', 'b', 'c', 'd']);
      expect(await find({ order: 'newest_first' })).toEqual(['d', 'c', 'b', 'a']);
      expect(await find({ order: 'newest_first', limit: 2 })).toEqual(['d', 'c']);
      expect(await find({ channelId: tulip })).toEqual(['a', 'b']);
      expect(await find({ parent: 'p' })).toEqual(['b', 'c']);
      expect(await find({ parent: 'p', channelId: lotus })).toEqual(['c']);
      expect(await find({ openOnly: true })).toEqual(['b', 'd']);
      expect(await find({ endedFrom: noon + 10 })).toEqual(['a', 'b', 'd']);
      expect(await find({ endedFrom: noon + 11, channelId: tulip })).toEqual(['b']);
      expect(await find({ before: noon + 2 })).toEqual(['a', 'b']);
      expect(await find({ before: noon + 2, openOnly: true, channelId: tulip })).toEqual(['b']);
      expect(await store.countRecords('incident', 'p')).toBe(2);
      expect(await store.countRecords('incident', 'q')).toBe(0);
    });

    it('are removed by age in small steps, never one that goes on, nor what belongs to it', async () => {
      await Promise.all([
        ...Array.from({ length: 5 }, (_, no) =>
          store.putRecord(aRecord({ id: `old-${no}`, at: noon - 20, endedAt: noon - 10 + no })),
        ),
        store.putRecord(aRecord({ id: 'open', at: noon - 90 })),
        store.putRecord(aRecord({ kind: 'incident_event', id: 'kept', parent: 'open', at: noon - 90 })),
        store.putRecord(aRecord({ kind: 'incident_event', id: 'gone', parent: 'old-0', at: noon - 90 })),
        store.putRecord(aRecord({ kind: 'audit', id: 'old', at: noon - 90 })),
        store.putRecord(aRecord({ kind: 'audit', id: 'new', at: noon })),
        store.putRecord(aRecord({ kind: 'watch', id: 'open', at: noon - 90 })),
        store.putRecord(aRecord({ id: 'fresh', at: noon - 90, endedAt: noon })),
      ]);
      expect(await store.pruneRecords(noon, 3)).toBe(3);
      expect(await store.pruneRecords(noon, 100)).toBe(4);
      expect(await store.pruneRecords(noon, 100)).toBe(0);
      const left = { order: 'oldest_first', limit: 10 } as const;
      expect(idsOf(await store.records({ kind: 'incident', ...left }))).toEqual(
        expect.arrayContaining(['open', 'fresh']),
      );
      expect(await store.records({ kind: 'incident', ...left })).toHaveLength(2);
      expect(idsOf(await store.records({ kind: 'incident_event', ...left }))).toEqual(['kept']);
      expect(idsOf(await store.records({ kind: 'audit', ...left }))).toEqual(['new']);
      expect(idsOf(await store.records({ kind: 'watch', ...left }))).toEqual(['open']);
    });
  });

  describe('messages of a period', () => {
    async function stored(message: NewMessage): Promise<number> {
      const result = await store.accept(message);
      if (result.kind !== 'stored') throw new Error('it was taken for a duplicate');
      return result.seq;
    }

    async function ended(message: NewMessage, kind: Settlement['outcome']['kind'], at: number): Promise<number> {
      const seq = await stored(message);
      expect(await store.claim(seq, 1, at - 1)).toBe(true);
      await store.settle(aSettlement(seq, { kind }, { at }));
      return seq;
    }

    const from = (receivedAt: number, openId: OpenId = anna) => ({ receivedAt, openId });

    it('are counted by what they are and what became of them, between its first and last moment', async () => {
      await stored(aNewMessage(from(noon - 1)));
      await stored(aNewMessage({ ...from(noon), channelId: lotus }));
      await stored(aNewMessage(from(noon)));
      await ended(aReply(from(noon + 1)), 'unconfirmed', noon + 5);
      await ended(aNewMessage(from(noon + 2, bert)), 'delivered', noon + 5);
      await ended(aReply(from(noon + 3, bert)), 'dead_letter', noon + 5);
      await ended(aReply(from(noon + 4, bert)), 'expired', noon + 5);
      await stored(aReply(from(noon + 9)));
      await stored(aReply(from(noon + 10)));
      const impact = {
        inbound: 2,
        outbound: 4,
        conversations: 2,
        // With the one that waited before it began.
        waiting: 3,
        deadLetters: 1,
        unconfirmed: 1,
        expired: 1,
      };
      expect(await store.impactOf(tulip, noon, noon + 10)).toEqual(impact);
      // Asked again it goes on from where it was; asked for less, it begins anew.
      await stored(aNewMessage(from(noon + 20)));
      const more = { ...impact, inbound: 3, outbound: 5, waiting: 5 };
      expect(await store.impactOf(tulip, noon, noon + 21)).toEqual(more);
      expect(await store.impactOf(tulip, noon, noon + 10)).toEqual(impact);
      expect(await store.impactOf(tulip, noon, noon + 21)).toEqual(more);
      expect(await store.impactOf(tulip, noon + 100, noon + 200)).toMatchObject({ inbound: 0, conversations: 0 });
      store = await under.reopen();
      expect(await store.impactOf(tulip, noon, noon + 21)).toEqual(more);
    });

    it('says what waits, and follows it to its end', async () => {
      expect(await store.waitingNow(tulip)).toEqual({ total: 0, lastSeq: 0 });
      await ended(aNewMessage(from(noon)), 'delivered', noon + 1);
      const since = noon + 10 * minute;
      const early = [await stored(aNewMessage(from(noon + 2))), await stored(aReply(from(noon + 3)))];
      const late = [await stored(aReply(from(since - second))), await stored(aNewMessage(from(since - 1)))];
      await stored(aNewMessage({ channelId: lotus }));
      const { total, lastSeq } = await store.waitingNow(tulip);
      expect({ total, lastSeq }).toEqual({ total: 4, lastSeq: late[1] });
      await stored(aNewMessage(from(since + 5)));
      const settle = async (seq: number, kind: Settlement['outcome']['kind']) => {
        expect(await store.claim(seq, 1, since)).toBe(true);
        await store.settle(aSettlement(seq, { kind }, { at: since + 2 }));
      };
      const none = { waiting: 4, delivered: 0, expired: 0, unconfirmed: 0, failed: 0 };
      expect(await store.settledSince(tulip, since, lastSeq)).toEqual(none);
      await settle(early[0] ?? 0, 'delivered');
      await settle(late[0] ?? 0, 'unconfirmed');
      // What came later is not part of it.
      await ended(aNewMessage(from(since + 1)), 'delivered', since + 2);
      const two = { ...none, waiting: 2, delivered: 1, unconfirmed: 1 };
      expect(await store.settledSince(tulip, since, lastSeq)).toEqual(two);
      await settle(early[1] ?? 0, 'expired');
      await settle(late[1] ?? 0, 'dead_letter');
      expect(await store.settledSince(tulip, since, lastSeq)).toEqual({
        waiting: 0,
        delivered: 1,
        unconfirmed: 1,
        expired: 1,
        failed: 1,
      });
      expect(await store.settledSince(lotus, since, 0)).toEqual({ ...none, waiting: 0 });
    });
  });
}
