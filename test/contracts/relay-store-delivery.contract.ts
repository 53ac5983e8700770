import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageId } from '#shared/domain/ids.ts';
import type { MessageAction, MessagePart, MessageState } from '#shared/domain/message.ts';
import type { NewMessage, RelayStore, StatusReportDraft, StoredMedia } from '#relay/ports/relay-store.ts';
import { anna, aNewMessage, aReply, aSettlement, bert, lotus, noon, textOf, tulip } from './new-message.ts';
import type { StoreUnderTest } from './relay-store.contract.ts';

const delivered: StatusReportDraft = { status: 'delivered', reason: null };
const failed: StatusReportDraft = { status: 'failed', reason: 'Refused by WeChat (45002).' };
const day = 86_400_000;

function aPart(no: number, overrides: Partial<MessagePart> = {}): MessagePart {
  return {
    no,
    of: 3,
    kind: 'text',
    state: 'accepted',
    at: noon + no,
    code: null,
    platformCode: null,
    ...overrides,
  };
}

function aFile(overrides: Partial<StoredMedia> = {}): StoredMedia {
  const known = { name: 'receipt.jpg', mimeType: 'image/jpeg', sizeBytes: 1_234 };
  return { no: 1, ...known, state: 'stored', code: null, ref: 'file-1', at: noon, ...overrides };
}

/** Parts, decisions, reports, files and removal. Run by every implementation of the port. */
export function itBringsMessagesToTheirEnd(make: () => Promise<StoreUnderTest>): void {
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

  async function stored(message: NewMessage) {
    const result = await store.accept(message);
    if (result.kind !== 'stored') throw new Error('it was taken for a duplicate');
    return { ...result, id: message.id };
  }

  async function claimed(message: NewMessage, attempt = 1) {
    const result = await stored(message);
    expect(await store.claim(result.seq, attempt, noon + 900)).toBe(true);
    return result;
  }

  /** A message that came to this state by the usual way. */
  async function inState(state: MessageState, make = aReply) {
    if (state === 'pending') return stored(make());
    if (state === 'quarantined') return stored(make({ state, code: 'WECHAT_PUSH_UNREADABLE' }));
    if (state === 'discarded') {
      const result = await stored(make());
      await decide(result.id, 'discard');
      return result;
    }
    const result = await claimed(make());
    await store.settle(aSettlement(result.seq, { kind: state }));
    return result;
  }

  function decide(id: MessageId, action: MessageAction, overrides: { report?: StatusReportDraft; at?: number } = {}) {
    return store.decide({ id, action, by: 'Jan de Vries', at: noon + 60_000, report: null, ...overrides });
  }

  async function stateOf(id: MessageId): Promise<MessageState> {
    return (await store.message(id)).row.state;
  }

  async function linesOf(id: MessageId): Promise<string[]> {
    return (await store.message(id)).events.map(({ kind }) => kind);
  }

  async function repliesLeft(): Promise<number | null> {
    return (await store.contact(tulip, anna))?.repliesLeft ?? null;
  }

  describe('a message in parts', () => {
    beforeEach(async () => {
      await stored(aNewMessage({ opensWindow: { until: noon + day, replies: 5 } }));
    });

    it('remembers each part, and a retry knows which are out', async () => {
      const { seq, id, contactNo } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      expect((await store.message(id)).parts).toEqual([aPart(1, { state: 'sending', at: noon })]);
      await store.partEnded(seq, aPart(1));
      await store.partBegun(seq, aPart(2, { kind: 'image' }), noon + 2);
      const refused = { state: 'refused', code: 'WECHAT_MEDIA_REFUSED', platformCode: '40007', kind: 'image' } as const;
      await store.partEnded(seq, aPart(2, refused));
      await store.settle(aSettlement(seq, { kind: 'retry' }));
      const [waiting] = await store.pendingOfConversation(contactNo, 'outbound', 0, 10);
      expect(waiting?.parts).toEqual([aPart(1), aPart(2, refused)]);
      const story = await store.message(id);
      expect(story.parts).toEqual(waiting?.parts);
      expect(story.events).toContainEqual(expect.objectContaining({ kind: 'part_accepted', part: 1, at: noon + 1 }));
      expect(story.events).toContainEqual(
        expect.objectContaining({ kind: 'part_failed', part: 2, code: 'WECHAT_MEDIA_REFUSED', platformCode: '40007' }),
      );
    });

    it('uses a reply for each accepted part, once, and none for the whole', async () => {
      const { seq } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.partEnded(seq, aPart(1));
      expect(await repliesLeft()).toBe(4);
      await store.partBegun(seq, aPart(2), noon);
      await store.partEnded(seq, aPart(2, { state: 'refused', code: 'WECHAT_MEDIA_REFUSED' }));
      expect(await repliesLeft()).toBe(4);
      await store.settle(aSettlement(seq, { kind: 'delivered' }));
      expect(await repliesLeft()).toBe(4);
    });

    it('an accepted part stays accepted, whatever comes later', async () => {
      const { seq, id } = await claimed(aReply());
      await store.partEnded(seq, aPart(1));
      await store.partEnded(seq, aPart(1, { state: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN' }));
      await store.partBegun(seq, aPart(1), noon + 9);
      expect((await store.message(id)).parts).toEqual([aPart(1)]);
    });

    it('lets no part leave that no attempt stands behind', async () => {
      const { seq } = await stored(aReply());
      const refusal = { code: 'MESSAGE_ACTION_NOT_POSSIBLE' };
      await expect(store.partBegun(seq, aPart(1), noon)).rejects.toMatchObject(refusal);
      await store.claim(seq, 1, noon);
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }));
      await expect(store.partBegun(seq, aPart(1), noon)).rejects.toMatchObject(refusal);
    });

    it('waits again after a stop between two parts', async () => {
      const { seq, id } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      store = await under.reopen();
      expect(await store.recoverClaims(noon + 5_000)).toEqual({ requeued: 1, unconfirmed: 0 });
      expect(await stateOf(id)).toBe('pending');
      expect((await store.message(id)).parts).toEqual([aPart(1)]);
      expect(await store.claim(seq, 2, noon + 5_001)).toBe(true);
    });

    it('waits again after a stop of a later attempt that had begun no part', async () => {
      const { seq } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.settle(aSettlement(seq, { kind: 'retry' }));
      await store.claim(seq, 2, noon);
      store = await under.reopen();
      expect(await store.recoverClaims(noon + 5_000)).toEqual({ requeued: 1, unconfirmed: 0 });
    });

    it('becomes a question after a stop in the middle of a part, and says so to CXone if told to', async () => {
      const { seq, id } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.partBegun(seq, aPart(2), noon);
      const silent = await claimed(aReply({ channelId: lotus }));
      store = await under.reopen();
      const reportFor = (channelId: string) => (channelId === tulip ? failed : null);
      expect(await store.recoverClaims(noon + 5_000, reportFor)).toEqual({ requeued: 0, unconfirmed: 2 });
      const story = await store.message(id);
      expect(story.row).toMatchObject({ state: 'unconfirmed', code: 'WECHAT_OUTCOME_UNKNOWN' });
      expect(story.parts.map(({ state }) => state)).toEqual(['accepted', 'unknown']);
      expect(story.statusReport).toMatchObject({ ...failed, state: 'waiting' });
      expect((await store.message(silent.id)).statusReport).toBeNull();
    });
  });

  describe('a decision', () => {
    const states: MessageState[] = [
      'pending',
      'delivered',
      'unconfirmed',
      'dead_letter',
      'expired',
      'quarantined',
      'discarded',
    ];
    const allowed: Record<MessageAction, Partial<Record<MessageState, MessageState>>> = {
      send_again: { unconfirmed: 'pending', dead_letter: 'pending', expired: 'pending', quarantined: 'pending' },
      confirm_arrived: { unconfirmed: 'delivered' },
      give_up: { unconfirmed: 'dead_letter' },
      discard: {
        pending: 'discarded',
        unconfirmed: 'discarded',
        dead_letter: 'discarded',
        expired: 'discarded',
        quarantined: 'discarded',
      },
      restore: { discarded: 'pending' },
    };

    it.each(Object.entries(allowed))('to %s is possible in these states and no others', async (name, moves) => {
      const action = name as MessageAction;
      for (const state of states) {
        const { id, seq } = await inState(state);
        const to = moves[state];
        if (to === undefined) {
          await expect(decide(id, action)).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
          expect(await stateOf(id)).toBe(state);
          continue;
        }
        const decided = await decide(id, action);
        expect(decided).toMatchObject({ seq, channelId: tulip, direction: 'outbound' });
        expect(decided.pending === null).toBe(to !== 'pending');
        expect(await stateOf(id)).toBe(to);
        const line = (await store.message(id)).events.find(({ by }) => by !== null);
        expect(line).toMatchObject({ by: 'Jan de Vries' });
      }
    });

    it('to restore brings back whatever state it was', async () => {
      for (const state of ['pending', 'unconfirmed', 'dead_letter', 'expired', 'quarantined'] as const) {
        const { id } = await inState(state);
        await decide(id, 'discard');
        await decide(id, 'restore', { at: noon + 70_000 });
        expect(await stateOf(id)).toBe(state);
        expect((await linesOf(id)).slice(-2)).toEqual(['discarded', 'restored']);
        await expect(decide(id, 'restore')).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
      }
    });

    it('to send again makes it wait, due now, and only what did not arrive', async () => {
      const { seq, id } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.partEnded(seq, aPart(2, { state: 'unknown' }));
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }));
      const decided = await decide(id, 'send_again');
      expect(decided.pending).toMatchObject({ seq, attempts: 1, dueAt: noon + 60_000, windowClosed: false });
      expect(decided.pending?.parts.map(({ state }) => state)).toEqual(['accepted', 'waiting']);
      expect(await store.claim(seq, 2, noon + 60_001)).toBe(true);
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { attempt: 2, at: noon + 60_100, durationMs: 50 }));
      const lines = await linesOf(id);
      expect(lines.filter((kind) => kind === 'attempt')).toHaveLength(2);
      expect(lines.slice(-3)).toEqual(['sent_again', 'attempt', 'delivered']);
    });

    it('to send again is refused for what nobody can read', async () => {
      const message = aNewMessage({ state: 'quarantined', openId: null, code: 'WECHAT_PUSH_UNREADABLE' });
      await stored(message);
      await expect(decide(message.id, 'send_again')).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
      await decide(message.id, 'discard');
      expect((await decide(message.id, 'restore')).contactNo).toBeNull();
      expect(await stateOf(message.id)).toBe('quarantined');
    });

    it('cannot touch a message whose attempt is under way', async () => {
      const { id } = await claimed(aReply());
      for (const action of ['send_again', 'confirm_arrived', 'give_up', 'discard', 'restore'] as const) {
        await expect(decide(id, action)).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
      }
    });

    it('that it arrived uses the reply it used', async () => {
      await stored(aNewMessage({ opensWindow: { until: noon + day, replies: 5 } }));
      const one = await inState('unconfirmed');
      await decide(one.id, 'confirm_arrived');
      expect(await repliesLeft()).toBe(4);
      expect(await linesOf(one.id)).toEqual(['received', 'stored', 'attempt', 'unconfirmed', 'confirmed_arrived']);
      const inParts = await claimed(aReply());
      await store.partBegun(inParts.seq, aPart(1, { of: 2 }), noon);
      await store.partEnded(inParts.seq, aPart(1, { of: 2 }));
      await store.partBegun(inParts.seq, aPart(2, { of: 2 }), noon);
      await store.partEnded(inParts.seq, aPart(2, { of: 2, state: 'unknown' }));
      await store.settle(aSettlement(inParts.seq, { kind: 'unconfirmed' }));
      expect(await repliesLeft()).toBe(3);
      await decide(inParts.id, 'confirm_arrived');
      expect(await repliesLeft()).toBe(2);
      expect((await store.message(inParts.id)).parts.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
      expect(await stateOf(inParts.id)).toBe('delivered');
    });

    it('that it arrived leaves what never left to be sent, and is reported only when that has', async () => {
      await stored(aNewMessage({ opensWindow: { until: noon + day, replies: 5 } }));
      const { seq, id, contactNo } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.partBegun(seq, aPart(2), noon);
      await store.partEnded(seq, aPart(2, { state: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN' }));
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }));
      const { pending } = await decide(id, 'confirm_arrived', { report: delivered });
      expect(pending).toMatchObject({ seq, attempts: 1, dueAt: noon + 60_000, windowClosed: false });
      expect(pending?.parts.map(({ no, state }) => [no, state])).toEqual([
        [1, 'accepted'],
        [2, 'accepted'],
      ]);
      expect(await store.pendingOfConversation(contactNo, 'outbound', 0, 10)).toEqual([pending]);
      expect(await repliesLeft()).toBe(3);
      expect((await store.message(id)).statusReport).toBeNull();
      expect((await linesOf(id)).slice(-2)).toEqual(['confirmed_arrived', 'part_accepted']);
      expect(await store.claim(seq, 2, noon + 60_001)).toBe(true);
      await store.partBegun(seq, aPart(3), noon + 60_002);
      await store.partEnded(seq, aPart(3, { at: noon + 60_003 }));
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { attempt: 2, report: delivered }));
      expect(await stateOf(id)).toBe('delivered');
      expect((await store.message(id)).statusReport).toMatchObject(delivered);
      expect(await repliesLeft()).toBe(2);
    });

    it('that it arrived holds for a part that left and whose end was never noted', async () => {
      const { seq, id } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }));
      const { pending } = await decide(id, 'confirm_arrived');
      expect(pending?.parts.map(({ state }) => state)).toEqual(['accepted']);
    });

    it('that it arrived is about the whole where no part is in doubt: a restored backup knows of too few', async () => {
      const { seq, id } = await claimed(aReply());
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }));
      expect((await decide(id, 'confirm_arrived')).pending).toBeNull();
      expect(await stateOf(id)).toBe('delivered');
    });

    it('about an unknown message is refused', async () => {
      const unknown = MessageId.parse('wxin-none');
      await expect(decide(unknown, 'discard')).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    });

    it('takes no message from the other decisions of its turn', async () => {
      const one = await inState('unconfirmed');
      const other = await inState('delivered');
      const results = await Promise.allSettled([decide(one.id, 'give_up'), decide(other.id, 'give_up')]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
      expect(await stateOf(one.id)).toBe('dead_letter');
    });
  });

  describe('a later word of the platform', () => {
    const verdict = (platformMessageId: string, report: StatusReportDraft | null = null) => ({
      channelId: tulip,
      platformMessageId,
      at: noon + 5_000,
      code: 'WECHAT_TEMPLATE_NOT_RECEIVED' as const,
      platformCode: 'failed:user block',
      report,
    });

    it('makes what was delivered a dead letter, once, and keeps what was before in its story', async () => {
      const { seq, id } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'delivered', platformMessageId: '881' }));
      expect(await store.platformVerdict(verdict('881', failed))).toEqual({ seq, id });
      expect(await store.platformVerdict(verdict('881'))).toBeNull();
      const story = await store.message(id);
      expect(story.row).toMatchObject({ state: 'dead_letter', code: 'WECHAT_TEMPLATE_NOT_RECEIVED' });
      expect(story.events.map(({ kind }) => kind).slice(-3)).toEqual(['attempt', 'delivered', 'platform_failed']);
      expect(story.statusReport).toMatchObject(failed);
    });

    it('meets no other channel, no inbound message and none that is sent anew', async () => {
      const inbound = await claimed(aNewMessage());
      await store.settle(aSettlement(inbound.seq, { kind: 'delivered', platformMessageId: '881' }));
      const elsewhere = await claimed(aReply({ channelId: lotus }));
      await store.settle(aSettlement(elsewhere.seq, { kind: 'delivered', platformMessageId: '881' }));
      expect(await store.platformVerdict(verdict('881'))).toBeNull();
      const { seq, id } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'delivered', platformMessageId: '882' }));
      await store.platformVerdict(verdict('882'));
      await decide(id, 'send_again');
      await store.claim(seq, 2, noon);
      await store.settle(aSettlement(seq, { kind: 'delivered', platformMessageId: '883' }, { attempt: 2 }));
      expect(await store.platformVerdict(verdict('882'))).toBeNull();
      expect(await stateOf(id)).toBe('delivered');
    });
  });

  it('counts what was delivered later in the same conversation and direction', async () => {
    const first = await inState('unconfirmed');
    await inState('delivered');
    await inState('dead_letter');
    await inState('delivered', aNewMessage);
    await inState('delivered', () => aReply({ openId: bert }));
    await inState('delivered');
    expect(await store.laterDelivered(first.contactNo, 'outbound', first.seq)).toBe(2);
    expect(await store.laterDelivered(first.contactNo, 'inbound', first.seq)).toBe(1);
    expect(await store.laterDelivered(first.contactNo, 'outbound', 1_000)).toBe(0);
  });

  describe('reports to CXone', () => {
    async function reported(draft: StatusReportDraft, at = noon + 1_000) {
      const result = await claimed(aReply());
      await store.settle(aSettlement(result.seq, { kind: 'delivered' }, { report: draft, at }));
      return result;
    }

    it('wait from the settlement on, oldest first, also after a restart', async () => {
      const second = await reported(failed, noon + 2_000);
      const first = await reported(delivered, noon + 1_000);
      await inState('delivered');
      store = await under.reopen();
      expect(await store.nextReportAt()).toBe(noon + 1_000);
      expect(await store.dueReports(noon + 999, 10)).toEqual([]);
      const due = await store.dueReports(noon + 2_000, 10);
      const fresh = { channelId: tulip, attempts: 0 };
      expect(due).toEqual([
        { ...fresh, ...delivered, seq: first.seq, id: first.id, at: noon + 1_000, dueAt: noon + 1_000 },
        { ...fresh, ...failed, seq: second.seq, id: second.id, at: noon + 2_000, dueAt: noon + 2_000 },
      ]);
      expect(await store.dueReports(noon + 2_000, 1)).toHaveLength(1);
    });

    it('are made once, and the story tells it', async () => {
      const { id } = await reported(delivered);
      const [report] = await store.dueReports(noon + 1_000, 1);
      if (report === undefined) throw new Error('nothing waits');
      await store.reportEnded(report, { kind: 'retry', dueAt: noon + 9_000 });
      expect(await store.nextReportAt()).toBe(noon + 9_000);
      // As it was read before: it stands otherwise now.
      await store.reportEnded(report, { kind: 'gave_up', at: noon + 1_500, platformCode: null });
      const [again] = await store.dueReports(noon + 9_000, 1);
      expect(again).toMatchObject({ attempts: 1, dueAt: noon + 9_000 });
      if (again === undefined) throw new Error('nothing waits');
      await store.reportEnded(again, { kind: 'reported', at: noon + 9_100, platformCode: '200' });
      expect(await store.nextReportAt()).toBeNull();
      const story = await store.message(id);
      expect(story.statusReport).toEqual({ ...delivered, state: 'reported', at: noon + 1_000, dueAt: null });
      expect(story.events.at(-1)).toMatchObject({ kind: 'status_reported', at: noon + 9_100, platformCode: '200' });
    });

    it('given up are said to be', async () => {
      const { id } = await reported(failed);
      const [report] = await store.dueReports(noon + 1_000, 1);
      if (report === undefined) throw new Error('nothing waits');
      await store.reportEnded(report, { kind: 'gave_up', at: noon + 2_000, platformCode: 'HTTP 404' });
      expect((await store.message(id)).statusReport).toMatchObject({ ...failed, state: 'gave_up' });
      expect((await store.message(id)).events.at(-1)).toMatchObject({
        kind: 'status_not_reported',
        platformCode: 'HTTP 404',
      });
    });

    it('make way for a later one; the end of the earlier changes nothing then', async () => {
      const { seq, id } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }, { report: failed }));
      const [earlier] = await store.dueReports(noon + 1_000, 1);
      if (earlier === undefined) throw new Error('nothing waits');
      await decide(id, 'confirm_arrived', { report: delivered, at: noon + 1_000 });
      await store.reportEnded(earlier, { kind: 'reported', at: noon + 3_000, platformCode: null });
      const waiting = await store.dueReports(noon + 90_000, 10);
      expect(waiting).toMatchObject([{ seq, status: 'delivered', reason: null, attempts: 0 }]);
      expect(waiting[0]?.at).toBeGreaterThan(earlier.at);
    });

    it('made before stay in the story when another follows', async () => {
      const { seq, id } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }, { report: failed }));
      const [earlier] = await store.dueReports(noon + 1_000, 1);
      if (earlier === undefined) throw new Error('nothing waits');
      await store.reportEnded(earlier, { kind: 'reported', at: noon + 3_000, platformCode: null });
      await decide(id, 'confirm_arrived', { report: delivered });
      expect(await linesOf(id)).toContain('status_reported');
      expect((await store.message(id)).statusReport).toMatchObject({ ...delivered, state: 'waiting' });
    });

    it('are not written by a settlement that comes too late', async () => {
      const { seq } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }));
      await store.settle(aSettlement(seq, { kind: 'dead_letter' }, { report: failed }));
      expect(await store.nextReportAt()).toBeNull();
    });
  });

  describe('files', () => {
    it('belong to a message, by number, and their changes are lines of its story', async () => {
      const { seq, id } = await stored(aReply());
      const waiting = { state: 'waiting', ref: null, sizeBytes: null } as const;
      await store.putMedia(seq, aFile(waiting));
      await store.putMedia(seq, aFile());
      await store.putMedia(seq, aFile());
      const refused = aFile({ no: 2, state: 'refused', code: 'MEDIA_TOO_LARGE', ref: null, name: '发票.pdf' });
      await store.putMedia(seq, refused);
      expect(await store.mediaOf(seq)).toEqual([aFile(), refused]);
      const story = await store.message(id);
      expect(story.media).toEqual([aFile(), refused]);
      expect(story.events.filter(({ kind }) => kind.startsWith('media_'))).toMatchObject([
        { kind: 'media_stored', part: 1 },
        { kind: 'media_failed', part: 2, code: 'MEDIA_TOO_LARGE' },
      ]);
    });

    it('of no message are refused', async () => {
      await expect(store.putMedia(999, aFile())).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      await expect(store.mediaOf(999)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    });

    it('that are old are named once for removal, oldest first, and then unknown', async () => {
      const { seq } = await claimed(aReply());
      for (const no of [1, 2, 3]) await store.putMedia(seq, aFile({ no, ref: `file-${no}`, at: noon - no }));
      // A message that waits, for however long, still needs them.
      expect(await store.pruneMedia(noon, 9)).toEqual({ mediaRefs: [] });
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { at: noon }));
      expect(await store.unknownMedia(['file-1', 'file-9', 'file-3'])).toEqual(['file-9']);
      expect(await store.pruneMedia(noon - 1, 1)).toEqual({ mediaRefs: ['file-3'] });
      expect(await store.pruneMedia(noon - 1, 9)).toEqual({ mediaRefs: ['file-2'] });
      expect(await store.pruneMedia(noon - 1, 9)).toEqual({ mediaRefs: [] });
      expect(await store.unknownMedia(['file-1', 'file-2', 'file-3'])).toEqual(['file-2', 'file-3']);
      const media = await store.mediaOf(seq);
      expect(media.map(({ state, ref }) => [state, ref])).toEqual([
        ['stored', 'file-1'],
        ['removed', null],
        ['removed', null],
      ]);
    });
  });

  describe('removal of what is old', () => {
    const limits = { settledBefore: noon + 10_000, openBefore: noon + 10_000, limit: 100 };

    it('takes settled and open ones by their own limits, and never one that waits', async () => {
      const states = ['pending', 'delivered', 'unconfirmed', 'dead_letter', 'expired', 'quarantined'] as const;
      const ids = await Promise.all(states.map(async (state) => (await inState(state)).id));
      const waiting = await claimed(aReply());
      expect(await store.prune({ ...limits, openBefore: 0 })).toEqual({ removed: 2, mediaRefs: [] });
      expect(await store.prune({ ...limits, settledBefore: 0 })).toEqual({ removed: 3, mediaRefs: [] });
      expect(await store.prune(limits)).toEqual({ removed: 0, mediaRefs: [] });
      for (const id of ids.slice(1))
        await expect(store.message(id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      const left = { accepted: 2, pending: 2, delivered: 0, unconfirmed: 0, dead_letter: 0, expired: 0 };
      expect(await store.stateCounts()).toMatchObject({ ...left, quarantined: 0, discarded: 0 });
      expect((await store.rows([waiting.seq])).map(({ pendingReason }) => pendingReason)).toEqual(['sending']);
    });

    it('goes by when it last changed, oldest first, in batches', async () => {
      const seqs: number[] = [];
      for (let index = 0; index < 7; index += 1) seqs.push((await inState('delivered')).seq);
      const recent = await claimed(aReply());
      await store.settle(aSettlement(recent.seq, { kind: 'delivered' }, { at: noon + 20_000 }));
      expect(await store.prune({ ...limits, limit: 3 })).toMatchObject({ removed: 3 });
      expect((await store.rows(seqs)).map(({ seq }) => seq)).toEqual(seqs.slice(3));
      expect(await store.prune({ ...limits, limit: 3 })).toMatchObject({ removed: 3 });
      expect(await store.prune({ ...limits, limit: 3 })).toMatchObject({ removed: 1 });
      expect(await store.prune({ ...limits, limit: 3 })).toMatchObject({ removed: 0 });
      expect(await store.rows([...seqs, recent.seq])).toHaveLength(1);
    });

    it('takes everything along, names the files, and is no loss', async () => {
      const { seq, id } = await claimed(aReply(textOf('to be forgotten')));
      await store.partBegun(seq, aPart(1), noon);
      await store.partEnded(seq, aPart(1));
      await store.putMedia(seq, aFile());
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { report: delivered }));
      expect(await store.prune(limits)).toEqual({ removed: 1, mediaRefs: ['file-1'] });
      expect(await store.unknownMedia(['file-1'])).toEqual(['file-1']);
      expect(await store.nextReportAt()).toBeNull();
      store = await under.reopen();
      expect(store.missingRecords()).toBe(0);
      await expect(store.message(id)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
      expect((await stored(aReply())).seq).toBeGreaterThan(seq);
      expect(await store.trafficPage({}, null, 10)).toMatchObject({ rows: [{ state: 'pending' }] });
    });
  });
}
