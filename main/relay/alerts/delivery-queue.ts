import { z } from 'zod';
import { toRelayError, type RelayError } from '#shared/errors/relay-error.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { limitedSignal } from '../core/limited-signal.ts';
import type { AlertSink, AlertText } from '../ports/alert-sink.ts';
import { RelayNotice } from './alert-state.ts';

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
export const mostQueued = 100;
const sendLimitMs = 60_000;
const backOffMs = [5_000, 15_000, 30_000, minuteMs, 2 * minuteMs, 5 * minuteMs, 10 * minuteMs, 15 * minuteMs] as const;

export const QueueState = z.object({
  entries: z.array(z.object({ notice: RelayNotice, queuedAt: z.number() })),
  /** Notices that were given up: too old, or too many. The next that is sent says so in one line. */
  leftOut: z.object({ count: z.number().int(), from: z.number() }).nullable(),
});
export type QueueState = z.infer<typeof QueueState>;
export type LeftOut = QueueState['leftOut'];

export const emptyQueue: QueueState = { entries: [], leftOut: null };

export interface DeliveryQueueDeps {
  readonly sink: AlertSink;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly textOf: (notice: RelayNotice, leftOut: LeftOut) => AlertText;
  /** The queue's state is another; to be kept. */
  readonly onChange: () => void;
  readonly onSent: (notice: RelayNotice, detail: string) => void;
  readonly onFailed: (error: RelayError) => void;
}

/**
 * Notices on their way to one sink, in order. One that cannot be sent is tried again for a day. After a crash in the middle
 * it is sent again: to hear of a fault twice does no harm.
 */
export class DeliveryQueue {
  readonly #deps: DeliveryQueueDeps;
  #state: QueueState;
  #failures = 0;
  #cancelWait: (() => void) | null = null;
  #sending = false;
  #ended = new AbortController();

  constructor(deps: DeliveryQueueDeps, state: QueueState = emptyQueue) {
    this.#deps = deps;
    this.#state = state;
  }

  get state(): QueueState {
    return this.#state;
  }

  add(notice: RelayNotice): void {
    // The one being sent stays in front until its end is known.
    const first = this.#sending ? 1 : 0;
    const waiting = this.#state.entries.filter((entry, index) => index < first || !replaces(notice, entry.notice));
    const entries = [...waiting, { notice, queuedAt: this.#deps.clock.now() }];
    const given = entries.splice(first, Math.max(0, entries.length - mostQueued));
    this.#set({ entries, leftOut: addLeftOut(this.#state.leftOut, given) });
    if (this.#cancelWait === null) this.#send();
  }

  /** Begins with what a restart left over, or tries again at once: the reason of the failures may be gone. */
  tryNow(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#failures = 0;
    this.#send();
  }

  /** Nobody wants them any more. */
  clear(): void {
    this.stop();
    this.#ended = new AbortController();
    this.#failures = 0;
    if (this.#state.entries.length > 0 || this.#state.leftOut !== null) this.#set(emptyQueue);
  }

  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    this.#ended.abort();
  }

  #set(state: QueueState): void {
    this.#state = state;
    this.#deps.onChange();
  }

  #send(): void {
    if (this.#sending || this.#ended.signal.aborted) return;
    this.#giveUpOld();
    const [head] = this.#state.entries;
    if (head === undefined) return;
    const { sink, clock, textOf } = this.#deps;
    const { leftOut } = this.#state;
    const { signal: ended } = this.#ended;
    const limit = limitedSignal(ended, sendLimitMs, clock);
    this.#sending = true;
    sink
      .send(head.notice, textOf(head.notice, leftOut), limit.signal)
      .then(
        (detail) => {
          if (ended.aborted) return;
          this.#failures = 0;
          this.#set({
            entries: this.#state.entries.filter((entry) => entry !== head),
            leftOut: withoutTold(this.#state.leftOut, leftOut),
          });
          this.#deps.onSent(head.notice, detail);
        },
        (thrown: unknown) => {
          if (!ended.aborted) this.#failed(toRelayError(thrown));
        },
      )
      .finally(() => {
        limit.end();
        this.#sending = false;
        if (this.#cancelWait === null) this.#send();
      });
  }

  #failed(error: RelayError): void {
    const { clock, chance, log, sink, onFailed } = this.#deps;
    const step = backOffMs[Math.min(this.#failures, backOffMs.length - 1)] ?? 15 * minuteMs;
    this.#failures += 1;
    // Spread, so that many relays do not come back to one server at the same moment.
    const waitMs = Math.max(step * (0.8 + 0.4 * chance()), error.retryAfterMs ?? 0);
    log.warn('alerts.not_sent', { sink: sink.name, code: error.code, failures: this.#failures, waitMs });
    this.#cancelWait = clock.after(waitMs, () => {
      this.#cancelWait = null;
      this.#send();
    });
    onFailed(error);
  }

  #giveUpOld(): void {
    const { clock, log, sink } = this.#deps;
    const now = clock.now();
    const old = this.#state.entries.filter(({ queuedAt }) => now - queuedAt > dayMs);
    if (old.length === 0) return;
    log.error('alerts.given_up', { sink: sink.name, count: old.length });
    this.#set({
      entries: this.#state.entries.filter((entry) => !old.includes(entry)),
      leftOut: addLeftOut(this.#state.leftOut, old),
    });
  }
}

/** Of reminders of one matter, and of daily lines, only the newest is news. */
function replaces(newer: RelayNotice, older: RelayNotice): boolean {
  if (newer.kind !== older.kind) return false;
  return newer.kind === 'daily' || (newer.kind === 'reminder' && newer.incidentIds[0] === older.incidentIds[0]);
}

function addLeftOut(leftOut: LeftOut, given: QueueState['entries']): LeftOut {
  if (given.length === 0) return leftOut;
  const from = Math.min(...given.map(({ notice }) => notice.at), leftOut?.from ?? Number.POSITIVE_INFINITY);
  return { count: (leftOut?.count ?? 0) + given.length, from };
}

/** More may have been left out while those that were told of were on their way. */
function withoutTold(present: LeftOut, told: LeftOut): LeftOut {
  const count = (present?.count ?? 0) - (told?.count ?? 0);
  return present === null || count <= 0 ? null : { ...present, count };
}
