import type { Leg } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { allowedInFlight, closedBreaker, stepBreaker, type BreakerEvent, type BreakerState } from '../core/breaker.ts';
import { LaneBook, type WaitUntil } from '../core/lane-book.ts';
import { LegRefusals } from './leg-refusals.ts';
import type { ExchangeRoom } from '../core/exchange-room.ts';
import type { MemoryBudget } from '../core/memory-budget.ts';
import { longestRetryAfterMs } from '../core/retry-policy.ts';
import type { AttemptDecision } from '../core/settle-attempt.ts';
import { SteadyTime } from '../core/steady-time.ts';
import type { SlotPool } from '../core/slot-pool.ts';
import type { DeliveryResult } from '../ports/delivery-target.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';
import type { PendingMessage, RelayStore } from '../ports/relay-store.ts';
import { DeliveryAttempts, type AttemptEnd, type DeliveryAttemptsDeps } from './delivery-attempts.ts';
import { LaneReader } from './lane-reader.ts';
import type { ReadGate } from './read-gate.ts';

/** What missed that the leg works again is tried after this. */
const missedWakeMs = 2_000;
const laneLimits = { perLane: 50, total: 5_000, reserved: 50 };

/** What all legs of a relay share. */
export interface SharedLimits {
  readonly memory: MemoryBudget;
  readonly slots: SlotPool;
  readonly reads: ReadGate;
  /** For what passed over the wire. */
  readonly exchanges: ExchangeRoom;
}

export interface LegDispatcherDeps extends Omit<
  DeliveryAttemptsDeps,
  'store' | 'time' | 'room' | 'refusals' | 'isStopped' | 'signal' | 'onSeen' | 'onWritten'
> {
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly store: DeliveryAttemptsDeps['store'] & Pick<RelayStore, 'pendingPage' | 'pendingOfConversation'>;
  readonly reporter: LegReporter;
  /** How many messages may be under way at once, each of another conversation. */
  readonly inFlightLimit: number;
  readonly shared: SharedLimits;
}

/**
 * Brings the waiting messages of one channel and direction to the other side: in order per conversation, many
 * conversations at once, paged from disk. One dispatcher never waits for another.
 */
export class LegDispatcher {
  readonly #deps: LegDispatcherDeps;
  readonly #leg: Leg;
  readonly #time: SteadyTime;
  readonly #book: LaneBook;
  readonly #reader: LaneReader;
  readonly #attempts: DeliveryAttempts;
  readonly #refusals = new LegRefusals();
  readonly #abort = new AbortController();
  #breaker: BreakerState = closedBreaker;
  #inFlight = 0;
  #cancelTimer: (() => void) | null = null;
  #wakeAt: number | null = null;
  #cancelHold: () => void = () => undefined;
  /** The other side asked to be left alone until then, monotonic milliseconds. */
  #heldUntil = 0;
  /** An operator paused or stopped the channel. */
  #onHold = false;
  #started = false;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(deps: LegDispatcherDeps) {
    this.#deps = deps;
    this.#leg = deps.direction === 'inbound' ? 'cxoneOut' : 'wechatOut';
    this.#time = new SteadyTime(deps.clock);
    this.#book = new LaneBook(laneLimits, deps.shared.memory);
    this.#reader = new LaneReader({
      ...deps,
      time: this.#time,
      book: this.#book,
      perLane: laneLimits.perLane,
      gate: deps.shared.reads,
      onStoreFault: (step, thrown) => {
        this.#logFault(step, thrown);
      },
      onRead: () => {
        this.#pump();
      },
    });
    this.#attempts = new DeliveryAttempts({
      ...deps,
      time: this.#time,
      room: deps.shared.exchanges,
      refusals: this.#refusals,
      signal: this.#abort.signal,
      isStopped: () => this.#stopped,
      onWritten: () => {
        this.#checkIdle();
      },
      onSeen: (result, decision) => {
        this.#seen(result, decision);
      },
    });
  }

  start(): void {
    this.#started = true;
    this.#pump();
  }

  /** Begins no more messages until `release`. Those under way end as usual; new ones are taken and wait. */
  hold(): void {
    this.#onHold = true;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  release(): void {
    this.#onHold = false;
    this.#pump();
  }

  /** A message of this channel and direction is on disk. Must be called in order of seq. */
  offer(message: PendingMessage): void {
    this.#reader.offer(message);
    this.#pump();
  }

  /** A message that was settled waits again, by decision. It takes its old place in its conversation. */
  readmit(message: PendingMessage): void {
    this.#attempts.renew(message.seq);
    this.#reader.readmit(message);
    this.#pump();
  }

  /**
   * A decision on the message is on its way to the disk: until what is returned is called, no call is made for it before the
   * disk has said that it still waits.
   */
  deciding(seq: number): () => void {
    return this.#attempts.deciding(seq);
  }

  /** A message does not wait any more, by decision. */
  withdraw(contactNo: number, seq: number): void {
    this.#reader.withdraw(contactNo, seq);
    this.#pump();
  }

  /** The end user wrote: replies that WeChat's window held back may go. */
  windowOpened(contactNo: number): void {
    this.#book.wakeWindow(contactNo);
    this.#pump();
  }

  /**
   * A check of the leg passed. When it was closed, one message is let through to see whether it works again; else what
   * failed a moment ago keeps to its schedule.
   */
  probePassed(): void {
    if (this.#breaker.kind === 'closed') {
      this.#book.wakeTimeless();
    } else {
      if (this.#breaker.kind === 'open') this.#step('probe_passed');
      this.#book.wakeLeg();
    }
    this.#pump();
  }

  /**
   * Somebody says that the leg is repaired: what waits for it need not wait for its own next try, which may be minutes away.
   * A closed leg waits for its check all the same, and a time that the other side named is kept.
   */
  repaired(): void {
    if (this.#breaker.kind === 'closed') this.#book.wakeLeg();
    this.#pump();
  }

  /**
   * When the oldest waiting message was accepted, or null when nothing waits. 0 while that is still being read from disk:
   * nobody can say yet that nothing does.
   */
  oldestWaitingAt(): number | null {
    return this.#book.oldestReceivedAt() ?? (this.#reader.isReading ? 0 : null);
  }

  /** In how long the first of those that wait is tried, milliseconds (0: it is due); null when none has a time. */
  nextTryInMs(): number | null {
    const dueAt = this.#book.nextDueAt();
    return dueAt === null ? null : Math.max(0, dueAt - this.#time.now());
  }

  get isOpen(): boolean {
    return this.#breaker.kind === 'open';
  }

  /** How many messages are under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Takes no new message and resolves when those under way have ended, or were given up after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#reader.stop();
    this.#cancelTimer?.();
    this.#cancelHold();
    if (this.#isIdle) return;
    const cancel = this.#deps.clock.after(graceMs, () => {
      this.#abort.abort();
    });
    await new Promise<void>((resolve) => this.#idle.push(resolve));
    cancel();
  }

  #pump(): void {
    if (this.#stopped || !this.#started) return;
    const { clock, inFlightLimit, shared } = this.#deps;
    const now = this.#time.now();
    const isHeld = this.#onHold || (this.#heldUntil > 0 && clock.monotonic() < this.#heldUntil);
    // Asked first: what is due becomes ready even while nothing may begin, or its timer would fire again and again.
    while (this.#book.hasReadyAt(now) && !isHeld && this.#inFlight < allowedInFlight(this.#breaker, inFlightLimit)) {
      if (!shared.slots.take(this.#inFlight)) break;
      const message = this.#book.take(now);
      if (message === null) {
        shared.slots.giveBack();
        break;
      }
      this.#inFlight += 1;
      void this.#run(message);
    }
    this.#reader.readMore();
    this.#planWake(now);
  }

  async #run(message: PendingMessage): Promise<void> {
    this.#released(message.contactNo, await this.#attempts.run(message));
  }

  /** The attempt is over: either the message is done with, or its lane waits. */
  #released(contactNo: number, end: AttemptEnd): void {
    const now = this.#time.now();
    this.#inFlight -= 1;
    this.#deps.shared.slots.giveBack();
    const readAfter =
      end === null
        ? this.#book.finish(contactNo, now)
        : this.#book.wait(end.message, this.#withTime(end.until, now), now);
    if (readAfter !== null) this.#reader.refill(contactNo, readAfter);
    this.#checkIdle();
    this.#pump();
  }

  /** The leg began to work again before the message began to wait for that: nobody would wake it. */
  #withTime(until: WaitUntil, now: number): WaitUntil {
    if (until.dueAt !== null || this.#breaker.kind === 'open') return until;
    return { waitsFor: 'leg', dueAt: now + missedWakeMs };
  }

  get #isIdle(): boolean {
    return this.#inFlight === 0 && this.#attempts.unwritten === 0;
  }

  #checkIdle(): void {
    if (this.#stopped && this.#isIdle) this.#idle.splice(0).forEach((resolve) => resolve());
  }

  #planWake(now: number): void {
    // Nothing can begin, so there is nothing to wake for.
    if (this.#onHold) return;
    const dueAt = this.#book.nextDueAt();
    if (dueAt === this.#wakeAt && this.#cancelTimer !== null) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#wakeAt = dueAt;
    if (dueAt === null) return;
    // In steps: a timer takes no more than 24 days.
    this.#cancelTimer = this.#deps.clock.after(Math.min(Math.max(dueAt - now, 1), 60_000), () => {
      this.#cancelTimer = null;
      this.#pump();
    });
  }

  #seen(result: DeliveryResult, { outcome, leg }: AttemptDecision): void {
    const { reporter, channelId, clock } = this.#deps;
    if (leg === 'works') {
      this.#refusals.worked();
      this.#step('worked');
      // The other side's word on one message proves that it is there, and less than a message that it took.
      reporter.proof(channelId, this.#leg, result.kind === 'accepted' ? 'message' : 'answered');
      return;
    }
    if (leg === 'says_nothing' || result.kind === 'accepted' || result.kind === 'window_closed') return;
    this.#step(leg === 'refused' ? 'refused' : 'struggled');
    if (result.kind === 'try_later' && leg === 'struggles') this.#hold(result.retryAfterMs);
    reporter.fault(channelId, this.#leg, {
      code: result.code,
      platformCode: result.platformCode,
      value: 'value' in result ? result.value : null,
      retryable: leg !== 'refused',
      nextTryAt: outcome.kind === 'retry' && leg !== 'refused' ? outcome.dueAt : clock.now(),
    });
  }

  /** Retry-After of an answer that speaks for the whole leg: no check that passes meanwhile shortens it. */
  #hold(retryAfterMs: number | null): void {
    const { clock } = this.#deps;
    if (retryAfterMs === null || retryAfterMs <= 0 || retryAfterMs > longestRetryAfterMs) return;
    const until = clock.monotonic() + retryAfterMs;
    if (until <= this.#heldUntil) return;
    this.#heldUntil = until;
    this.#cancelHold();
    this.#cancelHold = clock.after(retryAfterMs, () => {
      this.#pump();
    });
  }

  #step(event: BreakerEvent): void {
    const before = this.#breaker.kind;
    this.#breaker = stepBreaker(this.#breaker, event, this.#time.now());
    if (before === this.#breaker.kind) return;
    this.#deps.log.warn('leg.breaker', { channelId: this.#deps.channelId, leg: this.#leg, state: this.#breaker.kind });
    // Works again: what waited for the leg need not wait for its own next try.
    if (this.#breaker.kind === 'closed') this.#book.wakeLeg();
  }

  #logFault(step: string, thrown: unknown): void {
    const error = toRelayError(thrown);
    this.#deps.log.error('delivery.failed', { step, code: error.code, detail: error.message });
  }
}
