import { beforeEach, describe, expect, it } from 'vitest';
import type { ProofStrength } from '#shared/domain/channel.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { DeliveryResult, DeliveryTarget } from '#relay/ports/delivery-target.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
const windowClosed: DeliveryResult = {
  kind: 'window_closed',
  code: 'WECHAT_REPLY_WINDOW_CLOSED',
  platformCode: '45015',
};
const unreachable: DeliveryResult = {
  kind: 'try_later',
  scope: 'leg',
  code: 'WECHAT_UNREACHABLE',
  platformCode: null,
  retryAfterMs: null,
  value: null,
};

describe('a dispatcher on hold', () => {
  let clock: HandClock;
  let store: ModelStore;
  let sent: number[];
  let proofs: ProofStrength[];
  let answer: (message: PendingMessage) => DeliveryResult | Promise<DeliveryResult>;
  let dispatcher: LegDispatcher;

  beforeEach(() => {
    clock = new HandClock();
    store = new ModelStore();
    sent = [];
    proofs = [];
    answer = () => accepted;
    const target: DeliveryTarget = {
      repeatable: false,
      deliver: async (message) => {
        sent.push(message.seq);
        return answer(message);
      },
      check: () => Promise.resolve({ ok: true }),
    };
    dispatcher = new LegDispatcher({
      channelId: aPendingMessage().channelId,
      direction: 'outbound',
      target,
      store,
      clock,
      chance: () => 0.5,
      log: silentLogger,
      reporter: {
        proof: (_channelId, _leg, strength) => proofs.push(strength),
        fault: () => undefined,
        warning: () => undefined,
        warningOver: () => undefined,
        refusedRequest: () => undefined,
      },
      inFlightLimit: 8,
      shared: roomyLimits(),
      rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
      relays: () => true,
      onChange: () => undefined,
    });
  });

  const offer = (seq: number, contactNo = seq): void => {
    dispatcher.offer(store.add({ seq, contactNo, direction: 'outbound', receivedAt: clock.now(), dueAt: clock.now() }));
  };

  it('takes what is offered and begins nothing, and goes on in order when it is released', async () => {
    dispatcher.hold();
    dispatcher.start();
    await settled();
    for (const seq of [1, 2, 3]) offer(seq, 1);
    await clock.windSlowly(60_000, 5_000);
    expect(sent).toEqual([]);
    expect(dispatcher.oldestWaitingAt()).not.toBeNull();
    dispatcher.release();
    await clock.windSlowly(1_000);
    expect(sent).toEqual([1, 2, 3]);
    expect(store.states()).toEqual({ 1: 'delivered', 2: 'delivered', 3: 'delivered' });
  });

  it('does not call the backlog gone before it was read from disk', async () => {
    store.add({ seq: 1, contactNo: 1, direction: 'outbound', receivedAt: clock.now(), dueAt: clock.now() });
    dispatcher.start();
    expect(dispatcher.oldestWaitingAt()).toBe(0);
    await settled();
    await clock.windSlowly(1_000);
    expect(sent).toEqual([1]);
    expect(dispatcher.oldestWaitingAt()).toBeNull();
  });

  it('lets a message under way end as usual, and not the next of its conversation begin', async () => {
    let end: (result: DeliveryResult) => void = () => undefined;
    answer = () => new Promise((resolve) => (end = resolve));
    dispatcher.start();
    await settled();
    offer(1, 1);
    offer(2, 1);
    await settled();
    dispatcher.hold();
    end(accepted);
    await clock.windSlowly(5_000, 500);
    expect(sent).toEqual([1]);
    expect(store.states()).toEqual({ 1: 'delivered', 2: 'pending' });
  });

  it('is not woken by a passed check, an opened window, a retry that falls due, or a decision', async () => {
    answer = (message) => (message.seq === 1 ? windowClosed : unreachable);
    dispatcher.start();
    await settled();
    offer(1);
    offer(2);
    await settled();
    expect(sent).toEqual([1, 2]);
    dispatcher.hold();
    dispatcher.probePassed();
    dispatcher.windowOpened(1);
    dispatcher.withdraw(2, 99);
    dispatcher.readmit(store.add({ seq: 3, contactNo: 3, direction: 'outbound' }));
    await clock.windSlowly(3_600_000, 60_000);
    expect(sent).toEqual([1, 2]);
    answer = () => accepted;
    dispatcher.release();
    await clock.windSlowly(5_000, 500);
    expect(sent.slice(2).sort()).toEqual([1, 2, 3]);
  });

  it('sets no timer over and over while something is due that may not begin', async () => {
    answer = () => unreachable;
    dispatcher.start();
    await settled();
    offer(1);
    await settled();
    dispatcher.hold();
    let timers = 0;
    const { after } = clock;
    clock.after = (delayMs, run) => {
      timers += 1;
      return after.call(clock, delayMs, run);
    };
    await clock.windSlowly(600_000, 60_000);
    expect(timers).toBeLessThan(5);
  });

  it('stops at once', async () => {
    dispatcher.hold();
    dispatcher.start();
    await settled();
    offer(1);
    await dispatcher.stop(1_000);
    dispatcher.release();
    await settled();
    expect(sent).toEqual([]);
  });
});

describe('what an attempt proves', () => {
  it.each([
    ['a message that was taken', accepted, 'message'],
    [
      'a message that was refused',
      { kind: 'refused', scope: 'message', code: 'WECHAT_CONTENT_REFUSED', platformCode: '45002', value: null },
      'answered',
    ],
    ['a reply outside the window', windowClosed, 'answered'],
  ] as const)('%s', async (_name, result, strength) => {
    const clock = new HandClock();
    const store = new ModelStore();
    const proofs: ProofStrength[] = [];
    const dispatcher = new LegDispatcher({
      channelId: aPendingMessage().channelId,
      direction: 'outbound',
      target: { repeatable: false, deliver: () => Promise.resolve(result), check: () => Promise.resolve({ ok: true }) },
      store,
      clock,
      chance: () => 0.5,
      log: silentLogger,
      reporter: {
        proof: (_channelId, _leg, seen) => proofs.push(seen),
        fault: () => undefined,
        warning: () => undefined,
        warningOver: () => undefined,
        refusedRequest: () => undefined,
      },
      inFlightLimit: 8,
      shared: roomyLimits(),
      rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
      relays: () => true,
      onChange: () => undefined,
    });
    store.add({ seq: 1, direction: 'outbound', receivedAt: clock.now(), dueAt: clock.now() });
    dispatcher.start();
    await settled();
    await settled();
    expect(proofs).toEqual([strength]);
  });
});
