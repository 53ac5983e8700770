import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { ExchangeRoom } from '#relay/core/exchange-room.ts';
import type { DeliveryResult, DeliveryTarget, ExchangeDraft } from '#relay/ports/delivery-target.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
const refused: DeliveryResult = {
  kind: 'refused',
  scope: 'message',
  code: 'CXONE_REQUEST_REFUSED',
  platformCode: 'HTTP 400',
  value: null,
};

let clock: HandClock;
let store: ModelStore;
let answer: DeliveryResult;
let described: number;
let describe_: () => ExchangeDraft;

beforeEach(() => {
  clock = new HandClock();
  store = new ModelStore();
  answer = accepted;
  described = 0;
  describe_ = () => {
    described += 1;
    return {
      at: clock.now(),
      platform: 'cxone',
      method: 'POST',
      url: 'https://api.example/x',
      request: '{}',
      status: 200,
      answer: '{}',
      isCut: false,
      durationMs: 1,
      failure: null,
    };
  };
});

function start(): LegDispatcher {
  const target: DeliveryTarget = {
    repeatable: true,
    deliver: (_message, _signal, journal) => {
      journal.exchanged(describe_);
      return Promise.resolve(answer);
    },
    check: () => Promise.resolve({ ok: true }),
  };
  const dispatcher = new LegDispatcher({
    channelId: aPendingMessage().channelId,
    direction: 'inbound',
    target,
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
    inFlightLimit: 64,
    shared: { ...roomyLimits(), exchanges: new ExchangeRoom(clock) },
    rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
    relays: () => true,
    onChange: () => undefined,
  });
  dispatcher.start();
  return dispatcher;
}

const kept = () => store.settlements.filter(({ exchanges }) => exchanges !== undefined).length;

describe('calls', () => {
  it('are handed over with the settlement of their attempt', async () => {
    store.add({ seq: 1 });
    start();
    await settled();
    expect(store.settlements).toMatchObject([{ seq: 1, exchanges: [{ url: 'https://api.example/x', part: null }] }]);
  });

  it('are not even described when there is no room for them', async () => {
    for (let seq = 1; seq <= 60; seq += 1) store.add({ seq, contactNo: seq });
    start();
    await settled();
    expect(store.settlements).toHaveLength(60);
    expect([kept(), described]).toEqual([20, 20]);
  });

  it('of failures have room of their own', async () => {
    answer = refused;
    for (let seq = 1; seq <= 60; seq += 1) store.add({ seq, contactNo: seq });
    start();
    await settled();
    expect([store.settlements.length, kept()]).toEqual([60, 50]);
  });

  it('never keep a settlement from being written: not the disk that refused it with them, nor a mistake of ours', async () => {
    store.add({ seq: 1 });
    store.failNextSettles = 1;
    start();
    await settled();
    await clock.windSlowly(1_100);
    expect(store.settlements).toHaveLength(1);
    expect(kept()).toBe(0);
    expect(store.states()).toEqual({ 1: 'delivered' });

    describe_ = () => {
      throw new Error('a mistake');
    };
    store = new ModelStore();
    store.add({ seq: 2 });
    start();
    await settled();
    expect(store.states()).toEqual({ 2: 'delivered' });
    expect(kept()).toBe(0);
  });
});
