import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Leg } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { allowedInFlight, closedBreaker, stepBreaker, type BreakerEvent, type BreakerState } from '../core/breaker.ts';
import { LaneBook, type WaitUntil } from '../core/lane-book.ts';
import { settleAttempt, type AttemptDecision, type LegVerdict } from '../core/settle-attempt.ts';
import type { DeliveryResult, DeliveryTarget } from '../ports/delivery-target.ts';
import type { LegReporter } from '../ports/leg-reporter.ts';
import type { PendingMessage, RelayStore, Settlement } from '../ports/relay-store.ts';

const pageSize = 500;
const laneLimits = { perLane: 50, total: 5_000 };
/** Pause before the store is asked again after it failed. */
const storeRetryMs = 1_000;

export interface LegDispatcherDeps {
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly target: DeliveryTarget;
  readonly store: Pick<RelayStore, 'claim' | 'settle' | 'pendingPage' | 'pendingOfConversation'>;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly reporter: LegReporter;
  /** How many messages may be under way at once, each of another conversation. */
  readonly inFlightLimit: number;
  /** Told after every change of a message, with the settlement when an attempt ended. */
  readonly onChange: (message: PendingMessage, settlement: Settlement | null) => void;
}

/**
 * Brings the waiting messages of one channel and direction to the other side: in order per conversation, many
 * conversations at once, paged from disk. One dispatcher never waits for another.
 */
export class LegDispatcher {
  readonly #deps: LegDispatcherDeps;
  readonly #leg: Leg;
  readonly #book = new LaneBook(laneLimits);
  readonly #abort = new AbortController();
  #breaker: BreakerState = closedBreaker;
  #inFlight = 0;
  /** Every waiting message up to this seq is in the book, or in a conversation the book reads from disk by itself. */
  #scannedTo = 0;
  #highestOffered = 0;
  #caughtUp = false;
  #scanning = false;
  #cancelTimer: (() => void) | null = null;
  #stopped = false;
  #idle: (() => void)[] = [];

  constructor(deps: LegDispatcherDeps) {
    this.#deps = deps;
    this.#leg = deps.direction === 'inbound' ? 'cxoneOut' : 'wechatOut';
  }

  start(): void {
    this.#pump();
  }

  /** A message of this channel and direction is on disk. Must be called in order of seq. */
  offer(message: PendingMessage): void {
    this.#highestOffered = Math.max(this.#highestOffered, message.seq);
    if (this.#caughtUp && !this.#book.isFull) {
      this.#scannedTo = Math.max(this.#scannedTo, message.seq);
      this.#book.add(message, this.#deps.clock.now());
    } else {
      this.#caughtUp = false;
    }
    this.#pump();
  }

  /** The end user wrote: replies that WeChat's window held back may go. */
  windowOpened(contactNo: number): void {
    this.#book.wakeWindow(contactNo);
    this.#pump();
  }

  /** A check of the leg passed: one message is let through to see whether it works again. */
  probePassed(): void {
    if (this.#breaker.kind === 'open') this.#step('probe_passed');
    this.#book.wakeLeg();
    this.#pump();
  }

  /** When the oldest waiting message was accepted, or null when nothing waits in memory. */
  oldestWaitingAt(): number | null {
    return this.#book.oldestReceivedAt();
  }

  get isOpen(): boolean {
    return this.#breaker.kind === 'open';
  }

  /** Takes no new message and resolves when those under way have ended, or were given up after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    if (this.#inFlight === 0) return;
    const cancel = this.#deps.clock.after(graceMs, () => {
      this.#abort.abort();
    });
    await new Promise<void>((resolve) => this.#idle.push(resolve));
    cancel();
  }

  #pump(): void {
    if (this.#stopped) return;
    const now = this.#deps.clock.now();
    while (this.#inFlight < allowedInFlight(this.#breaker, this.#deps.inFlightLimit)) {
      const message = this.#book.take(now);
      if (message === null) break;
      this.#inFlight += 1;
      void this.#attempt(message);
    }
    if (!this.#caughtUp && !this.#scanning && this.#book.size < laneLimits.total / 2) void this.#scan();
    this.#planWake(now);
  }

  #planWake(now: number): void {
    this.#cancelTimer?.();
    const dueAt = this.#book.nextDueAt();
    // Re-armed at least once a minute: a wall clock that was set must not leave a lane asleep.
    this.#cancelTimer =
      dueAt === null
        ? null
        : this.#deps.clock.after(Math.min(Math.max(dueAt - now, 1), 60_000), () => {
            this.#pump();
          });
  }

  /** Reads the next page of waiting messages from disk. */
  async #scan(): Promise<void> {
    this.#scanning = true;
    try {
      const { channelId, direction, store, clock } = this.#deps;
      const page = await store.pendingPage(channelId, direction, this.#scannedTo, pageSize);
      const now = clock.now();
      for (const message of page.messages) this.#book.add(message, now);
      this.#scannedTo = Math.max(this.#scannedTo, page.lastSeq);
      if (page.end && this.#scannedTo >= this.#highestOffered) this.#caughtUp = true;
      // What was offered meanwhile and is not waiting any more must not make us read for ever.
      else if (page.end && page.messages.length === 0) this.#scannedTo = this.#highestOffered;
      this.#scanning = false;
    } catch (thrown) {
      this.#logStoreFault('scan', thrown);
      await this.#pause(storeRetryMs);
      this.#scanning = false;
    }
    this.#pump();
  }

  async #attempt(message: PendingMessage): Promise<void> {
    const { store, clock, target } = this.#deps;
    const attempt = message.attempts + 1;
    try {
      if (!(await store.claim(message.seq, attempt, clock.now()))) return this.#released(message, null);
    } catch (thrown) {
      this.#logStoreFault('claim', thrown);
      return this.#released(message, { waitsFor: 'time', dueAt: clock.now() + storeRetryMs });
    }
    this.#deps.onChange(message, null);
    const startedAt = clock.monotonic();
    const result = await target.deliver(message, this.#abort.signal);
    const decision = settleAttempt({
      message,
      result,
      repeatable: target.repeatable,
      now: clock.now(),
      chance: this.#deps.chance,
    });
    const settlement: Settlement = {
      seq: message.seq,
      at: clock.now(),
      attempt,
      durationMs: Math.round((clock.monotonic() - startedAt) * 10) / 10,
      outcome: decision.outcome,
    };
    await this.#record(settlement);
    this.#report(result, decision);
    this.#log(message, settlement);
    this.#deps.onChange(message, settlement);
    this.#afterSettlement(message, attempt, decision);
  }

  #afterSettlement(message: PendingMessage, attempt: number, decision: AttemptDecision): void {
    const { outcome } = decision;
    if (outcome.kind !== 'retry') return this.#released(message, null);
    const waiting = { ...message, attempts: outcome.counts ? attempt : message.attempts, dueAt: outcome.dueAt };
    this.#released(waiting, waitUntil(outcome, decision.leg));
  }

  /** Writes the settlement until it is written: a message that went out must never be sent again for want of a note. */
  async #record(settlement: Settlement): Promise<void> {
    for (;;) {
      try {
        return await this.#deps.store.settle(settlement);
      } catch (thrown) {
        this.#logStoreFault('settle', thrown);
        if (this.#stopped) return;
        await this.#pause(storeRetryMs);
      }
    }
  }

  #report(result: DeliveryResult, { outcome, leg }: AttemptDecision): void {
    const { reporter, channelId, clock } = this.#deps;
    if (leg === 'works') {
      reporter.proof(channelId, this.#leg, 'message');
      this.#step('worked');
      return;
    }
    if (leg === 'says_nothing' || result.kind === 'accepted' || result.kind === 'window_closed') return;
    this.#step(leg === 'refused' ? 'refused' : 'struggled');
    reporter.fault(channelId, this.#leg, {
      code: result.code,
      platformCode: result.platformCode,
      value: 'value' in result ? result.value : null,
      retryable: leg !== 'refused',
      nextTryAt: outcome.kind === 'retry' && leg !== 'refused' ? outcome.dueAt : clock.now(),
    });
  }

  #step(event: BreakerEvent): void {
    const before = this.#breaker.kind;
    this.#breaker = stepBreaker(this.#breaker, event, this.#deps.clock.now());
    if (before === this.#breaker.kind) return;
    this.#deps.log.warn('leg.breaker', { channelId: this.#deps.channelId, leg: this.#leg, state: this.#breaker.kind });
    // Works again: what waited for the leg need not wait for its own next try.
    if (this.#breaker.kind === 'closed') this.#book.wakeLeg();
  }

  /** The attempt is over: either the message is done with, or its lane waits. */
  #released(message: PendingMessage, until: WaitUntil | null): void {
    this.#inFlight -= 1;
    if (until !== null) {
      this.#book.wait(message, until);
    } else {
      const readAfter = this.#book.finish(message.contactNo, this.#deps.clock.now());
      if (readAfter !== null) void this.#refill(message.contactNo, readAfter);
    }
    if (this.#stopped && this.#inFlight === 0) this.#idle.splice(0).forEach((resolve) => resolve());
    this.#pump();
  }

  async #refill(contactNo: number, afterSeq: number): Promise<void> {
    const { store, direction, clock } = this.#deps;
    let readAfter: number | null = afterSeq;
    while (readAfter !== null && !this.#stopped) {
      try {
        const messages = await store.pendingOfConversation(contactNo, direction, readAfter, laneLimits.perLane);
        readAfter = this.#book.refill(contactNo, messages, messages.length < laneLimits.perLane, clock.now());
      } catch (thrown) {
        this.#logStoreFault('refill', thrown);
        await this.#pause(storeRetryMs);
      }
    }
    this.#pump();
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(delayMs, resolve);
    });
  }

  #log(message: PendingMessage, settlement: Settlement): void {
    const { outcome } = settlement;
    if (outcome.kind === 'delivered') return;
    this.#deps.log.warn('delivery.not_accepted', {
      messageId: message.id,
      channelId: message.channelId,
      attempt: settlement.attempt,
      outcome: outcome.kind,
      code: outcome.code,
      platformCode: outcome.platformCode,
      durationMs: settlement.durationMs,
    });
  }

  #logStoreFault(step: string, thrown: unknown): void {
    const error = toRelayError(thrown);
    this.#deps.log.error('delivery.store_failed', { step, code: error.code, detail: error.message });
  }
}

function waitUntil(outcome: Extract<Settlement['outcome'], { kind: 'retry' }>, leg: LegVerdict): WaitUntil {
  if (leg === 'refused') return { waitsFor: 'leg', dueAt: null };
  if (leg === 'struggles') return { waitsFor: 'leg', dueAt: outcome.dueAt };
  return { waitsFor: outcome.windowClosed ? 'window' : 'time', dueAt: outcome.dueAt };
}
