import type { OpenId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CustomerNameSource, NameAnswer } from '../ports/customer-name-source.ts';

/** Between two questions. */
const paceMs = 1_000;
const mostPerDay = 2_000;
const longestQueue = 5_000;
const answerWithinMs = 10_000;
/** While the platform must not be asked now, it is looked so often whether it may. */
const lookAgainMs = 30_000;
const afterFailureMs = 60_000;
const dayMs = 86_400_000;

export interface NameLaneDeps {
  readonly source: CustomerNameSource;
  /** False while the leg is down, or messages have to wait. */
  readonly mayAsk: () => boolean;
  /** Null: nothing is kept of him any more. */
  readonly openIdOf: (contactNo: number) => Promise<OpenId | null>;
  /** Whether the answer he has is old enough by now. */
  readonly isDue: (contactNo: number, isUrgent: boolean) => boolean;
  readonly onAnswer: (contactNo: number, answer: NameAnswer) => Promise<unknown>;
  /** How many answers of today are known from before the start. */
  readonly askedToday: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Asks one platform about customers of one channel: one after the other, not often, and never while it matters. */
export class NameLane {
  readonly #deps: NameLaneDeps;
  readonly #queue = new Set<number>();
  readonly #urgent = new Set<number>();
  readonly #abort = new AbortController();
  #cancel: (() => void) | null = null;
  #working: Promise<void> | null = null;
  #day: number;
  #asked: number;
  #hasFailed = false;
  /** Monotonic: not before. */
  #notBefore = Number.NEGATIVE_INFINITY;

  constructor(deps: NameLaneDeps) {
    this.#deps = deps;
    this.#day = Math.floor(deps.clock.now() / dayMs);
    this.#asked = deps.askedToday;
  }

  /** `isUrgent`: somebody looks at him. */
  add(contactNo: number, isUrgent: boolean): void {
    if (this.#abort.signal.aborted || this.#queue.size + this.#urgent.size >= longestQueue) return;
    if (isUrgent) {
      this.#queue.delete(contactNo);
      this.#urgent.add(contactNo);
    } else if (!this.#urgent.has(contactNo)) this.#queue.add(contactNo);
    this.#plan();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    this.#cancel?.();
    await this.#working;
  }

  #plan(): void {
    if (this.#cancel !== null || this.#working !== null || this.#abort.signal.aborted) return;
    if (this.#queue.size + this.#urgent.size === 0) return;
    const waitMs = Math.max(0, this.#notBefore - this.#deps.clock.monotonic());
    this.#cancel = this.#deps.clock.after(waitMs, () => {
      this.#cancel = null;
      this.#working = this.#step().finally(() => {
        this.#working = null;
        this.#plan();
      });
    });
  }

  async #step(): Promise<void> {
    const { mayAsk, isDue, openIdOf, log } = this.#deps;
    if (!mayAsk() || this.#isSpent()) {
      this.#rest(lookAgainMs);
      return;
    }
    const next = this.#take();
    if (next === null || !isDue(next.contactNo, next.isUrgent)) return;
    try {
      const openId = await openIdOf(next.contactNo);
      if (openId !== null) await this.#ask(next.contactNo, openId);
    } catch (thrown) {
      // The store could not be read or written: the customer will write again.
      this.#rest(afterFailureMs);
      log.debug('customers.name_not_kept', { detail: thrown instanceof Error ? thrown.name : 'error' });
    }
  }

  async #ask(contactNo: number, openId: OpenId): Promise<void> {
    const { source, clock, log, onAnswer } = this.#deps;
    this.#asked += 1;
    this.#rest(paceMs);
    const giveUp = new AbortController();
    const end = (): void => {
      giveUp.abort();
    };
    const cancel = clock.after(answerWithinMs, end);
    this.#abort.signal.addEventListener('abort', end, { once: true });
    const result = await source.ask(openId, giveUp.signal);
    cancel();
    this.#abort.signal.removeEventListener('abort', end);
    if (this.#abort.signal.aborted) return;
    if (result.kind === 'answer') {
      this.#hasFailed = false;
      await onAnswer(contactNo, result.answer);
      return;
    }
    this.#rest(result.isLasting ? dayMs : afterFailureMs);
    if (!this.#hasFailed) log.info('customers.names_not_told', { platform: source.platform, code: result.code });
    this.#hasFailed = true;
  }

  #take(): { readonly contactNo: number; readonly isUrgent: boolean } | null {
    for (const [queue, isUrgent] of [
      [this.#urgent, true],
      [this.#queue, false],
    ] as const) {
      for (const contactNo of queue) {
        queue.delete(contactNo);
        return { contactNo, isUrgent };
      }
    }
    return null;
  }

  #isSpent(): boolean {
    const day = Math.floor(this.#deps.clock.now() / dayMs);
    if (day !== this.#day) this.#asked = 0;
    this.#day = day;
    return this.#asked >= mostPerDay;
  }

  #rest(forMs: number): void {
    this.#notBefore = Math.max(this.#notBefore, this.#deps.clock.monotonic() + forMs);
  }
}
