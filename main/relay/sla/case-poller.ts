import type { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { SlaSummary } from '#shared/domain/sla.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { CaseFailure, CaseSource } from '../ports/case-source.ts';
import type { CaseObservation, CaseReports } from './case-observation.ts';
import { AuthorBook } from './case-poller-authors.ts';
import type { CaseRation } from './case-poller-ration.ts';
import { pollState, quietEveryMs, roundEveryMs, soonestAfter, waitAfter, type RoundEnd } from './case-poller-rules.ts';
import { SinglesBook } from './case-poller-singles.ts';
import { sweepCases, type Sweep } from './case-poller-sweep.ts';

/** In one round at most; what remains is asked in the next. */
const singlesPerRound = 25;
const authorsPerQuestion = 40;
const authorQuestionsPerRound = 3;
/** Kept back from the pages of a long list. */
const keptForOthers = 40;
/** A list of so many pages is not walked again for one case. */
const shortList = 4;
/** One case is not asked for more often than this, however urgent. */
const urgentAgainMs = 2_000;
const longestUrgent = 500;
/** Wall and monotonic time this far apart: somebody set the clock, and the times of the round are worthless. */
const clockJumpMs = 1_500;

export interface CasePollerDeps {
  readonly integrationId: IntegrationId;
  readonly channels: readonly { readonly id: ChannelId; readonly cxoneChannelId: string }[];
  /** False for those that do not exist in CXone yet. Without it all are asked for. */
  readonly isAsked?: (channelId: ChannelId) => boolean;
  readonly source: CaseSource;
  readonly reports: CaseReports;
  /** Shared by all who ask the same tenant. */
  readonly ration: CaseRation;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
}

type Gone = CaseObservation['gone'][number];

/**
 * Asks CXone about the cases of one integration, in rounds: the list of open cases, then those that left it one by one,
 * then who wrote our answers. One request at a time.
 */
export class CasePoller {
  readonly #deps: CasePollerDeps;
  readonly #singles = new SinglesBook();
  readonly #authors = new AuthorBook();
  readonly #abort = new AbortController();
  readonly #urgent = new Set<string>();
  readonly #urgentAskedAt = new Map<string, number>();
  #running: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  /** Ends a wait within a round. */
  #wake: () => void = () => undefined;
  #isStarted = false;
  /** Monotonic: when the last round began, and when the next one is due. */
  #begunAt = -Infinity;
  #dueAt = Infinity;
  #end: RoundEnd | null = null;
  #code: ErrorCode | null = null;
  #pages = 0;
  #skipped = 0;
  #tookMs = 0;
  /** Of the last whole round. */
  #lastAt: number | null = null;
  #lastMonotonic = -Infinity;

  constructor(deps: CasePollerDeps) {
    this.#deps = deps;
  }

  /** The first round follows within two seconds, each integration at its own moment. */
  start(): void {
    if (this.#isStarted || this.#abort.signal.aborted) return;
    this.#isStarted = true;
    this.#dueAt = this.#now() + 2_000 * this.#deps.chance();
    this.#arm();
  }

  /** Gives up what is under way. Resolves when nothing is any more. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#cancel();
    this.#wake();
    await this.#running;
  }

  /**
   * Brings the next round forward: after a reconnect or a sleep, or because a clock is about to pass its target. Named
   * cases are asked for by themselves when the list is too long to be walked for them.
   */
  pollNow(caseIds: readonly string[] = []): void {
    if (!this.#isStarted || this.#abort.signal.aborted) return;
    for (const id of caseIds) if (this.#urgent.size < longestUrgent) this.#urgent.add(id);
    if (caseIds.length === 0 || !this.#asksForOne()) {
      const soonest = Math.max(this.#now(), this.#begunAt + soonestAfter(this.#end), this.#notBefore());
      this.#dueAt = Math.min(this.#dueAt, soonest);
    }
    if (this.#running === null) this.#arm();
  }

  /** A case may have begun: a poller that went slowly, since none was open, goes at its usual pace. */
  wake(): void {
    if (!this.#isStarted || this.#end?.kind !== 'done' || !this.#end.isQuiet || this.#running !== null) return;
    this.#dueAt = Math.min(this.#dueAt, Math.max(this.#now(), this.#begunAt + roundEveryMs));
    this.#arm();
  }

  state(): SlaSummary['polls'][number] {
    const isQuiet = this.#end?.kind === 'done' && this.#end.isQuiet;
    const sinceMs = this.#now() - this.#lastMonotonic;
    const facts = { lastAt: this.#lastAt, sinceMs, tookMs: this.#tookMs, isQuiet, end: this.#end, code: this.#code };
    return { integrationId: this.#deps.integrationId, ...pollState(facts) };
  }

  /** Cases said to be open that the last round did not get to see. */
  get skipped(): number {
    return this.#skipped;
  }

  #now(): number {
    return this.#deps.clock.monotonic();
  }

  /** CXone asked for a pause: nothing makes it shorter. */
  #notBefore(): number {
    return this.#end?.kind === 'failed' && this.#end.retryAfterMs !== null
      ? this.#begunAt + this.#tookMs + this.#end.retryAfterMs
      : -Infinity;
  }

  /** Whether one case is worth a question of its own. While CXone fails, the list finds out when it is over. */
  #asksForOne(): boolean {
    return this.#pages > shortList && this.#end?.kind === 'done';
  }

  #arm(): void {
    this.#cancel();
    const isUrgent = this.#urgent.size > 0 && this.#asksForOne();
    const waitMs = isUrgent ? 0 : Math.max(0, this.#dueAt - this.#now());
    this.#cancel = this.#deps.clock.after(waitMs, () => {
      this.#running ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    try {
      await (this.#now() >= this.#dueAt ? this.#round() : this.#askUrgent());
    } catch (error) {
      // A fault of ours: the next round begins from the start.
      this.#deps.log.error('cases.round_broke', { integration: this.#deps.integrationId, error: String(error) });
      this.#dueAt = this.#now() + quietEveryMs;
    }
    this.#running = null;
    if (!this.#abort.signal.aborted) this.#arm();
  }

  async #round(): Promise<void> {
    const { chance, log, integrationId } = this.#deps;
    this.#begunAt = this.#now();
    this.#dueAt = Infinity;
    const end = await this.#ask();
    if (this.#abort.signal.aborted) return;
    if (end.kind === 'done' && this.#end !== null && this.#end.kind !== 'done') {
      log.info('cases.heard_again', { integration: integrationId });
    }
    this.#end = end;
    const tookMs = this.#now() - this.#begunAt;
    // Somebody may have asked for the next one meanwhile.
    this.#dueAt = Math.max(
      Math.min(this.#dueAt, this.#now() + waitAfter(end, tookMs, chance())),
      this.#begunAt + soonestAfter(end),
      this.#notBefore(),
    );
  }

  async #ask(): Promise<RoundEnd> {
    const { source, clock, reports, integrationId, isAsked } = this.#deps;
    const { signal } = this.#abort;
    const channels = this.#deps.channels.filter(({ id }) => isAsked?.(id) !== false);
    if (channels.length === 0) return { kind: 'done', isQuiet: true };
    const askedAt = clock.now();
    const sweep = await sweepCases({
      source,
      cxoneChannelIds: channels.map(({ cxoneChannelId }) => cxoneChannelId),
      mayAsk: () => this.#mayAskForPage(),
      now: () => this.#now(),
      signal,
    });
    if (signal.aborted) return { kind: 'done', isQuiet: false };
    this.#noteSweep(sweep);
    const wanted = reports.wanted(integrationId);
    for (const id of sweep.open.keys()) this.#urgent.delete(id);
    const singles = sweep.failure === null ? await this.#askSingles(wanted.caseIds) : { gone: [], failure: null };
    this.#tookMs = this.#now() - this.#begunAt;
    if (signal.aborted) return { kind: 'done', isQuiet: false };
    if (this.#clockWasSet(askedAt)) {
      this.#singles.again(singles.gone.map(({ caseId }) => caseId));
      // Nothing of it can be dated: asked again as soon as may be.
      this.#dueAt = this.#now();
      return this.#end ?? { kind: 'done', isQuiet: false };
    }
    if (sweep.failure === null || sweep.open.size > 0) {
      reports.observed({
        integrationId,
        askedAt,
        readAt: clock.now(),
        open: [...sweep.open.values()],
        gone: singles.gone,
        channelIds: sweep.isWhole ? channels.map(({ id }) => id) : [],
      });
    }
    if (sweep.failure === null) {
      this.#lastAt = askedAt;
      this.#lastMonotonic = this.#begunAt;
    }
    const failure = sweep.failure ?? singles.failure ?? (await this.#askAuthors(wanted.messageIds));
    if (failure !== null && !signal.aborted) return this.#failed(failure, sweep);
    this.#code = null;
    // Asked anew: a case that this list did not show any more is wanted since, and one may have begun meanwhile.
    const { caseIds, hasOpen } = reports.wanted(integrationId);
    return { kind: 'done', isQuiet: sweep.open.size === 0 && caseIds.length === 0 && !hasOpen };
  }

  #failed(failure: CaseFailure, sweep: Sweep): RoundEnd {
    const { log, reports, integrationId } = this.#deps;
    const { platformCode, retryAfterMs } = failure;
    const code = this.#isSlip(failure) ? 'CXONE_FORBIDDEN' : failure.code;
    if (code !== this.#code) {
      log.warn('cases.not_heard', { integration: integrationId, code, platformCode, pages: sweep.pages });
    }
    this.#code = code;
    if (sweep.failure !== null) reports.impossible(integrationId, code);
    if (code === 'CXONE_CASES_NOT_ALLOWED') return { kind: 'refused' };
    const failures = (this.#end?.kind === 'failed' ? this.#end.failures : 0) + 1;
    return { kind: 'failed', failures, retryAfterMs };
  }

  /**
   * Refused for the first time right after it answered: it may be a gateway's slip, and a clock for which nobody is asked
   * takes what is known for final.
   */
  #isSlip({ code }: CaseFailure): boolean {
    return code === 'CXONE_CASES_NOT_ALLOWED' && this.#lastAt !== null && this.#end?.kind === 'done';
  }

  #noteSweep({ open, isWhole, pages, skipped, failure }: Sweep): void {
    this.#singles.listed(new Set(open.keys()), isWhole);
    if (failure !== null) return;
    if (skipped > 0 && this.#skipped === 0) {
      const { integrationId: integration } = this.#deps;
      this.#deps.log.warn('cases.list_cut', { integration, pages, seen: open.size, skipped });
    }
    this.#pages = pages;
    this.#skipped = skipped;
  }

  /** Those that are not on the list. A failure comes back only when CXone wants nobody to go on asking. */
  async #askSingles(
    wanted: readonly string[],
  ): Promise<{ readonly gone: readonly Gone[]; readonly failure: CaseFailure | null }> {
    const due = [...new Set([...this.#urgent, ...this.#singles.due(wanted, this.#now())])].slice(0, singlesPerRound);
    this.#urgent.clear();
    return this.#askOneByOne(due);
  }

  async #askOneByOne(
    caseIds: readonly string[],
  ): Promise<{ readonly gone: readonly Gone[]; readonly failure: CaseFailure | null }> {
    const { source, ration } = this.#deps;
    const gone: Gone[] = [];
    let failed = 0;
    for (const caseId of caseIds) {
      if (this.#abort.signal.aborted || !ration.take(this.#now())) break;
      const answer = await source.one(caseId, this.#abort.signal);
      if (answer.ok) {
        this.#singles.answered(caseId, answer.value, this.#now());
        gone.push(answer.value ?? { caseId, missing: true });
        continue;
      }
      this.#singles.failed(caseId, this.#now());
      failed += 1;
      if (answer.failure.code === 'CXONE_RATE_LIMITED') return { gone, failure: answer.failure };
      if (failed > 1) break;
    }
    return { gone, failure: null };
  }

  /** Cases of which somebody must know now, while the list is too long or not due. */
  async #askUrgent(): Promise<void> {
    const { clock, reports, integrationId } = this.#deps;
    const now = this.#now();
    const due = [...this.#urgent].filter((id) => now - (this.#urgentAskedAt.get(id) ?? -Infinity) >= urgentAgainMs);
    this.#urgent.clear();
    if (this.#urgentAskedAt.size > 10 * longestUrgent) this.#urgentAskedAt.clear();
    for (const id of due) this.#urgentAskedAt.set(id, now);
    if (due.length === 0) return;
    const askedAt = clock.now();
    const { gone, failure } = await this.#askOneByOne(due.slice(0, singlesPerRound));
    if (this.#abort.signal.aborted) return;
    if (failure !== null) {
      // The whole list waits as well.
      this.#dueAt = Math.max(this.#dueAt, this.#now() + (failure.retryAfterMs ?? roundEveryMs));
    }
    const elapsedMs = this.#now() - now;
    if (gone.length === 0 || Math.abs(clock.now() - askedAt - elapsedMs) > clockJumpMs) return;
    reports.observed({ integrationId, askedAt, readAt: clock.now(), open: [], gone, channelIds: [] });
  }

  async #askAuthors(wanted: readonly string[]): Promise<CaseFailure | null> {
    const { source, reports, ration } = this.#deps;
    const due = this.#authors.due(wanted, this.#now(), authorsPerQuestion * authorQuestionsPerRound);
    for (let at = 0; at < due.length; at += authorsPerQuestion) {
      if (this.#abort.signal.aborted || !ration.take(this.#now())) return null;
      const asked = due.slice(at, at + authorsPerQuestion);
      const answer = await source.authors(asked, this.#abort.signal);
      if (answer.ok) {
        const authors = this.#authors.answered(asked, answer.value, this.#now());
        if (authors.size > 0) reports.authors({ authors });
        continue;
      }
      if (answer.failure.code === 'CXONE_CASES_NOT_ALLOWED') {
        // It will not say: then nobody knows.
        reports.authors({ authors: new Map(asked.map((id) => [id, 'unknown'])) });
        continue;
      }
      this.#authors.failed(due.slice(at), this.#now());
      return answer.failure.code === 'CXONE_RATE_LIMITED' ? answer.failure : null;
    }
    return null;
  }

  /** Waits until the ration allows a page. What is urgent goes before it. */
  async #mayAskForPage(): Promise<boolean> {
    const { ration, clock } = this.#deps;
    for (;;) {
      if (this.#abort.signal.aborted) return false;
      if (this.#urgent.size > 0 && this.#asksForOne()) await this.#askUrgent();
      const waitMs = ration.waitMs(this.#now(), keptForOthers);
      if (waitMs === 0 && ration.take(this.#now(), keptForOthers)) return true;
      await new Promise<void>((resolve) => {
        const cancel = clock.after(Math.max(1, waitMs), resolve);
        this.#wake = () => {
          cancel();
          resolve();
        };
      });
    }
  }

  #clockWasSet(askedAt: number): boolean {
    return Math.abs(this.#deps.clock.now() - askedAt - (this.#now() - this.#begunAt)) > clockJumpMs;
  }
}
