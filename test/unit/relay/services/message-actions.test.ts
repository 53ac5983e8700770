import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { MessageAction, MessagePart } from '#shared/domain/message.ts';
import type { DeliveryResult, DeliveryTarget } from '#relay/ports/delivery-target.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { MessageActions } from '#relay/services/message-actions.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
const unread: DeliveryResult = { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
const refused: DeliveryResult = {
  kind: 'refused',
  scope: 'message',
  code: 'WECHAT_CONTENT_REFUSED',
  platformCode: '45008',
  value: null,
};
const countUsed: DeliveryResult = {
  kind: 'window_closed',
  code: 'WECHAT_REPLY_COUNT_USED',
  platformCode: '45047',
};
const stateAfter: Readonly<Record<DeliveryResult['kind'], MessagePart['state']>> = {
  accepted: 'accepted',
  unknown: 'unknown',
  refused: 'refused',
  try_later: 'waiting',
  window_closed: 'waiting',
};

describe('what an operator does with a reply in parts', () => {
  const id = aPendingMessage().id;
  let clock: HandClock;
  let store: ModelStore;
  let dispatcher: LegDispatcher;
  let isConfigured: boolean;
  /** What WeChat says to the next parts that leave; to those after them that it takes them. */
  let answers: DeliveryResult[];
  let sent: number[];

  const target: DeliveryTarget = {
    repeatable: false,
    async deliver(message, _signal, journal) {
      for (let no = 1; no <= 3; no += 1) {
        if (message.parts.some((part) => part.no === no && part.state === 'accepted')) continue;
        const part = { no, of: 3, kind: 'text' } as const;
        await journal.begin(part);
        sent.push(no);
        const answer = answers.shift() ?? accepted;
        await journal.end({ ...part, state: stateAfter[answer.kind], at: clock.now(), code: null, platformCode: null });
        if (answer.kind !== 'accepted') return answer;
      }
      return accepted;
    },
    check: () => Promise.resolve({ ok: true }),
  };

  beforeEach(async () => {
    clock = new HandClock();
    store = new ModelStore();
    isConfigured = true;
    answers = [];
    sent = [];
    const nothing = () => undefined;
    dispatcher = new LegDispatcher({
      channelId: aPendingMessage().channelId,
      direction: 'outbound',
      target,
      store,
      clock,
      chance: () => 0.5,
      log: silentLogger,
      reporter: { proof: nothing, fault: nothing, warning: nothing, warningOver: nothing, refusedRequest: nothing },
      inFlightLimit: 8,
      shared: roomyLimits(),
      rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
      relays: () => true,
      onChange: nothing,
    });
    dispatcher.start();
    await settled();
  });

  const channel = {
    agentLanguage: 'en',
    longestTextBytes: 2_048,
    templates: new Set<string>(),
    lane: () => dispatcher,
    legFault: () => null,
  } as const;

  function actions(): MessageActions {
    return new MessageActions({
      store: Object.assign(store, {
        contact: () => Promise.resolve(null),
        laterDelivered: () => Promise.resolve(0),
      }),
      clock,
      log: silentLogger,
      channel: () => (isConfigured ? channel : null),
      relays: () => true,
      onDecided: () => undefined,
    });
  }

  async function tried(...given: DeliveryResult[]): Promise<void> {
    answers = given;
    dispatcher.offer(store.add({ seq: 1, direction: 'outbound', receivedAt: clock.now(), dueAt: clock.now() }));
    await settled();
  }

  async function act(action: MessageAction, ...given: DeliveryResult[]): Promise<void> {
    answers = given;
    await actions().act({ id, action, acceptTwice: true, by: 'anna' });
    await settled();
  }

  const reasonTold = (): string | null | undefined => store.held.get(1)?.report?.reason;

  it('sends what never left when what was in doubt is seen, and says that it was delivered only then', async () => {
    await tried(accepted, unread);
    expect(store.states()).toEqual({ 1: 'unconfirmed' });
    await act('confirm_arrived', unread);
    expect(sent).toEqual([1, 2, 3]);
    expect(store.states()).toEqual({ 1: 'unconfirmed' });
    expect(store.held.get(1)?.report).toBeNull();
    await act('confirm_arrived');
    expect(sent).toEqual([1, 2, 3]);
    expect(store.states()).toEqual({ 1: 'delivered' });
    expect(store.held.get(1)?.report).toEqual({ status: 'delivered', reason: null });
  });

  it('says what arrived of one that waits and is discarded', async () => {
    await tried(accepted, countUsed);
    expect(store.states()).toEqual({ 1: 'pending' });
    await act('discard');
    expect(reasonTold()).toBe('Delivered in part (1 of 3). An operator discarded the rest.');
  });

  it('says that one may have arrived which waits after an unread answer and is discarded', async () => {
    await tried(unread);
    await act('send_again', countUsed);
    expect(store.states()).toEqual({ 1: 'pending' });
    await act('discard');
    expect(reasonTold()).toMatch(/may have arrived/u);
  });

  it('says that nothing was sent of one that never left', async () => {
    await tried(countUsed);
    await act('discard');
    expect(reasonTold()).toBe('Not sent: an operator discarded this message.');
  });

  it.each([
    [[accepted, unread], 'Delivered in part (1 of 3). An operator gave the rest up.'],
    [[unread], 'Not delivered: an operator gave this message up.'],
  ])('says what arrived of one that is given up', async (given, reason) => {
    await tried(...given);
    await act('give_up');
    expect(reasonTold()).toBe(reason);
  });

  it('knows of no doubt any more once it was seen: neither the agent nor the operator is warned', async () => {
    await tried(accepted, unread);
    await act('confirm_arrived', refused);
    expect(store.states()).toEqual({ 1: 'dead_letter' });
    expect(reasonTold()).toMatch(/^Delivered in part \(2 of 3\)\. Not delivered: .*\(45008\)$/u);
    expect((await actions().outlook(id)).mayArriveTwice).toBe(false);
  });

  it('does not offer to note as arrived what it could not send the rest of', async () => {
    await tried(accepted, unread);
    isConfigured = false;
    expect((await actions().outlook(id)).actions).toEqual(['send_again', 'give_up', 'discard']);
    await expect(act('confirm_arrived')).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
    expect(store.states()).toEqual({ 1: 'unconfirmed' });
  });
});
