import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { DeliveryResult, DeliveryTarget } from '#relay/ports/delivery-target.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';
import { ChannelWorker, type Crew, type Lane } from '#relay/reconnect/channel-worker.ts';
import { WorkerMemory } from '#relay/reconnect/worker-memory.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };

/** Answers after a while; ends at once, with nothing known, when it is given up. */
class SlowTarget implements DeliveryTarget {
  readonly repeatable: boolean;
  readonly sent: number[] = [];
  tookMs = 0;
  answer: DeliveryResult = accepted;
  readonly #clock: HandClock;

  constructor(clock: HandClock, repeatable: boolean) {
    this.#clock = clock;
    this.repeatable = repeatable;
  }

  deliver({ seq }: PendingMessage, signal: AbortSignal): Promise<DeliveryResult> {
    this.sent.push(seq);
    return new Promise((resolve) => {
      const end = (result: DeliveryResult): void => {
        cancel();
        signal.removeEventListener('abort', giveUp);
        resolve(result);
      };
      const giveUp = (): void => end({ kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: 'aborted' });
      const cancel = this.#clock.after(this.tookMs, () => end(this.answer));
      signal.addEventListener('abort', giveUp);
    });
  }

  check() {
    return Promise.resolve({ ok: true } as const);
  }
}

function startWorker(options: { readonly recover?: () => Promise<void>; readonly mayRestart?: () => boolean } = {}) {
  const clock = new HandClock();
  const stores = { inbound: new ModelStore(), outbound: new ModelStore() };
  const targets = { inbound: new SlowTarget(clock, true), outbound: new SlowTarget(clock, false) };
  const shared = roomyLimits();
  let crews = 0;
  const build = (): Crew => {
    crews += 1;
    const memory = new WorkerMemory(shared.memory);
    const lane = (direction: 'inbound' | 'outbound'): Lane =>
      new LegDispatcher({
        channelId: aPendingMessage().channelId,
        direction,
        target: targets[direction],
        store: stores[direction],
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
        shared: { ...shared, memory },
        rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
        relays: () => true,
        onChange: () => undefined,
      });
    return { inbound: lane('inbound'), outbound: lane('outbound'), release: () => memory.release() };
  };
  const worker = new ChannelWorker({
    build,
    recoverClaims:
      options.recover ??
      (() => {
        stores.inbound.restart();
        stores.outbound.restart();
        return Promise.resolve();
      }),
    ...(options.mayRestart && { mayRestart: options.mayRestart }),
    log: silentLogger,
    graceMs: 5_000,
  });
  return { clock, stores, targets, shared, worker, crews: () => crews };
}

let kit: ReturnType<typeof startWorker>;

beforeEach(() => {
  kit = startWorker();
});

describe('restarting a channel', () => {
  it('lets what is under way end, and goes on with what waits, in order and once', async () => {
    const { clock, stores, targets, worker } = kit;
    targets.outbound.tookMs = 2_000;
    for (let seq = 1; seq <= 5; seq += 1) stores.outbound.add({ seq, direction: 'outbound' });
    worker.start();
    await clock.windSlowly(1_000);
    expect(targets.outbound.sent).toEqual([1]);
    const restarted = worker.restart();
    await clock.windSlowly(1_100);
    await restarted;
    expect(kit.crews()).toBe(2);
    await clock.windSlowly(10_000);
    expect(targets.outbound.sent).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(Object.values(stores.outbound.states()))).toEqual(new Set(['delivered']));
  });

  it('gives up after the grace: toward WeChat that is unconfirmed, toward CXone it is sent again', async () => {
    const { clock, stores, targets, worker } = kit;
    for (const direction of ['inbound', 'outbound'] as const) {
      targets[direction].tookMs = 3_600_000;
      stores[direction].add({ seq: 1, direction });
    }
    worker.start();
    await clock.windSlowly(500);
    const restarted = worker.restart();
    targets.inbound.tookMs = 10;
    targets.outbound.tookMs = 10;
    await clock.windSlowly(5_200);
    await restarted;
    await clock.windSlowly(60_000);
    expect(targets.inbound.sent).toEqual([1, 1]);
    expect(stores.inbound.states()).toEqual({ 1: 'delivered' });
    expect(targets.outbound.sent).toEqual([1]);
    expect(stores.outbound.states()).toEqual({ 1: 'unconfirmed' });
  });

  it('recovers what the disk refused to settle', async () => {
    const { clock, stores, targets, worker } = kit;
    stores.outbound.add({ seq: 1, direction: 'outbound' });
    targets.outbound.tookMs = 100;
    stores.outbound.beforeWrite = (step) => {
      if (step === 'settle') throw new Error('disk');
    };
    worker.start();
    await clock.windSlowly(1_500);
    const restarted = worker.restart();
    await clock.windSlowly(2_000);
    stores.outbound.beforeWrite = () => undefined;
    await restarted;
    await clock.windSlowly(2_000);
    expect(targets.outbound.sent).toEqual([1]);
    expect(stores.outbound.states()).toEqual({ 1: 'unconfirmed' });
  });

  it('takes over what is offered meanwhile, and keeps a hold', async () => {
    const { clock, stores, targets, worker } = kit;
    worker.start();
    worker.outbound.hold();
    const restarted = worker.restart();
    worker.outbound.offer(stores.outbound.add({ seq: 1, direction: 'outbound' }));
    worker.inbound.offer(stores.inbound.add({ seq: 2 }));
    await restarted;
    worker.inbound.offer(stores.inbound.add({ seq: 3, contactNo: 2 }));
    await clock.windSlowly(1_000);
    expect(targets.inbound.sent.toSorted()).toEqual([2, 3]);
    expect(targets.outbound.sent).toEqual([]);
    worker.outbound.release();
    await clock.windSlowly(1_000);
    expect(targets.outbound.sent).toEqual([1]);
  });

  it('gives back the memory of what waited', async () => {
    const { clock, stores, targets, worker, shared } = kit;
    targets.outbound.tookMs = 100;
    for (let seq = 1; seq <= 40; seq += 1) stores.outbound.add({ seq, direction: 'outbound' });
    worker.start();
    for (let time = 0; time < 5; time += 1) {
      await clock.windSlowly(200);
      const restarted = worker.restart();
      await clock.windSlowly(200);
      await restarted;
    }
    await clock.windSlowly(20_000);
    expect(shared.memory.usedBytes).toBe(0);
    expect(targets.outbound.sent).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('happens once for all who ask at a time, and not after the end', async () => {
    const { worker } = kit;
    worker.start();
    await Promise.all([worker.restart(), worker.restart(), worker.restart()]);
    expect(kit.crews()).toBe(2);
    await worker.stop(0);
    await worker.restart();
    expect(kit.crews()).toBe(2);
  });

  it('is left alone while the disk takes no notes', async () => {
    let writable = false;
    kit = startWorker({ mayRestart: () => writable });
    kit.worker.start();
    await kit.worker.restart();
    expect(kit.crews()).toBe(1);
    writable = true;
    await kit.worker.restart();
    expect(kit.crews()).toBe(2);
  });

  it('goes on though claims cannot be recovered', async () => {
    kit = startWorker({ recover: () => Promise.reject(new Error('disk')) });
    kit.worker.start();
    await kit.worker.restart();
    kit.worker.inbound.offer(kit.stores.inbound.add({ seq: 1 }));
    await kit.clock.windSlowly(500);
    expect(kit.targets.inbound.sent).toEqual([1]);
  });

  it('property: whenever it happens, every message arrives, in order, and toward WeChat once at most', async () => {
    const plan = fc.record({
      messages: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 12 }),
      restartsAfterMs: fc.array(fc.integer({ min: 0, max: 1_500 }), { minLength: 1, maxLength: 4 }),
      tookMs: fc.integer({ min: 0, max: 900 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ messages, restartsAfterMs, tookMs }) => {
        const { clock, stores, targets, worker } = startWorker();
        targets.outbound.tookMs = tookMs;
        targets.inbound.tookMs = tookMs;
        worker.start();
        let waiting = [...messages];
        for (const afterMs of restartsAfterMs) {
          const [contactNo, ...rest] = waiting;
          waiting = rest;
          const seq = messages.length - rest.length;
          if (contactNo !== undefined) {
            worker.outbound.offer(stores.outbound.add({ seq, direction: 'outbound', contactNo }));
            worker.inbound.offer(stores.inbound.add({ seq, contactNo }));
          }
          await clock.windSlowly(afterMs, 50);
          void worker.restart();
          await settled();
        }
        for (const contactNo of waiting) {
          const seq = stores.outbound.held.size + 1;
          worker.outbound.offer(stores.outbound.add({ seq, direction: 'outbound', contactNo }));
          worker.inbound.offer(stores.inbound.add({ seq, contactNo }));
        }
        await clock.windSlowly(30_000, 50);
        for (const direction of ['inbound', 'outbound'] as const) {
          expect(Object.values(stores[direction].states()).every((state) => state === 'delivered')).toBe(true);
          expect(targets[direction].sent).toHaveLength(stores[direction].held.size);
          const contactOf = (seq: number) => stores[direction].held.get(seq)?.message.contactNo;
          for (const contactNo of [1, 2, 3]) {
            const own = targets[direction].sent.filter((seq) => contactOf(seq) === contactNo);
            expect(own).toEqual(own.toSorted((first, second) => first - second));
          }
        }
        await worker.stop(0);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
