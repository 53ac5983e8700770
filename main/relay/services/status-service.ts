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
/** What CXone said is written together, so that it shares a commit: after as long, or as soon as there is so much of it. */
const mostGathered = 100;
/** So many reports of one integration are under way at once. */
const perIntegration = 8;
const pageSize = 200;
/** A full page of reports that have to wait for their integration is moved back, so that the others come forward. */
const makeRoomMs = 30_000;
const storeRetryMs = 5_000;

/** The reports of one integration. */
interface ReportQueue {
  waiting: WaitingReport[];
  /** With those whose end the store refused a moment ago: no more is sent than can be written down. */
  underWay: number;
  /** Made, and what CXone said is not written yet. */
  unwritten: number;
}

interface EndedReport {
  readonly report: WaitingReport;
  readonly queue: ReportQueue;
  readonly end: Parameters<RelayStore['reportEnded']>[1];
}

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
  readonly #queues = new Map<string, ReportQueue>();
  /** What CXone said, not written yet. Should it be lost, the report is made once more, which says the same. */
  #gathered: EndedReport[] = [];
  /** True while reports have time, as far as it was asked lately. */
  #busy = { is: false, until: 0 };
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
    this.#writeGathered();
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
    const queue = this.#queues.get(integration) ?? { waiting: [], underWay: 0, unwritten: 0 };
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
    const isBusy = this.#isBusy();
    for (const queue of this.#queues.values()) {
      while (isBusy ? queue.underWay + queue.unwritten === 0 : queue.underWay < perIntegration) {
        const report = queue.waiting.shift();
        if (report === undefined) break;
        queue.underWay += 1;
        void this.#ask(report).then((answer) => {
          queue.underWay -= 1;
          if (answer === null) this.#inHand.delete(report.seq);
          else this.#gather({ report, queue, end: this.#endOf(report, answer) });
          this.#pump();
        });
      }
    }
  }

  /** Asked now and then: whoever answers has figures to go through. */
  #isBusy(): boolean {
    const { clock, isBusy } = this.#deps;
    const now = clock.monotonic();
    if (now >= this.#busy.until) this.#busy = { is: isBusy(), until: now + gatherMs };
    return this.#busy.is;
  }

  #endOf(report: WaitingReport, answer: ReportAnswer): EndedReport['end'] {
    const at = this.#deps.clock.now();
    if (answer.kind === 'taken') return { kind: 'reported', at, platformCode: null };
    const next = answer.kind === 'refused' ? null : nextReport(report, at, answer.retryAfterMs);
    return next === null ? { kind: 'gave_up', at, platformCode: answer.platformCode } : { kind: 'retry', dueAt: next };
  }

  #gather(ended: EndedReport): void {
    this.#gathered.push(ended);
    ended.queue.unwritten += 1;
    if (this.#abort.signal.aborted || this.#gathered.length >= mostGathered) {
      this.#writeGathered();
    } else if (this.#gathered.length === 1) {
      this.#deps.clock.after(gatherMs, () => {
        this.#writeGathered();
      });
    }
  }

  #writeGathered(): void {
    const ended = this.#gathered;
    this.#gathered = [];
    for (const one of ended) {
      void this.#write(one).then(() => {
        one.queue.unwritten -= 1;
        this.#inHand.delete(one.report.seq);
        this.#pump();
        // A later report for the same message may have taken the place of this one, or room may be there for more.
        this.#wakeIn(gatherMs);
      });
    }
  }

  /** Never rejects. */
  async #write({ report, queue, end }: EndedReport): Promise<void> {
    const { store, onEnded } = this.#deps;
    try {
      await store.reportEnded(report, end);
      if (end.kind === 'retry') return;
      if (end.kind === 'gave_up') this.#logGivenUp(report, end.platformCode);
      onEnded(report.seq);
    } catch (thrown) {
      // Made and not noted: it is made once more, which says the same.
      this.#logFault(thrown);
      queue.underWay += 1;
      await this.#pause(storeRetryMs);
      queue.underWay -= 1;
    }
  }

  /** CXone's answer. Null when the relay stops: it stays in the outbox and is made after the next start. */
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

  #logGivenUp({ id, channelId, status }: WaitingReport, platformCode: string | null): void {
    this.#deps.log.warn('status.not_reported', { messageId: id, channelId, status, platformCode });
  }

  #logFault(thrown: unknown): void {
    const { code, message } = toRelayError(thrown);
    this.#deps.log.error('status.failed', { code, detail: message });
  }
}
