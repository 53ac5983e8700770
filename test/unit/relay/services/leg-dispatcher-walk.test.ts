import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { MessageAction } from '#shared/domain/message.ts';
import type { DeliveryResult, DeliveryTarget, PartJournal } from '#relay/ports/delivery-target.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';
import { LegDispatcher, type LegDispatcherDeps } from '#relay/services/leg-dispatcher.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

/** What the other side does with the next call. 'hangs' answers when the walk says so. */
const behaviours = [
  'accepts',
  'accepts',
  'refuses',
  'busy',
  'leg_down',
  'leg_refused',
  'window',
  'unknown',
  'throws',
  'rejects',
  'hangs',
] as const;
type Behaviour = (typeof behaviours)[number];

type Step =
  | { readonly kind: 'accept'; readonly contactNo: number }
  | { readonly kind: 'behave'; readonly as: Behaviour }
  | { readonly kind: 'disk'; readonly failures: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'act'; readonly action: MessageAction; readonly pick: number }
  | { readonly kind: 'answer_hanging' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'customer_writes'; readonly contactNo: number }
  | { readonly kind: 'crash' };

const contactNo = fc.integer({ min: 1, max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('accept' as const), contactNo }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('behave' as const), as: fc.constantFrom(...behaviours) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disk' as const), failures: fc.integer({ min: 1, max: 8 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('time' as const), ms: fc.constantFrom(100, 1_500, 10_000, 4_000_000) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('act' as const),
      action: fc.constantFrom<MessageAction>('send_again', 'confirm_arrived', 'give_up', 'discard', 'restore'),
      pick: fc.nat(),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'answer_hanging' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'probe' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('customer_writes' as const), contactNo }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
);

const failures: Readonly<Record<string, DeliveryResult>> = {
  refuses: { kind: 'refused', scope: 'message', code: 'WECHAT_CONTENT_REFUSED', platformCode: '45008', value: null },
  busy: {
    kind: 'try_later',
    scope: 'message',
    code: 'WECHAT_BUSY',
    platformCode: '-1',
    retryAfterMs: null,
    value: null,
  },
  leg_down: {
    kind: 'try_later',
    scope: 'leg',
    code: 'WECHAT_UNREACHABLE',
    platformCode: null,
    retryAfterMs: null,
    value: null,
  },
  leg_refused: { kind: 'refused', scope: 'leg', code: 'WECHAT_IP_NOT_LISTED', platformCode: '40164', value: null },
  window: { kind: 'window_closed', code: 'WECHAT_REPLY_WINDOW_CLOSED', platformCode: '45015' },
};
const accepted: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
const unknown: DeliveryResult = { kind: 'unknown', code: 'WECHAT_OUTCOME_UNKNOWN', platformCode: null };

/** The world the dispatcher lives in, and what is forbidden in it. */
class World {
  readonly clock = new HandClock();
  readonly store = new ModelStore();
  readonly violations: string[] = [];
  readonly repeatable: boolean;
  readonly partsOf: (seq: number) => number;
  behaviour: Behaviour = 'accepts';
  diskFailures = 0;
  #run = 0;
  #seq = 0;
  dispatcher: LegDispatcher;
  readonly shared = roomyLimits();
  /** 'seq/part' of what may have arrived, until somebody takes it upon himself to send it again. */
  readonly #mayHaveArrived = new Set<string>();
  readonly #readmitted = new Set<number>();
  /** The other side has it, whether or not that is written down yet. */
  readonly #taken = new Set<number>();
  #hanging: (() => void)[] = [];

  constructor(repeatable: boolean, mixed: boolean) {
    this.repeatable = repeatable;
    this.partsOf = (seq) => (mixed && !repeatable && seq % 2 === 0 ? 3 : 1);
    this.store.beforeWrite = () => {
      if (this.diskFailures === 0) return;
      this.diskFailures -= 1;
      throw new RelayError('STORE_WRITE_FAILED', 'told to fail');
    };
    this.dispatcher = this.#start();
  }

  accept(contact: number): void {
    this.#seq += 1;
    const direction = this.repeatable ? 'inbound' : 'outbound';
    this.dispatcher.offer(
      this.store.add({
        seq: this.#seq,
        contactNo: contact,
        direction,
        receivedAt: this.clock.now(),
        dueAt: this.clock.now(),
      }),
    );
  }

  async act(action: MessageAction, pick: number): Promise<void> {
    const all = [...this.store.held.values()];
    const held = all[pick % Math.max(all.length, 1)];
    if (held === undefined) return;
    const { id, seq } = held.message;
    try {
      const decision = { id, action, by: 'anna', at: this.clock.now(), report: null };
      const { pending, contactNo: contact } = await this.store.decide(decision);
      if (action === 'send_again') for (let no = 1; no <= 3; no += 1) this.#mayHaveArrived.delete(`${seq}/${no}`);
      this.#readmitted.add(seq);
      if (pending !== null) this.dispatcher.readmit(pending);
      else this.dispatcher.withdraw(contact, seq);
    } catch (thrown) {
      if (!(thrown instanceof RelayError)) throw thrown;
    }
  }

  answerHanging(): void {
    for (const answer of this.#hanging.splice(0)) answer();
  }

  crash(): void {
    this.#run += 1;
    this.#hanging = [];
    this.diskFailures = 0;
    this.store.restart();
    this.dispatcher = this.#start();
  }

  #start(): LegDispatcher {
    const dispatcher = new LegDispatcher(this.#deps(this.#run));
    dispatcher.start();
    return dispatcher;
  }

  #deps(run: number): LegDispatcherDeps {
    const { store, clock } = this;
    // A process that is gone writes nothing and hears nothing any more.
    const alive = <T>(work: () => Promise<T>): Promise<T> =>
      run === this.#run ? work() : new Promise<T>(() => undefined);
    const target: DeliveryTarget = {
      repeatable: this.repeatable,
      deliver: (message, _signal, journal) => this.#deliver(message, journal, run),
      check: () => Promise.resolve({ ok: true }),
    };
    return {
      channelId: aPendingMessage().channelId,
      direction: this.repeatable ? 'inbound' : 'outbound',
      target,
      store: {
        claim: (...input) => alive(() => store.claim(input[0], input[1])),
        settle: (settlement) => alive(() => store.settle(settlement)),
        partBegun: (...input) => alive(() => store.partBegun(...input)),
        partEnded: (...input) => alive(() => store.partEnded(...input)),
        decide: (decision) => alive(() => store.decide(decision)),
        message: (id) => alive(() => store.message(id)),
        pendingPage: (...input) => alive(() => store.pendingPage(...input)),
        pendingOfConversation: (...input) => alive(() => store.pendingOfConversation(...input)),
      },
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
      onChange: () => {
        // Whoever listens may be broken: a delivery does not care.
        if (this.behaviour === 'throws') throw new Error('a listener fails');
      },
    };
  }

  #deliver(message: PendingMessage, journal: PartJournal, run: number): Promise<DeliveryResult> {
    this.#checkOrder(message);
    // Thrown before the promise is made, as a mistake of ours would be.
    if (this.behaviour === 'throws') {
      this.#leaves(message.seq, 1);
      throw new TypeError('told to throw');
    }
    return this.#deliverParts(message, journal, run);
  }

  async #deliverParts(message: PendingMessage, journal: PartJournal, run: number): Promise<DeliveryResult> {
    const of = this.partsOf(message.seq);
    for (let no = 1; no <= of; no += 1) {
      if (message.parts.some((part) => part.no === no && part.state === 'accepted')) continue;
      const part = { no, of, kind: 'text' as const };
      const ended = { ...part, at: 0, code: null, platformCode: null };
      if (of > 1) await journal.begin(part);
      if (run !== this.#run) return new Promise(() => undefined);
      const { behaviour } = this;
      const failed = failures[behaviour];
      if (failed !== undefined) {
        if (of > 1) await journal.end({ ...ended, state: 'refused' });
        return failed;
      }
      this.#leaves(message.seq, no);
      if (behaviour === 'rejects') throw new Error('told to reject');
      if (behaviour === 'hangs') await new Promise<void>((resolve) => this.#hanging.push(resolve));
      if (run !== this.#run) return new Promise(() => undefined);
      if (behaviour === 'unknown') {
        if (of > 1) await journal.end({ ...ended, state: 'unknown' });
        return unknown;
      }
      if (of > 1) await journal.end({ ...ended, state: 'accepted' });
    }
    this.#taken.add(message.seq);
    return accepted;
  }

  /** Bytes of it go out now. */
  #leaves(seq: number, no: number): void {
    const what = `${seq}/${no}`;
    if (!this.repeatable && this.#mayHaveArrived.has(what)) this.violations.push(`${what} was sent twice`);
    this.#mayHaveArrived.add(what);
    const held = this.store.held.get(seq);
    if (!this.repeatable && (held?.state !== 'pending' || !held.claimed))
      this.violations.push(`${what} left without a claim`);
  }

  #checkOrder(message: PendingMessage): void {
    for (const { message: other, state } of this.store.held.values()) {
      const isBefore = other.contactNo === message.contactNo && other.seq < message.seq;
      if (isBefore && state === 'pending' && !this.#readmitted.has(other.seq) && !this.#taken.has(other.seq)) {
        this.violations.push(`${message.seq} went before ${other.seq}`);
      }
    }
  }
}

async function walk(world: World, steps: readonly Step[]): Promise<void> {
  for (const one of steps) {
    switch (one.kind) {
      case 'accept':
        world.accept(one.contactNo);
        break;
      case 'behave':
        world.behaviour = one.as;
        break;
      case 'disk':
        world.diskFailures = one.failures;
        break;
      case 'time':
        world.clock.wind(one.ms);
        break;
      case 'act':
        await world.act(one.action, one.pick);
        break;
      case 'answer_hanging':
        world.answerHanging();
        break;
      case 'probe':
        world.dispatcher.probePassed();
        break;
      case 'customer_writes':
        world.dispatcher.windowOpened(one.contactNo);
        break;
      case 'crash':
        world.crash();
        break;
    }
    await settled();
  }
  // Everything is well again: what waits must go.
  world.behaviour = 'accepts';
  world.diskFailures = 0;
  for (let turn = 0; turn < 40; turn += 1) {
    world.answerHanging();
    world.dispatcher.probePassed();
    for (const contact of [1, 2, 3]) world.dispatcher.windowOpened(contact);
    world.clock.wind(3_700_000 / 2);
    await settled();
  }
}

describe('leg dispatcher, on random walks', () => {
  it.each([
    ['toward a target that takes a stable id', true, false],
    ['toward one that does not', false, false],
    ['toward one that does not, with messages in parts', false, true],
  ])(
    '%s: order, no second sending, nothing stuck',
    async (_name, repeatable, mixed) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
          const world = new World(repeatable, mixed);
          await walk(world, steps);
          expect(world.violations).toEqual([]);
          const stuck = [...world.store.held.values()].filter((held) => held.state === 'pending' || held.claimed);
          expect(stuck.map((held) => held.message.seq)).toEqual([]);
          expect(world.dispatcher.inFlight).toBe(0);
          expect(world.dispatcher.oldestWaitingAt()).toBeNull();
        }),
        { numRuns: 250 },
      );
    },
    60_000,
  );
});
