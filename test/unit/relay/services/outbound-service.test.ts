import { beforeEach, describe, expect, it } from 'vitest';
import { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createMessageIdMaker } from '#relay/core/message-id.ts';
import type { AcceptResult, NewMessage } from '#relay/ports/relay-store.ts';
import { OutboundService } from '#relay/services/outbound-service.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Contact } from '#relay/ports/relay-store.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

const request = {
  channelId: ChannelId.parse('tulip'),
  openId: OpenId.parse('oABCD1234567890abcdefghijkl'),
  content: { kind: 'text', text: 'ok' },
  fingerprint: 'f1',
  raw: '{}',
} as const;

describe('outbound service', () => {
  let clock: HandClock;
  let stored: NewMessage[];
  let answered: number[];
  let unansweredOnDisk: MessageId | null;
  let beforeStoring: () => Promise<void>;
  let service: OutboundService;
  let contact: Contact | null;
  let follows: ErrorCode | null;
  let templates: boolean;

  beforeEach(() => {
    contact = null;
    follows = null;
    templates = false;
    clock = new HandClock();
    stored = [];
    answered = [];
    unansweredOnDisk = null;
    beforeStoring = () => Promise.resolve();
    service = new OutboundService({
      store: {
        accept: async (message, unansweredSince = null): Promise<AcceptResult> => {
          await beforeStoring();
          if (unansweredSince !== null && unansweredOnDisk !== null) {
            return { kind: 'duplicate', seq: 77, id: unansweredOnDisk };
          }
          stored.push(message);
          return { kind: 'stored', seq: stored.length, contactNo: 1 };
        },
        markAnswered: (seq) => {
          answered.push(seq);
          if (seq === 77) unansweredOnDisk = null;
          return Promise.resolve();
        },
        contact: () => Promise.resolve(contact),
        contactByThread: () => Promise.resolve(null),
      },
      clock,
      makeId: createMessageIdMaker(
        () => clock.now(),
        () => 0.5,
      ),
      onStored: () => undefined,
      askFollowing: () => Promise.resolve(follows),
      hasTemplates: () => templates,
      onTyping: () => undefined,
    });
  });

  it('recognises a repeat of a call whose answer was never read', async () => {
    const first = await service.accept(request);
    clock.wind(59_000);
    const second = await service.accept(request);
    expect(second).toEqual({ ...first, duplicate: true });
    expect(stored).toHaveLength(1);
  });

  it('takes the same text again once its answer was read: an agent may say "ok" twice', async () => {
    const first = await service.accept(request);
    service.answered(first.id);
    const second = await service.accept(request);
    await settled();
    expect(second.duplicate).toBe(false);
    expect(second.id).not.toBe(first.id);
    expect(stored).toHaveLength(2);
    expect(answered).toEqual([1]);
  });

  it('takes it again after a minute', async () => {
    await service.accept(request);
    clock.wind(60_001);
    expect((await service.accept(request)).duplicate).toBe(false);
  });

  it('answers a call that comes twice at once only when the first is on disk', async () => {
    let store: () => void = () => undefined;
    beforeStoring = () => new Promise((resolve) => (store = resolve));
    let secondDone = false;
    const first = service.accept(request);
    const second = service.accept(request).then((result) => {
      secondDone = true;
      return result;
    });
    await settled();
    expect(secondDone).toBe(false);
    store();
    expect((await second).id).toBe((await first).id);
    expect(stored).toHaveLength(1);
  });

  it('refuses both when the disk refuses, and takes the next try', async () => {
    beforeStoring = () => Promise.reject(new RelayError('STORE_FULL', 'full'));
    const both = await Promise.allSettled([service.accept(request), service.accept(request)]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'rejected']);
    beforeStoring = () => Promise.resolve();
    expect((await service.accept(request)).duplicate).toBe(false);
  });

  it('asks the disk about calls from before a restart, in the first minute only', async () => {
    unansweredOnDisk = MessageId.parse('wxout-before');
    expect(await service.accept(request)).toMatchObject({ id: 'wxout-before', duplicate: true });
    clock.wind(60_001);
    expect((await service.accept(request)).duplicate).toBe(false);
  });

  it('takes the same text again once the answer about a call from before a restart was read', async () => {
    const before = MessageId.parse('wxout-before');
    unansweredOnDisk = before;
    expect(await service.accept(request)).toMatchObject({ id: before, duplicate: true });
    // Its answer was not read either.
    expect(await service.accept(request)).toMatchObject({ id: before, duplicate: true });
    service.answered(before);
    await settled();
    expect(answered).toEqual([77]);
    expect(await service.accept(request)).toMatchObject({ duplicate: false });
    expect(stored).toHaveLength(1);
  });

  it.each([
    ['a stranger', null, 'WECHAT_NOT_FOLLOWING', true, 'WECHAT_NOT_FOLLOWING'],
    ['somebody WeChat could not be asked about', null, 'WECHAT_UNREACHABLE', true, 'WECHAT_UNREACHABLE'],
    ['a follower who never wrote', null, null, false, 'WECHAT_REPLY_WINDOW_CLOSED'],
    ['a follower who never wrote, with templates', null, null, true, null],
    ['a customer in the window', { untilMs: 1_000, left: 5 }, null, false, null],
    [
      'a customer in the window whose replies are used up',
      { untilMs: 1_000, left: 0 },
      null,
      false,
      'WECHAT_REPLY_COUNT_USED',
    ],
    ['a customer outside the window', { untilMs: -1, left: 5 }, null, false, 'WECHAT_REPLY_WINDOW_CLOSED'],
    ['a customer outside the window, with templates', { untilMs: -1, left: 5 }, null, true, null],
  ] as const)('says whether a new conversation may begin with %s', async (_name, known, asked, hasTemplates, why) => {
    follows = asked;
    templates = hasTemplates;
    contact =
      known === null
        ? null
        : {
            contactNo: 1,
            channelId: request.channelId,
            openId: request.openId,
            windowUntil: clock.now() + known.untilMs,
            repliesLeft: known.left,
          };
    expect(await service.reachable(request.channelId, request.openId)).toEqual({ why });
  });
});
