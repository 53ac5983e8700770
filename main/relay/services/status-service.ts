import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { PendingMessage, Settlement } from '../ports/relay-store.ts';

export interface MessageStatusReport {
  readonly message: PendingMessage;
  readonly status: 'delivered' | 'failed';
  /** For 'failed': why, in words an agent understands, with the other side's code. */
  readonly reason: string | null;
  readonly at: number;
}

/** Tells CXone what became of a reply. Resolves to true when CXone took it; never rejects. */
export type StatusReporter = (report: MessageStatusReport, signal: AbortSignal) => Promise<boolean>;

const waitsMs = [1_000, 5_000, 30_000, 120_000];
const longestQueue = 1_000;

export interface StatusServiceDeps {
  readonly report: StatusReporter;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Reports the outcome of outbound messages to CXone, off the delivery's way: 'delivered' when WeChat accepted, 'failed'
 * when it refused for good, nothing while it is not known. A report that fails is tried again a few times.
 */
export class StatusService {
  readonly #deps: StatusServiceDeps;
  readonly #abort = new AbortController();
  #underWay = 0;

  constructor(deps: StatusServiceDeps) {
    this.#deps = deps;
  }

  settled(message: PendingMessage, settlement: Settlement): void {
    if (message.direction !== 'outbound' || this.#underWay >= longestQueue) return;
    const { outcome, at } = settlement;
    if (outcome.kind === 'delivered') void this.#send({ message, status: 'delivered', reason: null, at });
    if (outcome.kind === 'dead_letter' || outcome.kind === 'expired') {
      const reason = outcome.platformCode === null ? outcome.code : `${outcome.platformCode} ${outcome.code}`;
      void this.#send({ message, status: 'failed', reason, at });
    }
  }

  stop(): void {
    this.#abort.abort();
  }

  async #send(report: MessageStatusReport): Promise<void> {
    this.#underWay += 1;
    try {
      for (const waitMs of [0, ...waitsMs]) {
        if (waitMs > 0) await this.#pause(waitMs);
        if (this.#abort.signal.aborted || (await this.#deps.report(report, this.#abort.signal))) return;
      }
      this.#deps.log.warn('status.not_reported', { messageId: report.message.id, status: report.status });
    } finally {
      this.#underWay -= 1;
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(delayMs, resolve);
    });
  }
}
