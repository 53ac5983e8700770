import type { IntegrationId } from '#shared/domain/ids.ts';
import type { SlaReading } from '#shared/domain/sla.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { readClocks } from '#shared/sla/case-clocks.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { DueHeap } from '../core/due-heap.ts';
import type { PendingMessage, Settlement } from '../ports/relay-store.ts';
import type { BreachBook } from './breach-book.ts';
import type { CaseBook, SettledNote, StoredNote } from './case-book.ts';
import type { AuthorsSeen, CaseObservation } from './case-observation.ts';
import { isAtRisk, viewOf, withBreach, type CaseView } from './case-view.ts';
import type { KeptCase } from './kept-case.ts';
import type { PollBook } from './poll-book.ts';
import { isForgotten } from './wanted-cases.ts';
import { endNoteOf, storedNoteOf } from './stored-notes.ts';
import { ViewBook } from './view-book.ts';
import type { WallWatch } from './wall-watch.ts';

/** Work is gathered so long, and then done in slices with a rest between them. */
const gatherMs = 150;
const restMs = 10;
const notesPerSlice = 500;
const casesPerSlice = 100;
/** Both clocks are looked at this often when nothing is due. */
const longestSleepMs = 15_000;
/** After the clock was set, CXone is waited for so long at most: where nobody can be asked, nothing more will be known. */
const settleMs = 90_000;
/** An answer whose author CXone does not tell within this time has an unknown one. */
const askAuthorMs = 30 * 60_000;

/** So many are kept until the start. */
const mostNotesBefore = 20_000;
const tidyEveryMs = 3_600_000;

type Note =
  { readonly kind: 'stored'; readonly note: StoredNote } | { readonly kind: 'settled'; readonly note: SettledNote };

export interface SlaDeskDeps {
  readonly book: CaseBook;
  readonly polls: PollBook;
  readonly breaches: Pick<BreachBook, 'isNew' | 'record'>;
  readonly wall: WallWatch;
  readonly timeline: () => PolicyTimeline;
  readonly clock: Clock;
  readonly log: Logger;
  /** By how much this computer's clock is wrong (add it), ms; 0 while it seems right. */
  readonly clockErrorMs: () => number;
  /** A warning of this clock has come. */
  readonly onWarning: (kept: KeptCase, reading: SlaReading) => void;
  /** Only CXone can say how a clock of it stands. */
  readonly onUnsure: (kept: KeptCase) => void;
  /** It has to be written. */
  readonly onDirty: (kept: KeptCase) => void;
  readonly onChanged: () => void;
  /** Everything that was due is looked at: what is to be told may be told together. */
  readonly onRested: () => void;
}

/**
 * Takes in what happens and keeps every case read. Nothing is done on a message's way but to put a note down; clocks are
 * read when something about them is new, and at the moments at which time alone changes them. None ticks.
 */
export class SlaDesk {
  readonly #deps: SlaDeskDeps;
  #notes: Note[] = [];
  #taken = 0;
  readonly #observations: CaseObservation[] = [];
  #observing: { readonly steps: Generator<void>; readonly of: CaseObservation } | null = null;
  readonly #stale = new Set<KeptCase>();
  readonly #due = new DueHeap<string>();
  readonly views = new ViewBook();
  #readTo = 0;
  /** What was read from disk at start need not be taken twice. */
  #readAtStart = 0;
  #cancelSlice: (() => void) | null = null;
  #cancelWake: (() => void) | null = null;
  #wakeAt = Infinity;
  #jumpedWall = 0;
  #errorMs = 0;
  #tidiedAt = -Infinity;
  #isRunning = false;

  constructor(deps: SlaDeskDeps) {
    this.#deps = deps;
  }

  /** On the way of a message: never throws, and does next to nothing. */
  stored(message: PendingMessage): void {
    this.#note({ kind: 'stored', note: this.#rightly(storedNoteOf(message)) });
  }

  /** As `stored`. */
  settled(settlement: Settlement): void {
    const note = endNoteOf(settlement);
    if (note === null) return;
    this.#note({ kind: 'settled', note: { ...note, at: note.at + this.#deps.clockErrorMs() } });
  }

  observed(observation: CaseObservation): void {
    this.#observations.push(observation);
    this.#plan(restMs);
  }

  authors({ authors }: AuthorsSeen): void {
    this.#deps.book.authors(authors);
    this.#plan(restMs);
  }

  impossible(integrationId: IntegrationId, code: ErrorCode): void {
    const { polls, book } = this.#deps;
    polls.failed(integrationId, code);
    const asked = polls.isAsked(integrationId);
    book.setAsked(polls.channelsOf(integrationId), asked);
    this.#deps.onChanged();
    this.#plan(restMs);
  }

  /** Everything up to this message is in the book. */
  get readTo(): number {
    const waiting = this.#notes[this.#taken];
    if (waiting?.kind === 'stored') return Math.min(this.#readTo, waiting.note.seq - 1);
    for (let index = this.#taken; index < this.#notes.length; index += 1) {
      const one = this.#notes[index];
      if (one?.kind === 'stored') return Math.min(this.#readTo, one.note.seq - 1);
    }
    return this.#readTo;
  }

  /** The oldest message that waits to be taken; Infinity without any. */
  get firstNoted(): number {
    return this.#notes.reduce(
      (first, one) => (one.kind === 'stored' ? Math.min(first, one.note.seq) : first),
      Infinity,
    );
  }

  /** The book is loaded: from here on slices run. */
  start(readTo: number): void {
    this.#readAtStart = readTo;
    this.#readTo = Math.max(this.#readTo, readTo);
    this.#isRunning = true;
    for (const kept of this.#deps.book.all()) this.#stale.add(kept);
    this.#plan(0);
    this.#wake(longestSleepMs);
  }

  stop(): void {
    // What came in last goes to disk with the rest.
    while (this.#isRunning && this.#taken < this.#notes.length) this.#takeNotes();
    this.#isRunning = false;
    this.#cancelSlice?.();
    this.#cancelWake?.();
  }

  /** Its clocks have to be read again. */
  touch(kept: KeptCase): void {
    this.#stale.add(kept);
    this.#plan(gatherMs);
  }

  /** Other settings count. */
  touchAll(): void {
    for (const kept of this.#deps.book.all()) this.#stale.add(kept);
    this.#plan(restMs);
  }

  /** As it stands now; read again when that was long ago. */
  viewNow(kept: KeptCase, olderThanMs: number): CaseView {
    const now = this.#deps.wall.now();
    const known = this.views.get(kept.id);
    const isOld = known === null || this.#stale.has(kept) || Math.abs(now - known.readAt) > olderThanMs;
    return isOld ? viewOf(kept, this.#deps.timeline(), now) : known;
  }

  /** It is on disk for good. */
  forget(kept: KeptCase): void {
    this.#deps.book.drop(kept);
    this.#stale.delete(kept);
    this.views.delete(kept.id);
    this.#deps.onChanged();
  }

  /** What came of its clocks, when it is over and nothing can be added any more. */
  finalOf(kept: KeptCase): readonly SlaReading[] | null {
    if (kept.overAt === null || this.#stale.has(kept)) return null;
    if (kept.messages.some(({ author }) => author === 'asking')) return null;
    const { readings } = this.viewNow(kept, 0);
    const { breaches, wall } = this.#deps;
    if (wall.isSettling || readings.some((reading) => breaches.isNew(kept, reading))) return null;
    return readings;
  }

  #note(note: Note): void {
    // Reading from disk failed, and goes on being tried: it will find the oldest there.
    if (!this.#isRunning && this.#notes.length >= mostNotesBefore) this.#notes.splice(0, mostNotesBefore / 2);
    this.#notes.push(note);
    this.#plan(gatherMs);
  }

  #plan(delayMs: number): void {
    if (this.#cancelSlice !== null || !this.#isRunning) return;
    this.#cancelSlice = this.#deps.clock.after(delayMs, () => {
      this.#cancelSlice = null;
      try {
        this.#slice();
      } catch (thrown) {
        const { code, message } = toRelayError(thrown);
        this.#deps.log.error('sla.slice_failed', { code, detail: message });
      }
      if (this.#hasWork()) this.#plan(restMs);
      else this.#deps.onRested();
    });
  }

  #hasWork(): boolean {
    const hasNotes = this.#taken < this.#notes.length || this.#observing !== null || this.#observations.length > 0;
    return hasNotes || this.#stale.size > 0;
  }

  #slice(): void {
    this.#watchClock();
    this.#giveUpForgotten();
    this.#takeNotes();
    this.#takeObservation();
    this.#takeDue();
    const now = this.#deps.wall.now();
    let looked = 0;
    for (const kept of this.#stale) {
      if (looked >= casesPerSlice) break;
      looked += 1;
      this.#stale.delete(kept);
      this.#look(kept, now);
    }
    this.#planWake(now);
  }

  #takeNotes(): void {
    const { book } = this.#deps;
    const until = Math.min(this.#notes.length, this.#taken + notesPerSlice);
    while (this.#taken < until) {
      const one = this.#notes[this.#taken];
      // Counted first: what cannot be taken must not be tried for ever.
      this.#taken += 1;
      if (one === undefined) continue;
      if (one.kind === 'settled') {
        book.settled(one.note);
        continue;
      }
      const { seq } = one.note;
      if (seq > this.#readAtStart) book.stored(one.note);
      this.#readTo = Math.max(this.#readTo, seq);
    }
    if (this.#taken >= this.#notes.length) this.#notes = [];
    else if (this.#taken > 10_000) this.#notes.splice(0, this.#taken);
    else return;
    this.#taken = 0;
  }

  #takeObservation(): void {
    if (this.#observing === null) {
      const next = this.#observations.shift();
      if (next === undefined) return;
      const errorMs = this.#deps.clockErrorMs();
      const rightly = { ...next, askedAt: next.askedAt + errorMs, readAt: next.readAt + errorMs };
      this.#observing = { steps: this.#deps.book.observing(rightly), of: next };
    }
    const { steps, of } = this.#observing;
    if (steps.next().done !== true) return;
    this.#observing = null;
    const { polls, book, wall } = this.#deps;
    const wasAsked = polls.isAsked(of.integrationId);
    polls.heard(of.integrationId, of.readAt);
    if (!wasAsked) book.setAsked(polls.channelsOf(of.integrationId), true);
    if (wall.isSettling && of.askedAt >= this.#jumpedWall) this.#settle();
    // What time alone could not decide may be certain now.
    for (const [id, { isUnsure }] of this.views.entries()) {
      if (!isUnsure) continue;
      const kept = book.find(id);
      if (kept !== null) this.#stale.add(kept);
    }
    this.#deps.onChanged();
  }

  #takeDue(): void {
    const { book, wall } = this.#deps;
    const now = wall.now();
    for (let id = this.#due.popDue(now); id !== undefined; id = this.#due.popDue(now)) {
      const kept = book.find(id);
      const changesAt = this.views.get(id)?.changesAt ?? null;
      if (kept !== null && changesAt !== null && changesAt <= now) this.#stale.add(kept);
    }
  }

  /** Reads its clocks and does what follows from them. */
  #look(kept: KeptCase, now: number): void {
    this.#stale.delete(kept);
    this.#forgetAsking(kept, now);
    const view = viewOf(kept, this.#deps.timeline(), now);
    const before = this.views.set(kept.id, view);
    if (view.changesAt !== null && view.changesAt !== before?.changesAt) this.#due.push(view.changesAt, kept.id);
    if (view.isUnsure && before?.isUnsure !== true) this.#deps.onUnsure(kept);
    if (!this.#deps.wall.isSettling) {
      this.#warn(kept, view, now);
      if (view.readings.some((reading) => this.#deps.breaches.isNew(kept, reading))) this.#recordBreaches(kept, now);
    }
    this.#deps.onChanged();
  }

  #recordBreaches(kept: KeptCase, now: number): void {
    const timeline = this.#deps.timeline();
    const readings = readClocks(kept, timeline, now).map((reading) => withBreach(kept, reading));
    this.#deps.breaches.record(kept, readings, timeline);
  }

  #warn(kept: KeptCase, { clocks }: CaseView, now: number): void {
    for (const clock of clocks) {
      if (clock.endedAt !== null || !isAtRisk(clock, now)) continue;
      const come = clock.warnAt.filter((at) => at <= now).length;
      const name = `${clock.metric} ${clock.round} `;
      const told = kept.warned.find((one) => one.startsWith(name));
      if (told !== undefined && Number(told.slice(name.length)) >= come) continue;
      kept.warned = [...kept.warned.filter((one) => one !== told), `${name}${come}`];
      this.#deps.onDirty(kept);
      this.#deps.onWarning(kept, clock);
    }
  }

  #forgetAsking(kept: KeptCase, now: number): void {
    kept.messages.forEach((message, index) => {
      if (message.author !== 'asking' || now - message.at < askAuthorMs) return;
      kept.messages[index] = { ...message, author: 'unknown' };
      this.#deps.onDirty(kept);
    });
  }

  #watchClock(): void {
    const { wall, book, log, clock } = this.#deps;
    const byMs = wall.look();
    if (byMs !== 0) {
      log.warn('sla.clock_jumped', { byMs: Math.round(byMs) });
      this.#jumpedWall = clock.now();
      if (byMs < 0) book.forgetFuture(clock.now());
      this.touchAll();
    }
    if (wall.settlingMs >= settleMs) this.#settle();
    const errorMs = this.#deps.clockErrorMs();
    if (errorMs !== 0 && this.#errorMs === 0) {
      // Others only now told the time: what was dated by a clock that is ahead is not known until then.
      book.forgetFuture(wall.now());
      this.touchAll();
    }
    this.#errorMs = errorMs;
  }

  /** Cases of which nothing will be heard any more: they would stay for ever. */
  #giveUpForgotten(): void {
    const { book, clock, wall, log } = this.#deps;
    if (clock.monotonic() - this.#tidiedAt < tidyEveryMs || wall.isSettling) return;
    this.#tidiedAt = clock.monotonic();
    const now = wall.now();
    let count = 0;
    for (const kept of book.all()) {
      if (!isForgotten(kept, now)) continue;
      book.giveUp(kept, now);
      count += 1;
    }
    if (count > 0) log.info('sla.cases_given_up', { cases: count });
  }

  #settle(): void {
    this.#deps.wall.settle();
    for (const kept of this.#deps.book.all()) this.#stale.add(kept);
  }

  #planWake(now: number): void {
    const next = this.#due.nextDueAt();
    const isSettling = this.#deps.wall.isSettling;
    const longest = isSettling ? settleMs / 6 : longestSleepMs;
    this.#wake(next === null ? longest : Math.min(Math.max(next - now, 0), longest));
  }

  #wake(inMs: number): void {
    const { clock } = this.#deps;
    const at = clock.monotonic() + inMs;
    if (this.#cancelWake !== null && this.#wakeAt <= at) return;
    this.#cancelWake?.();
    this.#wakeAt = at;
    this.#cancelWake = clock.after(inMs, () => {
      this.#cancelWake = null;
      this.#wakeAt = Infinity;
      this.#plan(0);
      // A slice may be planned for later already.
      if (this.#isRunning) this.#wake(longestSleepMs);
    });
  }

  /** Under a clock known to be wrong, moments are put right; the message keeps its stamp. */
  #rightly(note: StoredNote): StoredNote {
    const errorMs = this.#deps.clockErrorMs();
    return errorMs === 0 ? note : { ...note, receivedAt: note.receivedAt + errorMs };
  }
}
