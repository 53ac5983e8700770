import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { nextReport } from '../core/report-policy.ts';
import type { RelayStore, WaitingReport } from '../ports/relay-store.ts';

/** What CXone said to a report. */
export type ReportAnswer =
  | { readonly kind: 'taken' }
  /** CXone will never take it. */
  | { readonly kind: 'refused'; readonly platformCode: string | null }
  | { readonly kind: 'try_later'; readonly platformCode: string | null; readonly retryAfterMs: number | null };

/** Tells CXone what became of a reply. */
export type StatusReporter = (report: WaitingReport, signal: AbortSignal) => Promise<ReportAnswer>;

/** Reports of so many settlements are gathered for one look at the disk, milliseconds. */
const gatherMs = 50;
/** So many reports of one integration are under way at once. */
const perIntegration = 8;
const pageSize = 200;
/** A full page of reports that have to wait for their integration is moved back, so that the others come forward. */
const makeRoomMs = 30_000;
const storeRetryMs = 5_000;

export interface StatusServiceDeps {
  readonly store: Pick<RelayStore, 'dueReports' | 'nextReportAt' | 'reportEnded'>;
  readonly report: StatusReporter;
  /** Reports of one integration share its connection; null for a channel that is not configured any more. */
  readonly integrationOf: (channelId: ChannelId) => string | null;
  /** True while messages wait: reports have time. */
  readonly isBusy: () => boolean;
  readonly onEnded: (seq: number) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Brings the reports of the durable outbox to CXone, oldest first, off the delivery's way: a slow or refusing CXone
 * delays its own reports and nothing else. What is not told within a day is given up, and its time line says so.
 */
export class StatusService {
  readonly #deps: StatusServiceDeps;
  readonly #abort = new AbortController();
  /** Read and not ended, by message. */
  readonly #inHand = new Set<number>();
  readonly #queues = new Map<string, { waiting: WaitingReport[]; underWay: number }>();
  #reading = false;
  #again = false;
  #cancelTimer: (() => void) | null = null;
  #timerAt = Number.POSITIVE_INFINITY;

  constructor(deps: StatusServiceDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.wake();
  }

  /** There may be something to report. Cheap: may be called for every message. */
  wake(): void {
    this.#wakeIn(gatherMs);
  }

  stop(): void {
    this.#abort.abort();
    this.#cancelTimer?.();
  }

  #wakeIn(delayMs: number): void {
    if (this.#abort.signal.aborted) return;
    const at = this.#deps.clock.monotonic() + delayMs;
    if (at >= this.#timerAt) return;
    this.#cancelTimer?.();
    this.#timerAt = at;
    this.#cancelTimer = this.#deps.clock.after(delayMs, () => {
      this.#timerAt = Number.POSITIVE_INFINITY;
      void this.#read();
    });
  }

  async #read(): Promise<void> {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    this.#again = false;
    try {
      await this.#readDue();
    } catch (thrown) {
      this.#logFault(thrown);
      this.#wakeIn(storeRetryMs);
    }
    this.#reading = false;
    if (this.#again) this.#wakeIn(gatherMs);
  }

  async #readDue(): Promise<void> {
    const { store, clock } = this.#deps;
    const limit = this.#inHand.size + pageSize;
    const now = clock.now();
    const due = await store.dueReports(now, limit);
    const fresh = due.filter((report) => !this.#inHand.has(report.seq));
    for (const report of fresh) await this.#take(report);
    this.#pump();
    if (due.length >= limit) {
      this.#wakeIn(gatherMs);
      return;
    }
    const next = await store.nextReportAt();
    // What is due and in hand is seen again when it ends.
    if (next !== null && next > now) this.#wakeIn(Math.min(Math.max(next - clock.now(), gatherMs), 60_000));
  }

  async #take(report: WaitingReport): Promise<void> {
    const { store, clock, integrationOf } = this.#deps;
    const integration = integrationOf(report.channelId);
    if (integration === null) {
      await store.reportEnded(report, { kind: 'gave_up', at: clock.now(), platformCode: null });
      return;
    }
    const queue = this.#queues.get(integration) ?? { waiting: [], underWay: 0 };
    this.#queues.set(integration, queue);
    if (queue.waiting.length >= pageSize) {
      await store.reportEnded(report, { kind: 'retry', dueAt: clock.now() + makeRoomMs });
      return;
    }
    this.#inHand.add(report.seq);
    queue.waiting.push(report);
  }

  #pump(): void {
    if (this.#abort.signal.aborted) return;
    const limit = this.#deps.isBusy() ? 1 : perIntegration;
    for (const queue of this.#queues.values()) {
      while (queue.underWay < limit) {
        const report = queue.waiting.shift();
        if (report === undefined) break;
        queue.underWay += 1;
        void this.#send(report).then(() => {
          queue.underWay -= 1;
          this.#inHand.delete(report.seq);
          this.#pump();
          // A later report for the same message may have taken the place of this one, or room may be there for more.
          this.#wakeIn(gatherMs);
        });
      }
    }
  }

  async #send(report: WaitingReport): Promise<void> {
    const { store, clock, log, onEnded } = this.#deps;
    const answer = await this.#ask(report);
    // Stopped meanwhile: it stays in the outbox and is made after the next start.
    if (answer === null) return;
    const at = clock.now();
    try {
      if (answer.kind === 'taken') {
        await store.reportEnded(report, { kind: 'reported', at, platformCode: null });
        onEnded(report.seq);
        return;
      }
      const next = answer.kind === 'refused' ? null : nextReport(report, at, answer.retryAfterMs);
      if (next !== null) {
        await store.reportEnded(report, { kind: 'retry', dueAt: next });
        return;
      }
      await store.reportEnded(report, { kind: 'gave_up', at, platformCode: answer.platformCode });
      log.warn('status.not_reported', {
        messageId: report.id,
        channelId: report.channelId,
        status: report.status,
        platformCode: answer.platformCode,
      });
      onEnded(report.seq);
    } catch (thrown) {
      // Made and not noted: it is made once more, which says the same.
      this.#logFault(thrown);
      await this.#pause(storeRetryMs);
    }
  }

  async #ask(report: WaitingReport): Promise<ReportAnswer | null> {
    try {
      const answer = await this.#deps.report(report, this.#abort.signal);
      return this.#abort.signal.aborted && answer.kind !== 'taken' ? null : answer;
    } catch (thrown) {
      this.#logFault(thrown);
      return { kind: 'try_later', platformCode: null, retryAfterMs: null };
    }
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(delayMs, resolve);
    });
  }

  #logFault(thrown: unknown): void {
    const { code, message } = toRelayError(thrown);
    this.#deps.log.error('status.failed', { code, detail: message });
  }
}
