import { beforeEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { DeliveryResult } from '#relay/ports/delivery-target.ts';
import type { PendingMessage, Settlement } from '#relay/ports/relay-store.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

const minute = 60_000;
const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
const refusedLeg: DeliveryResult = {
  kind: 'refused',
  scope: 'leg',
  code: 'WECHAT_PERMISSION_MISSING',
  platformCode: '48001',
  value: null,
};
const windowClosed: DeliveryResult = {
  kind: 'window_closed',
  code: 'WECHAT_REPLY_WINDOW_CLOSED',
  platformCode: '45015',
};

/** A promise that the test ends. */
function byHand<T>(): { promise: Promise<T>; end: (value: T) => void } {
  let end: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (end = resolve));
  return { promise, end };
}

describe('no conversation waits for another, or for a sign that is past', () => {
  let clock: HandClock;
  let store: ModelStore;
  let sent: number[];
  let changes: { seq: number; settlement: Settlement | null }[];
  let answer: (message: PendingMessage) => DeliveryResult | Promise<DeliveryResult>;

  beforeEach(() => {
    clock = new HandClock();
    store = new ModelStore();
    sent = [];
    changes = [];
    answer = () => accepted;
  });

  function dispatch(direction: 'inbound' | 'outbound'): LegDispatcher {
    return new LegDispatcher({
      channelId: aPendingMessage().channelId,
      direction,
      target: {
        repeatable: direction === 'inbound',
        deliver: async (message) => {
          sent.push(message.seq);
          return answer(message);
        },
        check: () => Promise.resolve({ ok: true }),
      },
      store,
      clock,
      chance: () => 0.5,
      log: silentLogger,
      reporter: {
        proof: () => undefined,
        fault: () => undefined,
        warning: () => undefined,
        warningOver: () => undefined,
        refusedRequest: () => undefined,
      },
      inFlightLimit: 8,
      shared: roomyLimits(),
      rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
      relays: () => true,
      onChange: ({ seq }, settlement) => changes.push({ seq, settlement }),
    });
  }

  const add = (seq: number, contactNo = seq, direction: 'inbound' | 'outbound' = 'outbound'): PendingMessage =>
    store.add({ seq, contactNo, direction, receivedAt: clock.now(), dueAt: clock.now() });

  describe('a message that is refused as if for the whole leg, which works for all others', () => {
    it('delays none of them, is tried by its own schedule, and is given up after 48 hours', async () => {
      answer = ({ seq }) => (seq === 1 ? refusedLeg : accepted);
      const dispatcher = dispatch('outbound');
      dispatcher.start();
      await settled();
      dispatcher.offer(add(1));
      await settled();
      let late = 0;
      for (let seq = 2; seq <= 121; seq += 1) {
        dispatcher.offer(add(seq));
        await clock.windSlowly(10_000, 1_000);
        if (seq % 30 === 0) dispatcher.probePassed();
        await settled();
        if (store.states()[seq] !== 'delivered') late += 1;
      }
      // Those of the first five minutes: the leg seems refused until its check passes.
      expect(late).toBeLessThanOrEqual(30);
      expect(store.held.get(1)?.message.attempts).toBeGreaterThanOrEqual(5);
      expect(sent.filter((seq) => seq === 1).length).toBeLessThan(15);

      for (let hours = 0; hours < 49; hours += 1) await clock.windSlowly(60 * minute, 5 * minute);
      expect(store.states()[1]).toBe('dead_letter');
    });

    it('is left alone while the leg is refused for all', async () => {
      answer = () => refusedLeg;
      const dispatcher = dispatch('outbound');
      dispatcher.start();
      await settled();
      for (const seq of [1, 2, 3]) dispatcher.offer(add(seq));
      for (let checks = 0; checks < 20; checks += 1) {
        await clock.windSlowly(5 * minute, minute);
        dispatcher.probePassed();
        await settled();
      }
      for (const { message } of store.held.values()) expect(message.attempts).toBe(0);
      expect(dispatcher.isOpen).toBe(true);
    });
  });

  it('tries again what was refused with the leg, when the leg worked before that was written down', async () => {
    const written = byHand<undefined>();
    const settle = store.settle.bind(store);
    let isHeld = true;
    store.settle = async (settlement) => {
      if (settlement.seq === 1 && isHeld) await written.promise;
      return settle(settlement);
    };
    const second = byHand<DeliveryResult>();
    answer = ({ seq }) => (seq === 1 ? (isHeld ? refusedLeg : accepted) : second.promise);
    const dispatcher = dispatch('outbound');
    dispatcher.start();
    await settled();
    dispatcher.offer(add(1));
    dispatcher.offer(add(2));
    await settled();
    second.end(accepted);
    await settled();
    isHeld = false;
    written.end(undefined);
    await settled();

    await clock.windSlowly(3_000);

    expect(store.states()).toEqual({ 1: 'delivered', 2: 'delivered' });
  });

  it('tries again at once what the window held, when the customer wrote while WeChat was answering', async () => {
    const first = byHand<DeliveryResult>();
    answer = () => (sent.length === 1 ? first.promise : sent.length === 2 ? accepted : windowClosed);
    const dispatcher = dispatch('outbound');
    dispatcher.start();
    await settled();
    dispatcher.offer(add(1, 5));
    await settled();
    dispatcher.windowOpened(5);
    first.end(windowClosed);
    await settled();
    await settled();
    expect(store.states()).toEqual({ 1: 'delivered' });

    // Refused without a new word of the customer's, it waits.
    dispatcher.offer(add(2, 5));
    await clock.windSlowly(10 * minute, minute);
    expect(sent).toEqual([1, 1, 2]);
  });

  describe('a message toward CXone that is discarded', () => {
    it('while the page that holds it is being read does not go out', async () => {
      add(1, 1, 'inbound');
      add(2, 2, 'inbound');
      const page = byHand<undefined>();
      const pendingPage = store.pendingPage.bind(store);
      store.pendingPage = async (...wanted) => {
        const read = await pendingPage(...wanted);
        await page.promise;
        return read;
      };
      const dispatcher = dispatch('inbound');
      dispatcher.start();
      await settled();
      await discard(dispatcher, 1);
      page.end(undefined);
      await settled();
      await settled();

      expect(sent).toEqual([2]);
      expect(store.states()).toEqual({ 1: 'discarded', 2: 'delivered' });
    });

    it('and restored while the page is being read goes out once', async () => {
      const message = add(1, 1, 'inbound');
      const page = byHand<undefined>();
      const pendingPage = store.pendingPage.bind(store);
      store.pendingPage = async (...wanted) => {
        const read = await pendingPage(...wanted);
        await page.promise;
        return read;
      };
      const dispatcher = dispatch('inbound');
      dispatcher.start();
      await settled();
      await discard(dispatcher, 1);
      const { pending } = await store.decide({ ...decision(message), action: 'restore' });
      if (pending !== null) dispatcher.readmit(pending);
      page.end(undefined);
      await settled();
      await settled();

      expect(sent).toEqual([1]);
      expect(store.states()).toEqual({ 1: 'delivered' });
    });

    it('while the rest of its conversation is being read does not go out, and the order holds', async () => {
      for (let seq = 1; seq <= 60; seq += 1) add(seq, 1, 'inbound');
      const rest = byHand<undefined>();
      const reading = store.pendingOfConversation.bind(store);
      store.pendingOfConversation = async (...wanted) => {
        const read = await reading(...wanted);
        await rest.promise;
        return read;
      };
      const dispatcher = dispatch('inbound');
      dispatcher.start();
      for (let turn = 0; turn < 200; turn += 1) await settled();
      expect(sent).toHaveLength(50);
      await discard(dispatcher, 52);
      rest.end(undefined);
      for (let turn = 0; turn < 50; turn += 1) await settled();

      expect(sent).toEqual(Array.from({ length: 60 }, (_, index) => index + 1).filter((seq) => seq !== 52));
    });

    it('as its call leaves is not told as delivered', async () => {
      const claim = store.claim.bind(store);
      store.claim = async (seq, attempt) => {
        // The decision stood in front of the claim.
        await store.decide(decision(store.held.get(seq)?.message ?? aPendingMessage()));
        return claim(seq, attempt);
      };
      const dispatcher = dispatch('inbound');
      dispatcher.start();
      await settled();
      dispatcher.offer(add(1, 1, 'inbound'));
      await settled();
      await settled();

      expect(store.states()).toEqual({ 1: 'discarded' });
      expect(changes.map(({ settlement }) => settlement)).toEqual(changes.map(() => null));
    });
  });

  it('goes on with a conversation whose first message can no longer be read', async () => {
    const claim = store.claim.bind(store);
    store.claim = (seq, attempt) =>
      seq === 1 ? Promise.reject(new RelayError('STORE_WRITE_FAILED', 'its row is damaged')) : claim(seq, attempt);
    const reading = store.pendingOfConversation.bind(store);
    // Set aside by the reading.
    store.pendingOfConversation = async (...wanted) => (await reading(...wanted)).filter(({ seq }) => seq !== 1);
    const dispatcher = dispatch('outbound');
    dispatcher.start();
    await settled();
    dispatcher.offer(add(1, 1));
    dispatcher.offer(add(2, 1));
    await clock.windSlowly(5_000);

    expect(sent).toEqual([2]);
  });

  describe('a message that is discarded as its turn comes', () => {
    it.each(['inbound', 'outbound'] as const)('is not sent any more (%s)', async (direction) => {
      const dispatcher = dispatch(direction);
      dispatcher.start();
      await settled();
      dispatcher.hold();
      const message = add(1, 1, direction);
      dispatcher.offer(message);
      const over = dispatcher.deciding(1);
      const decided = store.decide(decision(message));
      dispatcher.release();
      await decided;
      dispatcher.withdraw(1, 1);
      over();
      await settled();
      dispatcher.offer(add(2, 1, direction));
      await clock.windSlowly(5_000);

      expect(sent).toEqual([2]);
      expect(store.states()).toEqual({ 1: 'discarded', 2: 'delivered' });
    });

    it('is sent when the decision was refused', async () => {
      const dispatcher = dispatch('inbound');
      dispatcher.start();
      await settled();
      dispatcher.hold();
      dispatcher.offer(add(1, 1, 'inbound'));
      const over = dispatcher.deciding(1);
      dispatcher.release();
      over();
      await settled();

      expect(sent).toEqual([1]);
    });
  });

  const decision = ({ id }: Pick<PendingMessage, 'id'>) =>
    ({ id, action: 'discard', by: 'someone', at: clock.now(), report: null }) as const;

  async function discard(dispatcher: LegDispatcher, seq: number): Promise<void> {
    const { message } = store.held.get(seq) ?? { message: aPendingMessage() };
    await store.decide(decision(message));
    dispatcher.withdraw(message.contactNo, seq);
  }
});
