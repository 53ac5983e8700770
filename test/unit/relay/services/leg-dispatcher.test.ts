import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { DeliveryResult, DeliveryTarget } from '#relay/ports/delivery-target.ts';
import type { LegFault } from '#relay/ports/leg-reporter.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { MemoryLanes } from '#test/fakes/memory-lanes.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';

const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
const unreachable: DeliveryResult = {
  kind: 'try_later',
  scope: 'leg',
  code: 'CXONE_UNREACHABLE',
  platformCode: null,
  retryAfterMs: null,
  value: null,
};
const refusedLeg: DeliveryResult = {
  kind: 'refused',
  scope: 'leg',
  code: 'WECHAT_IP_NOT_LISTED',
  platformCode: '40164',
  value: '203.0.113.9',
};
const windowClosed: DeliveryResult = {
  kind: 'window_closed',
  code: 'WECHAT_REPLY_WINDOW_CLOSED',
  platformCode: '45015',
};

/** A target that answers what the test says, and notes what it was given. */
class ScriptedTarget implements DeliveryTarget {
  readonly repeatable: boolean;
  readonly sent: number[] = [];
  answer: (message: PendingMessage) => DeliveryResult | Promise<DeliveryResult> = () => accepted;

  constructor(repeatable: boolean) {
    this.repeatable = repeatable;
  }

  async deliver(message: PendingMessage): Promise<DeliveryResult> {
    this.sent.push(message.seq);
    return this.answer(message);
  }

  check() {
    return Promise.resolve({ ok: true } as const);
  }
}

describe('leg dispatcher', () => {
  let clock: HandClock;
  let lanes: MemoryLanes;
  let target: ScriptedTarget;
  let faults: LegFault[];
  let proofs: number;

  beforeEach(() => {
    clock = new HandClock();
    lanes = new MemoryLanes();
    target = new ScriptedTarget(true);
    faults = [];
    proofs = 0;
  });

  function dispatch(options: { repeatable?: boolean; inFlightLimit?: number } = {}): LegDispatcher {
    if (options.repeatable === false) target = Object.assign(new ScriptedTarget(false), { answer: target.answer });
    const { channelId } = aPendingMessage();
    return new LegDispatcher({
      channelId,
      direction: target.repeatable ? 'inbound' : 'outbound',
      target,
      store: lanes,
      clock,
      chance: () => 0.5,
      log: silentLogger,
      reporter: {
        proof: () => {
          proofs += 1;
        },
        fault: (_channelId, _leg, fault) => faults.push(fault),
        refusedRequest: () => undefined,
      },
      inFlightLimit: options.inFlightLimit ?? 8,
      onChange: () => undefined,
    });
  }

  it('delivers what waited before the start, and what is offered after', async () => {
    lanes.add({ seq: 1 });
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 2, contactNo: 2 }));
    await settled();
    expect(lanes.states()).toEqual({ 1: 'delivered', 2: 'delivered' });
    expect(proofs).toBe(2);
  });

  it('loses nothing that is offered while the first page is being read', async () => {
    for (let seq = 1; seq <= 600; seq += 1) lanes.add({ seq, contactNo: seq });
    const dispatcher = dispatch();
    dispatcher.start();
    for (let seq = 601; seq <= 700; seq += 1) dispatcher.offer(lanes.add({ seq, contactNo: seq }));
    for (let turn = 0; turn < 400; turn += 1) await settled();
    expect(new Set(target.sent).size).toBe(700);
    expect(target.sent).toHaveLength(700);
  });

  it('keeps the order of a conversation through a failure, while others go on', async () => {
    let failures = 2;
    target.answer = (message) => (message.contactNo === 1 && failures-- > 0 ? unreachable : accepted);
    const dispatcher = dispatch({ inFlightLimit: 1 });
    dispatcher.start();
    await settled();
    for (const [seq, contactNo] of [
      [1, 1],
      [2, 1],
      [3, 2],
    ] as const)
      dispatcher.offer(lanes.add({ seq, contactNo }));
    await settled();
    expect(target.sent).toEqual([1, 3]);
    await clock.windSlowly(20_000);
    expect(target.sent).toEqual([1, 3, 1, 1, 2]);
    expect(lanes.settlements.filter((done) => done.seq === 1).map((done) => done.attempt)).toEqual([1, 2, 3]);
  });

  it('has only one message of a conversation under way', async () => {
    let release: (result: DeliveryResult) => void = () => undefined;
    target.answer = () => new Promise((resolve) => (release = resolve));
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    for (const seq of [1, 2]) dispatcher.offer(lanes.add({ seq }));
    await settled();
    expect(target.sent).toEqual([1]);
    release(accepted);
    await settled();
    expect(target.sent).toEqual([1, 2]);
  });

  it('never sends a reply again when the outcome is unknown', async () => {
    const dispatcher = dispatch({ repeatable: false });
    target.answer = () => ({ kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null });
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1 }));
    await settled();
    await clock.windSlowly(3_600_000, 60_000);
    expect(target.sent).toEqual([1]);
    expect(lanes.states()).toEqual({ 1: 'unconfirmed' });
  });

  it('stops sending when the whole leg is refused, burns no attempts, and lets one through after a passed probe', async () => {
    target.answer = () => refusedLeg;
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, contactNo: 1 }));
    await settled();
    for (let seq = 2; seq <= 9; seq += 1) dispatcher.offer(lanes.add({ seq, contactNo: seq }));
    await clock.windSlowly(120_000, 10_000);
    expect(target.sent).toEqual([1]);
    expect(faults[0]).toMatchObject({ code: 'WECHAT_IP_NOT_LISTED', value: '203.0.113.9', retryable: false });
    expect(lanes.held.get(1)?.message.attempts).toBe(0);
    dispatcher.probePassed();
    await settled();
    expect(target.sent).toHaveLength(2);
    target.answer = () => accepted;
    dispatcher.probePassed();
    await settled();
    expect(Object.values(lanes.states())).toEqual(Array.from({ length: 9 }, () => 'delivered'));
  });

  it('opens after five failures in a row and does not storm a target that is down', async () => {
    target.answer = () => unreachable;
    const dispatcher = dispatch({ inFlightLimit: 1 });
    dispatcher.start();
    await settled();
    for (let seq = 1; seq <= 50; seq += 1) dispatcher.offer(lanes.add({ seq, contactNo: seq }));
    await settled();
    await clock.windSlowly(60_000, 1_000);
    expect(target.sent).toHaveLength(5);
    expect(dispatcher.isOpen).toBe(true);
  });

  it('reports no proof for a message that was refused before anything was sent', async () => {
    target.answer = () => ({
      kind: 'refused',
      scope: 'message',
      code: 'WECHAT_TEXT_TOO_LONG',
      platformCode: null,
      value: null,
    });
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1 }));
    await settled();
    expect(lanes.states()).toEqual({ 1: 'dead_letter' });
    expect({ proofs, faults }).toEqual({ proofs: 0, faults: [] });
  });

  it('sends a held reply as soon as the customer writes, not before', async () => {
    const dispatcher = dispatch({ repeatable: false });
    let closed = true;
    target.answer = () => (closed ? windowClosed : accepted);
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, contactNo: 5 }));
    await settled();
    await clock.windSlowly(600_000, 60_000);
    expect(target.sent).toEqual([1]);
    closed = false;
    dispatcher.windowOpened(5);
    await settled();
    expect(lanes.states()).toEqual({ 1: 'delivered' });
  });

  it('sends nothing whose attempt could not be marked, and tries again when the disk takes writes', async () => {
    lanes.failNextClaims = 2;
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1 }));
    await settled();
    expect(target.sent).toEqual([]);
    await clock.windSlowly(3_000);
    expect(target.sent).toEqual([1]);
  });

  it('never sends again what went out and could not be noted', async () => {
    lanes.failNextSettles = 3;
    const dispatcher = dispatch({ repeatable: false });
    dispatcher.start();
    await settled();
    for (const seq of [1, 2]) dispatcher.offer(lanes.add({ seq }));
    await settled();
    expect(target.sent).toEqual([1]);
    await clock.windSlowly(5_000);
    expect(target.sent).toEqual([1, 2]);
    expect(lanes.states()).toEqual({ 1: 'delivered', 2: 'delivered' });
  });

  it('keeps memory bounded and order strict with a long conversation and a backlog larger than memory', async () => {
    for (let seq = 1; seq <= 7_000; seq += 1) lanes.add({ seq, contactNo: seq % 3 === 0 ? 1 : seq });
    const dispatcher = dispatch({ inFlightLimit: 64 });
    dispatcher.start();
    for (let turn = 0; turn < 20_000 && target.sent.length < 7_000; turn += 1) await settled();
    expect(target.sent).toHaveLength(7_000);
    const hot = target.sent.filter((seq) => seq % 3 === 0);
    expect(hot).toEqual([...hot].sort((first, second) => first - second));
  }, 30_000);

  it('ends when it is told to stop, after what is under way', async () => {
    let release: (result: DeliveryResult) => void = () => undefined;
    target.answer = () => new Promise((resolve) => (release = resolve));
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1 }));
    dispatcher.offer(lanes.add({ seq: 2, contactNo: 2 }));
    await settled();
    const stopped = dispatcher.stop(5_000);
    dispatcher.offer(lanes.add({ seq: 3, contactNo: 3 }));
    release(accepted);
    target.answer = () => accepted;
    await settled();
    expect(target.sent).toEqual([1, 2]);
    release(accepted);
    clock.wind(5_000);
    await Promise.race([stopped, settled()]);
    expect(lanes.states()[3]).toBe('pending');
  });
});
