import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaReading } from '#shared/domain/sla.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsStore, OperationsRecord } from '../ports/operations-store.ts';
import type { RelayStore } from '../ports/relay-store.ts';
import type { RecordPlace, SlaStore } from '../ports/sla-store.ts';
import type { CaseBook } from './case-book.ts';
import { caseFrom, lastSeqOf, recordOf, type KeptCase } from './kept-case.ts';
import { settledNoteOf, storedNoteOf } from './stored-notes.ts';
import { isForgotten } from './wanted-cases.ts';

/** What changed is written so often; a kill loses no more than this, and reads it again from the messages. */
const flushEveryMs = 15_000;
/** So many records at a time. */
const perSlice = 100;
const perPage = 500;
/** Read at the start, so many are written as read: where a relay is killed again and again, each start goes on. */
const readPerMark = 2_000;
/** What waits so long is looked up: its end may have passed us by. */
const waitsLongMs = 60_000;
const lookUpEveryMs = 60_000;

const readFact = 'sla.read';
const ReadTo = z.object({ seq: z.number().int().min(0) });

export interface CaseShelfDeps {
  readonly store: Pick<OperationsStore, 'putRecord'> &
    Pick<RelayStore, 'readFact' | 'writeFact'> &
    Pick<SlaStore, 'slaMessages' | 'slaMessagesBySeq' | 'slaLastSeq' | 'recordRange'>;
  readonly book: CaseBook;
  readonly clock: Clock;
  readonly log: Logger;
  readonly isConfigured: (channelId: ChannelId) => boolean;
  /** The first message the desk was told of, also before the start; Infinity without any. */
  readonly firstNoted: () => number;
  /** Everything up to this message is in the book. */
  readonly readTo: () => number;
  /** What came of the clocks of a case that is over; null while that may change. */
  readonly finalOf: (kept: KeptCase) => readonly SlaReading[] | null;
  /** It is written for good and leaves memory. */
  readonly onEnded: (kept: KeptCase) => void;
}

/**
 * Cases on disk. They are written now and then: what a kill loses is read again from the messages, which are the truth. A
 * case is written as ended only when the mark up to which messages were read lies behind its last one, so that none of them
 * is ever taken for the first of a new case.
 */
export class CaseShelf {
  readonly #deps: CaseShelfDeps;
  readonly #dirty = new Set<KeptCase>();
  readonly #over = new Set<KeptCase>();
  #writtenTo = -1;
  #cancel: (() => void) | null = null;
  #flushing: Promise<void> = Promise.resolve();
  #isLoaded = false;
  #isStopped = false;
  #lookedUpAt = -Infinity;

  constructor(deps: CaseShelfDeps) {
    this.#deps = deps;
  }

  /** It has to be written. */
  note(kept: KeptCase): void {
    this.#dirty.add(kept);
    if (kept.overAt !== null) this.#over.add(kept);
  }

  /** Writes it now: shares the commit with what else is written in this turn. Never rejects. */
  async putNow(kept: KeptCase): Promise<void> {
    this.#dirty.delete(kept);
    try {
      await this.#deps.store.putRecord(recordOf(kept, null));
    } catch {
      this.#dirty.add(kept);
    }
  }

  /** Brings the book to where the last run was, and through the messages since. Returns the last message read. */
  async load(): Promise<number> {
    const { book, store, clock, log, isConfigured } = this.#deps;
    const known = await this.#readMark();
    let newest = 0;
    let withoutChannel = 0;
    const placed = new Set<number>();
    for await (const record of this.#openRecords()) {
      const found = caseFrom(record);
      if (found === null) {
        log.error('sla.case_unreadable', { recordId: record.id });
        continue;
      }
      // It stays on disk as it is, should the channel come back: without it nobody is asked, and nothing becomes known.
      if (!isConfigured(found.kept.channelId) && !isForgotten(found.kept, clock.now())) {
        withoutChannel += 1;
        continue;
      }
      book.admit(found.kept);
      if (found.kept.overAt !== null) this.#over.add(found.kept);
      newest = Math.max(newest, lastSeqOf(found.kept));
      for (const { seq } of found.kept.messages) if (seq > (known ?? Infinity)) placed.add(seq);
    }
    if (withoutChannel > 0) log.warn('sla.cases_without_channel', { cases: withoutChannel });
    const isFirstRun = known === null && book.size === 0;
    // Clocks begin with the first message after they were built in; what is open at CXone is looked up when it is seen.
    const from = isFirstRun ? Math.min(await store.slaLastSeq(), this.#deps.firstNoted() - 1) : (known ?? newest);
    this.#writtenTo = known ?? -1;
    const readTo = await this.#readOn(from, placed);
    await this.#lookUpWaiting(-Infinity);
    if (known === null) await this.#writeMark(readTo);
    this.#isLoaded = true;
    return readTo;
  }

  start(): void {
    this.#plan();
  }

  /** Writes everything that is not on disk. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    await this.#flushing;
    // What was never read must not be written over: the mark would go back to the first message of all.
    if (this.#isLoaded) await this.flush();
  }

  /** Resolves when everything dirty now was tried. Never rejects. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flush());
    return this.#flushing;
  }

  #plan(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#deps.clock.after(flushEveryMs, () => {
      void this.flush().then(() => {
        this.#plan();
      });
    });
  }

  async #flush(): Promise<void> {
    const { clock, log } = this.#deps;
    try {
      if (clock.monotonic() - this.#lookedUpAt >= lookUpEveryMs) {
        this.#lookedUpAt = clock.monotonic();
        await this.#lookUpWaiting(clock.now() - waitsLongMs);
      }
      const readTo = this.#deps.readTo();
      const failed = await this.#writeDirty();
      if (failed === 0) await this.#writeMark(readTo);
      await this.#endOver();
    } catch (thrown) {
      log.warn('sla.not_written', { code: toRelayError(thrown).code });
    }
  }

  /** While the book is loaded. What cannot be written is read again by the next start. */
  async #markRead(readTo: number): Promise<void> {
    try {
      if ((await this.#writeDirty()) === 0) await this.#writeMark(readTo);
    } catch (thrown) {
      this.#deps.log.warn('sla.not_written', { code: toRelayError(thrown).code });
    }
  }

  async #writeDirty(): Promise<number> {
    const { store, log } = this.#deps;
    const round = [...this.#dirty];
    let failed = 0;
    for (let from = 0; from < round.length; from += perSlice) {
      const slice = round.slice(from, from + perSlice);
      const written = await Promise.allSettled(
        slice.map((kept) => {
          this.#dirty.delete(kept);
          return store.putRecord(recordOf(kept, null));
        }),
      );
      written.forEach(({ status }, index) => {
        const kept = slice[index];
        if (status === 'fulfilled' || kept === undefined) return;
        this.#dirty.add(kept);
        failed += 1;
      });
      await nextTurn();
    }
    if (failed > 0) log.warn('sla.cases_not_written', { records: failed });
    return failed;
  }

  /** Cases that are over and whose messages need not be read again. */
  async #endOver(): Promise<void> {
    const { store, finalOf, onEnded } = this.#deps;
    let count = 0;
    for (const kept of this.#over) {
      if (kept.overAt === null || this.#dirty.has(kept) || lastSeqOf(kept) > this.#writtenTo) continue;
      const final = finalOf(kept);
      if (final === null) continue;
      await store.putRecord(recordOf(kept, final));
      this.#over.delete(kept);
      this.#dirty.delete(kept);
      onEnded(kept);
      count += 1;
      if (count % perSlice === 0) await nextTurn();
    }
  }

  async *#openRecords(): AsyncGenerator<OperationsRecord> {
    let after: RecordPlace | null = null;
    do {
      const page: Awaited<ReturnType<SlaStore['recordRange']>> = await this.#deps.store.recordRange({
        kind: 'sla_case',
        from: 0,
        before: Number.MAX_SAFE_INTEGER,
        openOnly: true,
        after,
        limit: perPage,
      });
      yield* page.records;
      after = page.next;
      await nextTurn();
    } while (after !== null);
  }

  /** Messages that came after the mark, and what became of them. */
  async #readOn(from: number, placed: ReadonlySet<number>): Promise<number> {
    const { store, book, log } = this.#deps;
    let lastSeq = from;
    let read = 0;
    let unmarked = 0;
    for (;;) {
      const page = await store.slaMessages(lastSeq, perPage);
      for (const message of page.messages) {
        // Which case it belongs to may be known better than its order tells.
        if (!placed.has(message.seq)) book.stored(storedNoteOf(message));
        const settled = settledNoteOf(message);
        if (settled !== null) book.settled(settled);
      }
      read += page.messages.length;
      unmarked += page.messages.length;
      lastSeq = Math.max(lastSeq, page.lastSeq);
      if (unmarked >= readPerMark) {
        unmarked = 0;
        await this.#markRead(lastSeq);
      }
      if (page.end) break;
      await nextTurn();
    }
    if (read > 0) log.info('sla.messages_read', { messages: read });
    return lastSeq;
  }

  /** What became of messages that wait in the book and have waited since before that. */
  async #lookUpWaiting(receivedBefore: number): Promise<void> {
    const { book, store, clock } = this.#deps;
    const seqs: number[] = [];
    for (const [seq, kept] of book.waiting) {
      const message = kept.messages.find((one) => one.seq === seq);
      if (receivedBefore === -Infinity || (message !== undefined && message.at <= receivedBefore)) seqs.push(seq);
    }
    for (let from = 0; from < seqs.length; from += perSlice) {
      const slice = seqs.slice(from, from + perSlice);
      const found = new Map((await store.slaMessagesBySeq(slice)).map((message) => [message.seq, message]));
      for (const seq of slice) {
        const message = found.get(seq);
        // Removed, or damaged: it waits no more.
        const gone = { seq, at: clock.now(), isDelivered: false, caseId: null };
        const settled = message === undefined ? gone : settledNoteOf(message);
        if (settled !== null) book.settled(settled);
      }
      await nextTurn();
    }
  }

  async #readMark(): Promise<number | null> {
    const text = await this.#deps.store.readFact(readFact);
    if (text === null) return null;
    try {
      return ReadTo.parse(JSON.parse(text)).seq;
    } catch {
      this.#deps.log.error('sla.mark_unreadable');
      return null;
    }
  }

  async #writeMark(seq: number): Promise<void> {
    if (seq <= this.#writtenTo) return;
    await this.#deps.store.writeFact(readFact, JSON.stringify({ seq }));
    this.#writtenTo = seq;
  }
}
