import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { DeliveryResult, DeliveryTarget } from '#relay/ports/delivery-target.ts';
import type { LegFault } from '#relay/ports/leg-reporter.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';
import { LegDispatcher, type SharedLimits } from '#relay/services/leg-dispatcher.ts';
import { SlotPool } from '#relay/core/slot-pool.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';
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

const clockAtStart = new HandClock().now();

describe('leg dispatcher', () => {
  let clock: HandClock;
  let lanes: ModelStore;
  let target: ScriptedTarget;
  let faults: LegFault[];
  let proofs: number;

  beforeEach(() => {
    clock = new HandClock();
    lanes = new ModelStore();
    target = new ScriptedTarget(true);
    faults = [];
    proofs = 0;
  });

  interface Options {
    readonly repeatable?: boolean;
    readonly inFlightLimit?: number;
    readonly rule?: 'ask' | 'send_again' | 'give_up';
    readonly report?: 'nothing' | 'failed';
    readonly shared?: SharedLimits;
  }

  function dispatch(options: Options = {}): LegDispatcher {
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
        warning: () => undefined,
        warningOver: () => undefined,
        refusedRequest: () => undefined,
      },
      inFlightLimit: options.inFlightLimit ?? 8,
      shared: options.shared ?? roomyLimits(),
      rules: {
        agentLanguage: 'en',
        unconfirmed: { rule: options.rule ?? 'ask', report: options.report ?? 'nothing' },
      },
      relays: (content) => content.kind !== 'event' || content.event !== 'LOCATION',
      onChange: () => undefined,
    });
  }

  describe('a wall clock that is set', () => {
    const day = 86_400_000;
    it.each([
      ['an hour on', day / 24],
      ['an hour back', -day / 24],
      ['thirty days on', 30 * day],
      ['thirty days back', -30 * day],
      ['to 1970', -clockAtStart + day],
    ])('%s makes no wait shorter or longer, and no message too old', async (_name, jump) => {
      const later: DeliveryResult = { ...unreachable, scope: 'message' };
      let failures = 3;
      target.answer = () => (failures-- > 0 ? later : accepted);
      lanes.add({ seq: 1, receivedAt: clock.now() });
      dispatch().start();
      await settled();
      expect(target.sent).toHaveLength(1);
      clock.setWall(clock.now() + jump);
      // The schedule toward CXone: 2 s, 10 s, 30 s.
      await clock.windSlowly(1_900);
      expect(target.sent).toHaveLength(1);
      await clock.windSlowly(200);
      expect(target.sent).toHaveLength(2);
      await clock.windSlowly(9_800);
      expect(target.sent).toHaveLength(2);
      await clock.windSlowly(300);
      expect(target.sent).toHaveLength(3);
      await clock.windSlowly(30_100);
      expect(lanes.states()).toEqual({ 1: 'delivered' });
    });

    it('is what the disk is told, so that the wait is right after a restart', async () => {
      target.answer = () => ({ ...unreachable, scope: 'message' });
      lanes.add({ seq: 1, receivedAt: clock.now() });
      dispatch().start();
      await settled();
      clock.setWall(clock.now() + 30 * day);
      await clock.windSlowly(2_100);
      const dueAt = lanes.held.get(1)?.message.dueAt ?? 0;
      expect(dueAt - clock.now()).toBeGreaterThan(9_000);
      expect(dueAt - clock.now()).toBeLessThanOrEqual(10_000);
    });

    it('lets a message accepted after it wait as long as any other', async () => {
      const later: DeliveryResult = { ...unreachable, scope: 'message' };
      const dispatcher = dispatch();
      dispatcher.start();
      await settled();
      clock.setWall(clock.now() - 30 * day);
      target.answer = () => (target.sent.length < 2 ? later : accepted);
      dispatcher.offer(lanes.add({ seq: 1, receivedAt: clock.now(), dueAt: clock.now() }));
      await settled();
      expect(target.sent).toHaveLength(1);
      await clock.windSlowly(2_100);
      expect(lanes.states()).toEqual({ 1: 'delivered' });
    });
  });

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
    const dispatcher = dispatch({ repeatable: false });
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
    dispatcher.offer(lanes.add({ seq: 1 }));
    await settled();
    // While the disk refuses to write down what came of one, no other is sent.
    dispatcher.offer(lanes.add({ seq: 2, contactNo: 2 }));
    await settled();
    expect(target.sent).toEqual([1]);
    await clock.windSlowly(6_000);
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

  const timedOut: DeliveryResult = { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };
  const lines = (seq: number) =>
    lanes.held.get(seq)?.events.map(({ kind, by }) => (by === null ? kind : `${kind} ${by}`));

  it('sends once more by the rule of the channel, in its place, and then asks a person', async () => {
    const dispatcher = dispatch({ repeatable: false, rule: 'send_again', report: 'failed' });
    target.answer = () => timedOut;
    dispatcher.start();
    await settled();
    for (const seq of [1, 2]) dispatcher.offer(lanes.add({ seq, direction: 'outbound' }));
    await settled();
    expect(target.sent).toEqual([1]);
    expect(lanes.held.get(1)?.report).toBeNull();
    await clock.windSlowly(4_500);
    expect(target.sent.slice(0, 2)).toEqual([1, 1]);
    await clock.windSlowly(3_600_000, 10_000);
    expect(target.sent).toEqual([1, 1, 2, 2]);
    expect(lanes.states()).toEqual({ 1: 'unconfirmed', 2: 'unconfirmed' });
    expect(lines(1)).toEqual(['unconfirmed', 'sent_again rule:send_again', 'unconfirmed']);
    expect(lanes.held.get(1)?.report?.reason).toMatch(/may have arrived/u);
  });

  it.each([
    ['refused for good', { ...refusedLeg, scope: 'message' as const, code: 'WECHAT_CONTENT_REFUSED' as const }, 10_000],
    ['expired', windowClosed, 50 * 3_600_000],
  ] as const)('tells CXone that it may have arrived when what was sent once more is %s', async (_name, second, ms) => {
    const dispatcher = dispatch({ repeatable: false, rule: 'send_again' });
    target.answer = () => (target.sent.length === 1 ? timedOut : second);
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, direction: 'outbound', receivedAt: clock.now() }));
    await settled();
    await clock.windSlowly(ms, 60_000);
    expect(['dead_letter', 'expired']).toContain(lanes.states()[1]);
    const told = lanes.held.get(1)?.report;
    expect(told?.status).toBe('failed');
    expect(told?.reason).toMatch(/may have arrived.* before asking/u);
    expect(told?.reason).not.toMatch(/^Not delivered/u);
    expect(told?.reason).toContain(`(${second.platformCode})`);
  });

  it('does not say so of a reply whose every try was answered', async () => {
    const dispatcher = dispatch({ repeatable: false });
    target.answer = () => (target.sent.length === 1 ? windowClosed : { ...refusedLeg, scope: 'message' as const });
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, direction: 'outbound', receivedAt: clock.now() }));
    await settled();
    await clock.windSlowly(3_700_000, 60_000);
    expect(lanes.states()).toEqual({ 1: 'dead_letter' });
    expect(lanes.held.get(1)?.report?.reason).toMatch(/^Not delivered: /u);
  });

  it('gives up by the rule of the channel, and tells CXone that it may have arrived', async () => {
    const dispatcher = dispatch({ repeatable: false, rule: 'give_up' });
    target.answer = () => timedOut;
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, direction: 'outbound' }));
    await settled();
    expect(lanes.states()).toEqual({ 1: 'dead_letter' });
    expect(lines(1)).toEqual(['unconfirmed', 'given_up rule:give_up']);
    expect(lanes.held.get(1)?.report).toMatchObject({ status: 'failed' });
  });

  it.each([
    ['nothing', null],
    ['failed', 'failed'],
  ] as const)('tells CXone "%s" of a reply whose outcome is not known, as the channel says', async (report, status) => {
    const dispatcher = dispatch({ repeatable: false, report });
    target.answer = () => timedOut;
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, direction: 'outbound' }));
    await settled();
    expect(lanes.held.get(1)?.report?.status ?? null).toBe(status);
  });

  it('sets an event aside that says nothing to an agent, by a rule that its time line names, and keeps the order', async () => {
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1 }));
    dispatcher.offer(lanes.add({ seq: 2, content: { kind: 'event', event: 'LOCATION', fields: {} } }));
    dispatcher.offer(lanes.add({ seq: 3 }));
    await settled();
    await settled();
    expect(target.sent).toEqual([1, 3]);
    expect(lanes.states()).toEqual({ 1: 'delivered', 2: 'discarded', 3: 'delivered' });
    expect(lines(2)).toEqual(['discarded rule:not_relayed']);
  });

  it('lets what waited for the leg before a restart go as soon as a check passes', async () => {
    lanes.add({ seq: 1, attempts: 9, dueAt: clock.now() + 3_600_000 });
    const dispatcher = dispatch();
    dispatcher.start();
    await clock.windSlowly(10_000, 1_000);
    expect(target.sent).toEqual([]);
    dispatcher.probePassed();
    await settled();
    expect(lanes.states()).toEqual({ 1: 'delivered' });
  });

  it('leaves the whole leg alone as long as Retry-After says, whatever checks say meanwhile', async () => {
    let limited = true;
    target.answer = () => (limited ? { ...unreachable, code: 'CXONE_RATE_LIMITED', retryAfterMs: 600_000 } : accepted);
    const dispatcher = dispatch({ inFlightLimit: 1 });
    dispatcher.start();
    await settled();
    for (const seq of [1, 2, 3]) dispatcher.offer(lanes.add({ seq, contactNo: seq, receivedAt: clock.now() }));
    await settled();
    limited = false;
    for (let round = 0; round < 39; round += 1) {
      await clock.windSlowly(15_000, 5_000);
      dispatcher.probePassed();
    }
    expect(target.sent).toEqual([1]);
    await clock.windSlowly(150_000, 5_000);
    expect(lanes.states()).toEqual({ 1: 'delivered', 2: 'delivered', 3: 'delivered' });
  });

  it('keeps to the published schedule after a passing failure, although checks pass', async () => {
    target.answer = () => unreachable;
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, receivedAt: clock.now() }));
    await settled();
    for (let round = 0; round < 15; round += 1) {
      dispatcher.probePassed();
      await clock.windSlowly(100);
    }
    expect(target.sent).toEqual([1]);
    await clock.windSlowly(600);
    expect(target.sent).toEqual([1, 1]);
  });

  it('tries at once what failed in passing when somebody says that it is repaired', async () => {
    target.answer = () => unreachable;
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, receivedAt: clock.now() }));
    await clock.windSlowly(60_000, 1_000);
    const tries = target.sent.length;
    target.answer = () => accepted;
    dispatcher.repaired();
    await settled();
    expect(target.sent).toHaveLength(tries + 1);
    expect(lanes.states()).toEqual({ 1: 'delivered' });
  });

  it('leaves a closed leg closed, and keeps to a time that the other side named, whoever says that it is repaired', async () => {
    const dispatcher = dispatch();
    target.answer = () => ({ ...unreachable, code: 'CXONE_RATE_LIMITED', retryAfterMs: 600_000 });
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, receivedAt: clock.now() }));
    await settled();
    dispatcher.repaired();
    await settled();
    expect(target.sent).toEqual([1]);

    lanes = new ModelStore();
    target.answer = () => refusedLeg;
    const other = dispatch();
    other.start();
    await settled();
    other.offer(lanes.add({ seq: 1, receivedAt: clock.now() }));
    await settled();
    const tries = target.sent.length;
    other.repaired();
    await settled();
    expect(target.sent).toHaveLength(tries);
  });

  it('does not sleep longer because somebody set the clock back', async () => {
    let fails = true;
    target.answer = () => (fails ? { ...unreachable, scope: 'message' } : accepted);
    const dispatcher = dispatch();
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1, receivedAt: clock.now() }));
    await settled();
    fails = false;
    clock.setWall(clock.now() - 86_400_000);
    await clock.windSlowly(120_000, 1_000);
    expect(lanes.states()).toEqual({ 1: 'delivered' });
  });

  it('ends an attempt of a connector that does not end it, and lets no further part of it leave', async () => {
    const dispatcher = dispatch({ repeatable: false });
    target.answer = () => new Promise(() => undefined);
    dispatcher.start();
    await settled();
    dispatcher.offer(lanes.add({ seq: 1 }));
    await clock.windSlowly(601_000, 1_000);
    expect(lanes.states()).toEqual({ 1: 'unconfirmed' });
    expect(faults).toEqual([]);
  }, 20_000);

  it('serves every conversation in turn while one of them has 30 % of the traffic', async () => {
    const dispatcher = dispatch({ inFlightLimit: 8 });
    dispatcher.start();
    await settled();
    // Each answer takes 5 ms of wound time: 8 at once bring 1,600 a second, the hot conversation alone 200 a second.
    target.answer = () =>
      new Promise((resolve) =>
        clock.after(5, () => {
          resolve(accepted);
        }),
      );
    const waits = new Map<number, number[]>([
      [1, []],
      [2, []],
    ]);
    const sentAt = new Map<number, number>();
    const offeredAt = new Map<number, number>();
    let seq = 0;
    for (let ms = 0; ms < 2_000; ms += 1) {
      seq += 1;
      const contactNo = seq % 10 < 3 ? 1 : 2 + (seq % 500);
      offeredAt.set(seq, clock.monotonic());
      dispatcher.offer(lanes.add({ seq, contactNo, receivedAt: clock.now(), dueAt: clock.now() }));
      clock.wind(1);
      await settled();
      for (const done of target.sent.slice(sentAt.size)) sentAt.set(done, clock.monotonic());
    }
    for (const [sent, at] of sentAt) {
      const contactNo = lanes.held.get(sent)?.message.contactNo === 1 ? 1 : 2;
      waits.get(contactNo)?.push(at - (offeredAt.get(sent) ?? 0));
    }
    const quiet = (waits.get(2) ?? []).sort((first, second) => first - second);
    // 300 of 1,000 a second go to a conversation that can have 200: its own queue grows, nobody else's.
    expect(quiet.at(Math.floor(quiet.length * 0.99))).toBeLessThanOrEqual(5);
    expect(quiet.length).toBeGreaterThan(1_390);
    const hot = target.sent.filter((sent) => lanes.held.get(sent)?.message.contactNo === 1);
    expect(hot).toEqual([...hot].sort((first, second) => first - second));
    expect(hot.length).toBeGreaterThan(300);
  }, 30_000);

  it('leaves other channels their places while the targets of one answer nothing', async () => {
    const shared = { ...roomyLimits(), slots: new SlotPool({ shared: 20, ownPerLeg: 4 }) };
    target.answer = () => new Promise(() => undefined);
    const stuck = dispatch({ inFlightLimit: 96, shared });
    stuck.start();
    await settled();
    for (let seq = 1; seq <= 100; seq += 1) stuck.offer(lanes.add({ seq, contactNo: seq }));
    await settled();
    expect(stuck.inFlight).toBe(20);
    lanes = new ModelStore();
    target = new ScriptedTarget(true);
    const free = dispatch({ inFlightLimit: 96, shared });
    free.start();
    await settled();
    for (let seq = 1; seq <= 100; seq += 1) free.offer(lanes.add({ seq, contactNo: seq }));
    for (let turn = 0; turn < 60; turn += 1) await settled();
    expect(target.sent).toHaveLength(100);
  });
});
