import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MessageId, OpenId, type ChannelId } from '#shared/domain/ids.ts';
import type { MessageContent, MessageState } from '#shared/domain/message.ts';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { AcceptResult, NewMessage, RelayStore } from '#relay/ports/relay-store.ts';
import type { HandClock } from '#test/fakes/hand-clock.ts';
import { anna, aNewMessage, aReply, aSettlement, bert, lotus, noon, textOf, tulip } from './new-message.ts';
import { itKeepsItsBooksOnRandomWalks } from './relay-store-walk.ts';

/** A store under test, on a clock that stands at `noon` until it is wound. */
export interface StoreUnderTest {
  readonly store: RelayStore;
  readonly clock: HandClock;
  /** Closes the store and opens what it left on disk. */
  reopen(): Promise<RelayStore>;
  /** Closes whatever is open and removes it. */
  dispose(): Promise<void>;
}

type Stored = Extract<AcceptResult, { kind: 'stored' }>;

/** Run by every implementation of the port. */
export function itBehavesLikeARelayStore(make: () => Promise<StoreUnderTest>): void {
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

  async function stored(message = aNewMessage()): Promise<Stored> {
    const result = await store.accept(message);
    if (result.kind !== 'stored') throw new Error('it was taken for a duplicate');
    return result;
  }

  /** Accepts a message and begins its first attempt. */
  async function claimed(message = aNewMessage()): Promise<Stored> {
    const result = await stored(message);
    expect(await store.claim(result.seq, 1, noon + 900)).toBe(true);
    return result;
  }

  async function rowOf(seq: number) {
    const [row] = await store.rows([seq]);
    if (row === undefined) throw new Error('there is no such row');
    return row;
  }

  async function pendingSeqs(direction: 'inbound' | 'outbound' = 'inbound', channelId: ChannelId = tulip) {
    return (await store.pendingPage(channelId, direction, 0, 100)).messages.map(({ seq }) => seq);
  }

  describe('accepting', () => {
    it('numbers messages in the order they were handed over, also within one turn', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, () => stored()));
      const seqs = results.map(({ seq }) => seq);
      expect(seqs).toEqual([...seqs].sort((first, second) => first - second));
      expect(new Set(seqs).size).toBe(20);
    });

    it('gives one end user of one channel one contact', async () => {
      const first = await stored();
      expect((await stored()).contactNo).toBe(first.contactNo);
      expect((await stored(aNewMessage({ openId: bert }))).contactNo).not.toBe(first.contactNo);
      expect((await stored(aNewMessage({ channelId: lotus }))).contactNo).not.toBe(first.contactNo);
    });

    it('recognises the second copy of an inbound message and names the first', async () => {
      const first = aNewMessage({ dedupeKey: 'msg-1' });
      const { seq } = await stored(first);
      const copy = await store.accept(aNewMessage({ dedupeKey: 'msg-1' }));
      expect(copy).toEqual({ kind: 'duplicate', seq, id: first.id });
      expect((await store.stateCounts()).accepted).toBe(1);
    });

    it('recognises a copy in the same turn', async () => {
      const results = await Promise.all([1, 2, 3].map(() => store.accept(aNewMessage({ dedupeKey: 'msg-1' }))));
      expect(results.map(({ kind }) => kind)).toEqual(['stored', 'duplicate', 'duplicate']);
    });

    it('takes the same key on another channel, and messages without a key, for new', async () => {
      await stored(aNewMessage({ dedupeKey: 'msg-1' }));
      await stored(aNewMessage({ dedupeKey: 'msg-1', channelId: lotus }));
      await stored(aNewMessage());
      await stored(aNewMessage());
      expect((await store.stateCounts()).accepted).toBe(4);
    });

    it('does not take equal replies for duplicates: an agent may say the same thing twice', async () => {
      await stored(aReply({ dedupeKey: 'fingerprint' }));
      await stored(aReply({ dedupeKey: 'fingerprint' }));
      expect(await pendingSeqs('outbound')).toHaveLength(2);
    });

    it('keeps what could not be read, visible and out of the way', async () => {
      const message = aNewMessage({
        state: 'quarantined',
        openId: null,
        kind: 'unsupported',
        code: 'WECHAT_PUSH_UNREADABLE',
        payload: { content: { kind: 'unsupported', platformType: '' }, raw: 'base64:AAEC' },
      });
      const { seq } = await stored(message);
      expect(await pendingSeqs()).toEqual([]);
      expect(await rowOf(seq)).toMatchObject({ state: 'quarantined', code: 'WECHAT_PUSH_UNREADABLE', endUser: null });
      expect((await store.message(message.id)).events.map(({ kind }) => kind)).toContain('quarantined');
    });

    it.each<[string, MessageContent]>([
      ['emoji and Chinese', { kind: 'text', text: '你好 👋🏽 dank je' }],
      ['NUL and lone surrogates', { kind: 'text', text: 'a\0b\ud800c' }],
      ['the empty text', { kind: 'text', text: '' }],
      ['an event', { kind: 'event', event: 'CLICK', fields: { EventKey: 'menu', __proto__x: '1' } }],
      [
        'rich content',
        { kind: 'rich', type: 'LIST_PICKER', text: '1. a', attachments: [{ name: 'x', mimeType: 'y' }] },
      ],
    ])('gives %s back as it came', async (_name, content) => {
      const { seq } = await stored(aNewMessage({ kind: content.kind, payload: { content, raw: 'raw' } }));
      const { messages } = await store.pendingPage(tulip, 'inbound', seq - 1, 1);
      expect(messages[0]?.content).toEqual(content);
    });

    it('takes a text of half a megabyte', async () => {
      const text = '渡'.repeat(170_000);
      const message = aNewMessage(textOf(text));
      await stored(message);
      expect((await store.message(message.id)).content).toEqual({ kind: 'text', text });
    });
  });

  describe('replies whose answer was not read', () => {
    const repeat = (overrides: Partial<NewMessage> = {}): NewMessage => aReply({ dedupeKey: 'print', ...overrides });

    it('are what a repeat is a duplicate of, the newest one first', async () => {
      await stored(repeat({ receivedAt: noon }));
      const second = repeat({ receivedAt: noon + 5 });
      const { seq } = await stored(second);
      expect(await store.accept(repeat({ receivedAt: noon + 9 }), noon)).toEqual({
        kind: 'duplicate',
        seq,
        id: second.id,
      });
      expect((await store.pendingPage(tulip, 'outbound', 0, 10)).messages).toHaveLength(2);
    });

    it.each<[string, Partial<NewMessage>, number | null]>([
      ['is older', {}, noon + 1],
      ['is of another channel', { channelId: lotus }, noon],
      ['is another', { dedupeKey: 'other' }, noon],
      ['is inbound', { dedupeKey: 'inbound' }, noon],
      ['is not asked about', {}, null],
    ])('are not what a reply repeats that %s', async (_name, overrides, since) => {
      await stored(repeat());
      await stored(aNewMessage({ dedupeKey: 'inbound' }));
      expect(await store.accept(repeat(overrides), since)).toMatchObject({ kind: 'stored' });
    });

    it('are no more once it was', async () => {
      const { seq } = await stored(repeat());
      await store.markAnswered(seq, noon + 3);
      expect(await store.accept(repeat(), noon)).toMatchObject({ kind: 'stored' });
    });

    it('are seen when they were handed over earlier in the same turn', async () => {
      const first = repeat();
      const [, second] = await Promise.all([store.accept(first, noon), store.accept(repeat(), noon)]);
      expect(second).toMatchObject({ kind: 'duplicate', id: first.id });
    });
  });

  describe('waiting messages', () => {
    it('come in order, page by page, of one channel and direction', async () => {
      const seqs: number[] = [];
      for (let index = 0; index < 5; index += 1) {
        seqs.push((await stored()).seq);
        await stored(aReply());
        await stored(aNewMessage({ channelId: lotus }));
      }
      const first = await store.pendingPage(tulip, 'inbound', 0, 3);
      expect(first.messages.map(({ seq }) => seq)).toEqual(seqs.slice(0, 3));
      expect(first).toMatchObject({ lastSeq: seqs[2], end: false });
      const second = await store.pendingPage(tulip, 'inbound', first.lastSeq, 3);
      expect(second.messages.map(({ seq }) => seq)).toEqual(seqs.slice(3));
      expect(second).toMatchObject({ lastSeq: seqs[4], end: true });
    });

    it('of a channel nobody wrote to are none', async () => {
      expect(await store.pendingPage(lotus, 'inbound', 7, 10)).toEqual({ messages: [], lastSeq: 7, end: true });
    });

    it('bring everything a delivery needs', async () => {
      const message = aNewMessage({ externalId: '23456789012345678', platformAt: noon - 2_000 });
      const { seq, contactNo } = await stored(message);
      const [waiting] = await store.pendingOfConversation(contactNo, 'inbound', 0, 10);
      expect(waiting).toEqual({
        seq,
        id: message.id,
        channelId: tulip,
        direction: 'inbound',
        kind: 'text',
        contactNo,
        openId: anna,
        externalId: '23456789012345678',
        platformAt: noon - 2_000,
        receivedAt: noon,
        attempts: 0,
        dueAt: noon,
        windowClosed: false,
        content: message.payload.content,
        parts: [],
      });
    });

    it('of one conversation are told from those of others', async () => {
      const { contactNo } = await stored();
      await stored(aNewMessage({ openId: bert }));
      await stored(aReply());
      const third = await stored();
      const all = await store.pendingOfConversation(contactNo, 'inbound', 0, 10);
      expect(all).toHaveLength(2);
      const rest = await store.pendingOfConversation(contactNo, 'inbound', all[0]?.seq ?? 0, 10);
      expect(rest.map(({ seq }) => seq)).toEqual([third.seq]);
      expect(await store.pendingOfConversation(contactNo, 'inbound', 0, 1)).toHaveLength(1);
    });
  });

  describe('attempts', () => {
    it('are claimed once', async () => {
      const { seq } = await claimed();
      expect(await store.claim(seq, 1, noon)).toBe(false);
      expect(await store.claim(seq, 2, noon)).toBe(false);
      expect(await store.claim(999, 1, noon)).toBe(false);
      expect(await rowOf(seq)).toMatchObject({ state: 'pending', pendingReason: 'sending', attempts: 1, dueAt: null });
    });

    it('are claimed by one of several who try in the same turn', async () => {
      const { seq } = await stored();
      const claims = await Promise.all([1, 2, 3].map(() => store.claim(seq, 1, noon)));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    it('end as delivered, with the other side’s ids', async () => {
      const message = aNewMessage();
      const { seq } = await claimed(message);
      await store.settle(aSettlement(seq, { kind: 'delivered', platformMessageId: 'p-1', caseId: 'c-1' }));
      expect(await rowOf(seq)).toMatchObject({ state: 'delivered', pendingReason: null, attempts: 1, code: null });
      expect(await store.message(message.id)).toMatchObject({ platformMessageId: 'p-1', caseId: 'c-1' });
      expect(await pendingSeqs()).toEqual([]);
      expect(await store.claim(seq, 2, noon)).toBe(false);
    });

    it('end with a plan for the next one', async () => {
      const { seq } = await claimed();
      await store.settle(aSettlement(seq, { kind: 'retry', dueAt: noon + 10_000 }));
      expect(await rowOf(seq)).toMatchObject({
        state: 'pending',
        pendingReason: 'retry',
        attempts: 1,
        dueAt: noon + 10_000,
        code: 'CXONE_SERVER_ERROR',
        platformCode: 'HTTP 503',
      });
      under.clock.wind(10_000);
      expect(await rowOf(seq)).toMatchObject({ pendingReason: 'due', dueAt: null });
      expect(await store.claim(seq, 2, noon + 10_000)).toBe(true);
    });

    it('that never left the house are not counted', async () => {
      const { seq } = await claimed();
      await store.settle(aSettlement(seq, { kind: 'retry', counts: false }));
      expect(await rowOf(seq)).toMatchObject({ attempts: 0, pendingReason: 'retry' });
      expect(await store.claim(seq, 1, noon)).toBe(true);
    });

    it('that meet a closed window leave the message held until the end user writes', async () => {
      const { seq } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'retry', windowClosed: true, code: 'WECHAT_REPLY_WINDOW_CLOSED' }));
      expect(await rowOf(seq)).toMatchObject({ pendingReason: 'window_closed', code: 'WECHAT_REPLY_WINDOW_CLOSED' });
      expect((await store.pendingPage(tulip, 'outbound', 0, 1)).messages[0]?.windowClosed).toBe(true);
      await store.claim(seq, 2, noon);
      await store.settle(aSettlement(seq, { kind: 'retry', windowClosed: false }, { attempt: 2 }));
      expect((await store.pendingPage(tulip, 'outbound', 0, 1)).messages[0]?.windowClosed).toBe(false);
    });

    it.each(['unconfirmed', 'dead_letter', 'expired'] as const)('end as %s, with the reason', async (kind) => {
      const { seq } = await claimed();
      await store.settle(aSettlement(seq, { kind }));
      expect(await rowOf(seq)).toMatchObject({
        state: kind,
        pendingReason: null,
        code: 'CXONE_SERVER_ERROR',
        changedAt: noon + 1_000,
      });
      expect(await pendingSeqs()).toEqual([]);
    });

    it('are settled once: the same settlement again, or one of another attempt, changes nothing', async () => {
      const { seq } = await claimed();
      await store.settle(aSettlement(seq, { kind: 'dead_letter' }, { attempt: 2 }));
      expect(await rowOf(seq)).toMatchObject({ state: 'pending', pendingReason: 'sending' });
      await store.settle(aSettlement(seq, { kind: 'delivered' }));
      await store.settle(aSettlement(seq, { kind: 'delivered' }));
      await store.settle(aSettlement(seq, { kind: 'dead_letter' }));
      expect(await rowOf(seq)).toMatchObject({ state: 'delivered' });
      expect((await store.stateCounts()).delivered).toBe(1);
    });

    it('cannot be settled before they are claimed', async () => {
      const { seq } = await stored();
      await store.settle(aSettlement(seq, { kind: 'delivered' }));
      expect(await rowOf(seq)).toMatchObject({ state: 'pending' });
    });
  });

  describe('after a stop in the middle of attempts', () => {
    it('inbound ones wait again, outbound ones become unconfirmed', async () => {
      const inbound = await claimed();
      const reply = aReply();
      const outbound = await claimed(reply);
      const untouched = await stored();
      store = await under.reopen();
      under.clock.wind(5_000);
      expect(await store.recoverClaims(noon + 5_000)).toEqual({ requeued: 1, unconfirmed: 1 });
      expect(await rowOf(inbound.seq)).toMatchObject({ state: 'pending', pendingReason: 'due', attempts: 1 });
      expect(await rowOf(outbound.seq)).toMatchObject({ state: 'unconfirmed', code: 'WECHAT_OUTCOME_UNKNOWN' });
      expect(await pendingSeqs()).toEqual([inbound.seq, untouched.seq]);
      expect(await store.claim(inbound.seq, 2, noon + 5_001)).toBe(true);
      expect((await store.message(reply.id)).events.map(({ kind }) => kind)).toEqual([
        'received',
        'stored',
        'attempt',
        'unconfirmed',
      ]);
    });

    it('nothing is recovered twice', async () => {
      await claimed();
      await store.recoverClaims(noon);
      expect(await store.recoverClaims(noon)).toEqual({ requeued: 0, unconfirmed: 0 });
    });

    it('a settlement from before comes too late', async () => {
      const { seq } = await claimed();
      await store.recoverClaims(noon);
      await store.settle(aSettlement(seq, { kind: 'delivered' }));
      expect(await rowOf(seq)).toMatchObject({ state: 'pending' });
    });
  });

  describe('after the work of one channel has ended', () => {
    it.each([
      { direction: 'inbound', make: aNewMessage },
      { direction: 'outbound', make: aReply },
    ])('its $direction attempts without an end are over, those of the others go on', async ({ direction, make }) => {
      const ended = await claimed(make());
      const other = await claimed(make({ channelId: lotus }));
      const recovered = direction === 'inbound' ? { requeued: 1, unconfirmed: 0 } : { requeued: 0, unconfirmed: 1 };
      expect(await store.recoverChannelClaims(tulip, noon + 5_000)).toEqual(recovered);
      expect(await store.recoverChannelClaims(tulip, noon + 5_000)).toEqual({ requeued: 0, unconfirmed: 0 });
      expect(await rowOf(ended.seq)).toMatchObject({ attempts: 1 });
      await store.settle(aSettlement(other.seq, { kind: 'delivered' }));
      expect(await rowOf(other.seq)).toMatchObject({ state: 'delivered' });
    });

    it('the next attempt of an inbound message can begin, and its end counts', async () => {
      const { seq } = await claimed();
      await store.recoverChannelClaims(tulip, noon + 5_000);
      expect(await pendingSeqs()).toEqual([seq]);
      expect(await store.claim(seq, 2, noon + 5_001)).toBe(true);
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { attempt: 2 }));
      expect(await rowOf(seq)).toMatchObject({ state: 'delivered', attempts: 2 });
    });
  });

  describe('what was acknowledged', () => {
    it('is there after the store was closed and opened', async () => {
      const message = aNewMessage({ dedupeKey: 'msg-1', opensWindow: { until: noon + 1_000, replies: 5 } });
      const { seq } = await stored(message);
      const before = await store.message(message.id);
      store = await under.reopen();
      expect(await store.message(message.id)).toEqual(before);
      expect(await store.accept(aNewMessage({ dedupeKey: 'msg-1' }))).toMatchObject({ kind: 'duplicate', seq });
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 1_000, repliesLeft: 5 });
      expect((await stored()).seq).toBeGreaterThan(seq);
      expect(store.missingRecords()).toBe(0);
    });
  });

  describe('contacts', () => {
    const message = (until: number, replies: number) => aNewMessage({ opensWindow: { until, replies } });

    it('are unknown until they write, or are written to', async () => {
      expect(await store.contact(tulip, anna)).toBeNull();
      const { contactNo } = await stored(aReply());
      expect(await store.contact(tulip, anna)).toEqual({
        contactNo,
        channelId: tulip,
        openId: anna,
        windowUntil: null,
        repliesLeft: null,
      });
      expect(await store.contact(lotus, anna)).toBeNull();
    });

    it('have the window their newest message opened', async () => {
      await stored(message(noon + 1_000, 5));
      await stored(message(noon + 9_000, 3));
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 9_000, repliesLeft: 3 });
    });

    it('keep a longer window when a click opens a shorter one', async () => {
      await stored(message(noon + 9_000, 5));
      await stored(message(noon + 1_000, 3));
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 9_000, repliesLeft: 5 });
    });

    it('lose a reply with each one delivered, never more than there are', async () => {
      await stored(message(noon + 9_000, 1));
      for (let index = 0; index < 2; index += 1) {
        const { seq } = await claimed(aReply());
        await store.settle(aSettlement(seq, { kind: 'delivered' }));
      }
      expect(await store.contact(tulip, anna)).toMatchObject({ repliesLeft: 0 });
      await stored(message(noon + 10_000, 5));
      expect(await store.contact(tulip, anna)).toMatchObject({ repliesLeft: 5 });
    });

    it('do not lose a reply to what failed, or to what they wrote themselves', async () => {
      const { seq } = await claimed(message(noon + 9_000, 5));
      await store.settle(aSettlement(seq, { kind: 'delivered' }));
      const reply = await claimed(aReply());
      await store.settle(aSettlement(reply.seq, { kind: 'dead_letter' }));
      expect(await store.contact(tulip, anna)).toMatchObject({ repliesLeft: 5 });
    });

    it.each([
      ['WECHAT_REPLY_COUNT_USED', { windowUntil: noon + 9_000, repliesLeft: 0 }],
      ['WECHAT_REPLY_WINDOW_CLOSED', { windowUntil: noon + 960, repliesLeft: 5 }],
    ] as const)('take WeChat’s word for it: %s', async (code, wanted) => {
      await stored(message(noon + 9_000, 5));
      const { seq } = await claimed(aReply());
      await store.settle(aSettlement(seq, { kind: 'retry', windowClosed: true, code }));
      expect(await store.contact(tulip, anna)).toMatchObject(wanted);
      store = await under.reopen();
      expect(await store.contact(tulip, anna)).toMatchObject(wanted);
      await stored(message(noon + 10_000, 5));
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 10_000, repliesLeft: 5 });
    });

    it('keep a window that was opened after WeChat was asked', async () => {
      const { seq } = await claimed(aReply());
      under.clock.wind(970);
      await stored(message(noon + 9_000, 5));
      await store.settle(aSettlement(seq, { kind: 'retry', windowClosed: true, code: 'WECHAT_REPLY_WINDOW_CLOSED' }));
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 9_000, repliesLeft: 5 });
    });

    it('do not get a new window from a repeat of a message', async () => {
      await stored({ ...message(noon + 1_000, 5), dedupeKey: 'msg-1' });
      await store.accept({ ...message(noon + 9_000, 5), dedupeKey: 'msg-1' });
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 1_000 });
    });

    it('are found by the thread ids CXone gave, the newest meaning first', async () => {
      const first = await claimed();
      const threadIds = ['thread-1', 'outer-1'];
      await store.settle(aSettlement(first.seq, { kind: 'delivered', threadIds }));
      expect(await store.contactByThread(tulip, 'thread-1')).toMatchObject({ openId: anna });
      expect(await store.contactByThread(tulip, 'outer-1')).toMatchObject({ openId: anna });
      expect(await store.contactByThread(lotus, 'thread-1')).toBeNull();
      expect(await store.contactByThread(tulip, 'thread-2')).toBeNull();
      const second = await claimed(aNewMessage({ openId: bert }));
      await store.settle(aSettlement(second.seq, { kind: 'delivered', threadIds: ['thread-1'] }));
      expect(await store.contactByThread(tulip, 'thread-1')).toMatchObject({ openId: bert });
    });
  });

  describe('the list', () => {
    it('shows the newest first, masked and on one line', async () => {
      await stored(aNewMessage(textOf('first')));
      await stored(aNewMessage({ ...textOf('mail me\nat jan@example.org or +31 6 12345678'), openId: bert }));
      const { rows } = await store.trafficPage({}, null, 10);
      expect(rows.map(({ preview }) => preview)).toEqual(['mail me at •••• or ••••', 'first']);
      expect(rows[0]).toMatchObject({ endUser: '…0002', receivedAt: noon, changedAt: noon });
    });

    it('cuts a long text', async () => {
      await stored(aNewMessage(textOf('渡'.repeat(500))));
      const { rows } = await store.trafficPage({}, null, 1);
      expect(rows[0]?.preview).toBe(`${'渡'.repeat(120)}…`);
    });

    it('pages without gap or repeat', async () => {
      const seqs: number[] = [];
      for (let index = 0; index < 7; index += 1) seqs.unshift((await stored()).seq);
      const seen: number[] = [];
      for (let beforeSeq: number | null = null; ;) {
        const page = await store.trafficPage({}, beforeSeq, 3);
        seen.push(...page.rows.map(({ seq }) => seq));
        if (page.nextBeforeSeq === null) break;
        beforeSeq = page.nextBeforeSeq;
      }
      expect(seen).toEqual(seqs);
    });

    it('finds by every combination of channel, direction and state what a plain search finds', async () => {
      const states: MessageState[] = ['pending', 'delivered', 'unconfirmed', 'dead_letter', 'expired'];
      const all: { seq: number; channelId: ChannelId; direction: 'inbound' | 'outbound'; state: MessageState }[] = [];
      for (let index = 0; index < 40; index += 1) {
        const channelId = index % 3 === 0 ? lotus : tulip;
        const direction = index % 2 === 0 ? 'inbound' : 'outbound';
        const state = states[index % states.length] ?? 'pending';
        const { seq } = await claimed(aNewMessage({ channelId, direction }));
        if (state !== 'pending') await store.settle(aSettlement(seq, { kind: state } as never));
        all.unshift({ seq, channelId, direction, state });
      }
      const choices = <T>(values: readonly T[]): (T | undefined)[] => [undefined, ...values];
      const someStates: MessageState[][] = [['pending'], ['delivered'], ['dead_letter', 'expired'], states, []];
      for (const channelIds of choices<ChannelId[]>([[tulip], [lotus, tulip], []])) {
        for (const direction of choices(['inbound', 'outbound'] as const)) {
          for (const wanted of choices(someStates)) {
            const filter: TrafficFilter = {
              ...(channelIds && { channelIds }),
              ...(direction && { direction }),
              ...(wanted && { states: wanted }),
            };
            const expected = all.filter(
              (one) =>
                (channelIds?.includes(one.channelId) ?? true) &&
                (direction === undefined || direction === one.direction) &&
                (wanted?.includes(one.state) ?? true),
            );
            const page = await store.trafficPage(filter, null, 5);
            expect(page.rows.map(({ seq }) => seq)).toEqual(expected.slice(0, 5).map(({ seq }) => seq));
            expect(page.nextBeforeSeq).toBe(expected.length > 5 ? expected[4]?.seq : null);
          }
        }
      }
    });

    it('is empty where nothing is', async () => {
      for (const filter of [{}, { direction: 'inbound' as const }, { states: ['delivered' as const] }]) {
        expect(await store.trafficPage(filter, null, 10)).toEqual({ rows: [], nextBeforeSeq: null });
        expect(await store.trafficPage(filter, 5, 10)).toEqual({ rows: [], nextBeforeSeq: null });
      }
    });

    it('gives rows by seq, unknown ones left out', async () => {
      const { seq } = await stored();
      expect((await store.rows([seq, seq + 1_000])).map((row) => row.seq)).toEqual([seq]);
    });
  });

  describe('one message’s story', () => {
    it('tells every step in order', async () => {
      const message = aNewMessage({ dedupeKey: 'msg-1', platformAt: noon - 1_000 });
      under.clock.wind(5);
      const { seq } = await stored(message);
      await store.markAnswered(seq, noon + 7);
      await store.markDuplicate(seq, noon + 500);
      await store.claim(seq, 1, noon + 900);
      const retry = { kind: 'retry', dueAt: noon + 10_000 } as const;
      await store.settle(aSettlement(seq, retry, { at: noon + 1_000, durationMs: 100 }));
      await store.claim(seq, 2, noon + 10_000);
      await store.settle(aSettlement(seq, { kind: 'delivered' }, { at: noon + 10_050, attempt: 2, durationMs: 50 }));

      const story = await store.message(message.id);
      const nothing = {
        attempt: null,
        part: null,
        by: null,
        code: null,
        platformCode: null,
        durationMs: null,
        dueAt: null,
      };
      const failed = { code: 'CXONE_SERVER_ERROR', platformCode: 'HTTP 503' };
      expect(story.events).toEqual([
        { ...nothing, at: noon, kind: 'received' },
        { ...nothing, at: noon + 5, kind: 'stored' },
        { ...nothing, at: noon + 7, kind: 'acknowledged' },
        { ...nothing, at: noon + 500, kind: 'duplicate_dropped' },
        { ...nothing, ...failed, at: noon + 900, kind: 'attempt', attempt: 1, durationMs: 100 },
        { ...nothing, ...failed, at: noon + 1_000, kind: 'retry_planned', attempt: 1, dueAt: noon + 10_000 },
        { ...nothing, at: noon + 10_000, kind: 'attempt', attempt: 2, durationMs: 50 },
        { ...nothing, at: noon + 10_050, kind: 'delivered', attempt: 2 },
      ]);
      expect(story.platformAt).toBe(noon - 1_000);
    });

    it('shows the attempt that is under way', async () => {
      const message = aNewMessage();
      await claimed(message);
      expect((await store.message(message.id)).events.at(-1)).toMatchObject({ kind: 'attempt', at: noon + 900 });
    });

    it('of an unknown message is refused', async () => {
      const unknown = MessageId.parse('wxin-none');
      await expect(store.message(unknown)).rejects.toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
    });
  });

  describe('counts', () => {
    it('put every message in exactly one state', async () => {
      await stored();
      await claimed();
      for (const kind of ['delivered', 'unconfirmed', 'dead_letter', 'expired'] as const) {
        const { seq } = await claimed();
        await store.settle(aSettlement(seq, { kind }));
      }
      await stored(aNewMessage({ state: 'quarantined', openId: null, code: 'WECHAT_PUSH_UNREADABLE' }));
      const expected = {
        accepted: 7,
        pending: 2,
        delivered: 1,
        unconfirmed: 1,
        dead_letter: 1,
        expired: 1,
        quarantined: 1,
        discarded: 0,
      };
      expect(await store.stateCounts()).toEqual(expected);
      expect(await store.verifyCounts()).toEqual({ agrees: true, counted: expected, kept: expected });
    });

    it('tell each channel what waits and what the last hour brought', async () => {
      await stored();
      await stored(aReply());
      await stored(aReply({ receivedAt: noon - 3_540_000 }));
      await stored(aReply({ receivedAt: noon - 3_600_000 }));
      const { seq } = await claimed(aNewMessage({ channelId: lotus }));
      await store.settle(aSettlement(seq, { kind: 'dead_letter' }));
      const counts = await store.channelCounts(noon + 59_999);
      expect([...counts].sort((one, other) => (one.channelId < other.channelId ? 1 : -1))).toEqual([
        {
          channelId: tulip,
          waitingInbound: 1,
          waitingOutbound: 3,
          lastHourInbound: 1,
          lastHourOutbound: 2,
          unconfirmed: 0,
          deadLetters: 0,
        },
        {
          channelId: lotus,
          waitingInbound: 0,
          waitingOutbound: 0,
          lastHourInbound: 1,
          lastHourOutbound: 0,
          unconfirmed: 0,
          deadLetters: 1,
        },
      ]);
    });

    it('tell the traffic of each minute, both ends included', async () => {
      const minute = noon / 60_000;
      await stored(aNewMessage({ receivedAt: noon - 1 }));
      await stored();
      await stored(aNewMessage({ channelId: lotus, receivedAt: noon + 59_999 }));
      const { seq } = await claimed(aReply({ receivedAt: noon + 60_000 }));
      await store.settle(aSettlement(seq, { kind: 'unconfirmed' }, { at: noon + 120_000 }));
      const counts = await store.minuteCounts(minute, minute + 2);
      expect(counts).toEqual([
        { minute, inbound: 2, outbound: 0, failed: 0 },
        { minute: minute + 1, inbound: 0, outbound: 1, failed: 0 },
        { minute: minute + 2, inbound: 0, outbound: 0, failed: 1 },
      ]);
    });

    itKeepsItsBooksOnRandomWalks(make);
  });

  describe('facts', () => {
    it('are what was written last', async () => {
      expect(await store.readFact('proofs')).toBeNull();
      await store.writeFact('proofs', '{"a":1}');
      await store.writeFact('proofs', '{"a":"渡"}');
      store = await under.reopen();
      expect(await store.readFact('proofs')).toBe('{"a":"渡"}');
    });
  });

  describe('a bad call', () => {
    it('fails alone, whatever else was asked for in the same turn', async () => {
      const first = aNewMessage({ opensWindow: { until: noon + 1, replies: 5 } });
      const sameId = aNewMessage({ id: first.id, openId: bert, opensWindow: { until: noon + 9, replies: 9 } });
      const results = await Promise.allSettled([
        store.accept(first),
        store.accept(sameId),
        store.accept(aNewMessage({ openId: OpenId.parse('oCees000000000000000000003') })),
        store.writeFact('name', 'value'),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(results[1]).toMatchObject({ reason: { name: 'RelayError', code: 'STORE_WRITE_FAILED' } });
      expect(await store.contact(tulip, anna)).toMatchObject({ windowUntil: noon + 1, repliesLeft: 5 });
      expect(await store.contact(tulip, bert)).toBeNull();
      expect(await pendingSeqs()).toHaveLength(2);
      expect(await store.readFact('name')).toBe('value');
    });
  });

  describe('once closed', () => {
    it('refuses, and holds what was handed over before', async () => {
      const message = aNewMessage();
      const accepting = store.accept(message);
      const reopened = under.reopen();
      expect((await accepting).kind).toBe('stored');
      const closed = store;
      store = await reopened;
      await expect(closed.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
      expect((await store.message(message.id)).row.state).toBe('pending');
    });
  });
}
