import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction, MessagePart } from '#shared/domain/message.ts';
import type { StorageState } from '#shared/domain/overview.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { OperationsRecord, RecordKind, RecordQuery } from '../../ports/operations-store.ts';
import type { RecordRange, SlaMessagePage, SlaStoredMessage } from '../../ports/sla-store.ts';
import type {
  Contact,
  MessageDecision,
  NewMessage,
  PendingMessage,
  PlatformVerdict,
  RelayStore,
  Settlement,
  StoredMedia,
  WaitingReport,
} from '../../ports/relay-store.ts';
import type { ReportFor } from './claim-recovery.ts';
import { CommitQueue } from './commit-queue.ts';
import type { ConnectionKeeper } from './connection-keeper.ts';
import type { ContactRecord } from './contact-book.ts';
import type { CountComparison } from './count-sums.ts';
import { clearUpAccept } from './doubtful-accept.ts';
import type { HeldClaims } from './held-claims.ts';
import type { PendingRead } from './message-reader.ts';
import { OperationsAccess } from './operations/operations-access.ts';
import type { ReportEnd } from './report-book.ts';
import type { RetentionLimits } from './retention.ts';
import { toReadError } from './sqlite-failure.ts';
import type { StoreSession } from './store-session.ts';

/** Opening so many messages keeps everything else waiting for some milliseconds; then others have their turn. */
const pendingAtOnce = 50;
/** An attempt toward CXone that lasts so long is noted in the file. */
const noteAfterMs = 250;
/** The files are looked for so often, and while writing fails it is tried so often whether it works again. */
const watchMs = 2_000;
const trialFact = 'store.trial';

export interface SqliteRelayStoreParts {
  readonly connection: ConnectionKeeper;
  readonly held: HeldClaims;
  readonly clock: Clock;
  readonly log: Logger;
  readonly releaseLock: () => void;
}

/** The store of one desktop: one file, one connection, one commit for each turn of the event loop. */
export class SqliteRelayStore implements RelayStore {
  readonly #parts: SqliteRelayStoreParts;
  readonly #queue: CommitQueue;
  readonly #operations: OperationsAccess;
  #isClosed = false;
  #cancelNotes: (() => void) | null = null;
  #cancelWatch: () => void = () => undefined;
  #onFoundWaiting: (message: PendingMessage) => void = () => undefined;
  /** One check at a time. */
  #lastCheck: Promise<unknown> = Promise.resolve();

  constructor(parts: SqliteRelayStoreParts) {
    this.#parts = parts;
    const { connection } = parts;
    this.#queue = new CommitQueue({
      session: () => connection.session(),
      onCommitted: (session, hasNew) => {
        connection.afterCommit(session, hasNew);
      },
      onFailed: (kind, error) => {
        connection.afterFailure(kind, error);
      },
      onFull: () => connection.afterFull(),
    });
    this.#operations = new OperationsAccess({
      write: (change, options) => this.#queue.add(change, options),
      read: (read) => this.#read(read),
      refusesNew: () => connection.refusesNew(),
      log: parts.log,
    });
    this.#planWatch();
  }

  accept(message: NewMessage) {
    if (this.#parts.connection.refusesNew()) {
      return Promise.reject(new RelayError('STORE_FULL', 'there is only room left to end what was begun'));
    }
    return this.#queue.add((session) => session.writer.accept(message), {
      isNew: true,
      clearUp: (session) => this.#clearUpAccept(session, message.id),
    });
  }

  unansweredWithin(channelId: ChannelId, fingerprint: string, since: number): Promise<MessageId | null> {
    return this.#queue.add((session) => {
      const channelNo = session.channels.find(channelId);
      return channelNo === null ? null : session.reader.unanswered(channelNo, fingerprint, since);
    });
  }

  markAnswered(seq: number, at: number): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.markAnswered(seq, at);
    });
  }

  markDuplicate(seq: number, at: number): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.markDuplicate(seq, at);
    });
  }

  async pendingPage(channelId: ChannelId, direction: Direction, afterSeq: number, limit: number) {
    const messages: PendingMessage[] = [];
    let left = limit;
    let lastSeq = afterSeq;
    for (;;) {
      const wanted = Math.min(left, pendingAtOnce);
      const read = await this.#read((session) => {
        const channelNo = session.channels.find(channelId);
        return channelNo === null ? null : session.reader.pendingOfChannel(channelNo, direction, lastSeq, wanted);
      });
      if (read === null) return { messages, lastSeq, end: true };
      await this.#quarantine(read);
      messages.push(...read.messages);
      lastSeq = read.lastSeq;
      left -= wanted;
      if (read.end || left <= 0) return { messages, lastSeq, end: read.end };
      await nextTurn();
    }
  }

  async pendingOfConversation(
    contactNo: number,
    direction: Direction,
    afterSeq: number,
    limit: number,
  ): Promise<readonly PendingMessage[]> {
    const messages: PendingMessage[] = [];
    // Fewer than asked for means that there are no more: what is damaged is made up for.
    for (let after = afterSeq; messages.length < limit;) {
      const missing = limit - messages.length;
      const read = await this.#read((session) => session.reader.pendingOfContact(contactNo, direction, after, missing));
      await this.#quarantine(read);
      messages.push(...read.messages);
      if (read.end) break;
      after = read.lastSeq;
    }
    return messages;
  }

  async claim(seq: number, attempt: number, at: number): Promise<boolean> {
    const { held } = this.#parts;
    let isHeld = false;
    const clearUp = (session: StoreSession): null => {
      session.writer.withdrawClaim(seq, attempt, at);
      return null;
    };
    try {
      return await this.#queue.add(
        (session) => {
          const mayHold = session.writer.mayHold(seq, attempt);
          if (mayHold === null) return session.writer.claim(seq, attempt, at);
          isHeld = mayHold && held.take(seq, attempt, at);
          return isHeld;
        },
        { clearUp },
      );
    } catch (thrown) {
      if (isHeld) held.drop(seq, attempt);
      throw thrown;
    } finally {
      if (!held.isEmpty) this.#planNotes();
    }
  }

  async settle(settlement: Settlement): Promise<void> {
    const { held } = this.#parts;
    const { seq, attempt } = settlement;
    const isFirst = held.ending(seq, attempt);
    try {
      await this.#queue.add((session) => {
        session.writer.settle(settlement, isFirst && held.holds(seq, attempt));
      });
      held.drop(seq, attempt);
    } catch (thrown) {
      held.notEnded(seq, attempt);
      throw thrown;
    }
  }

  partBegun(seq: number, part: Pick<MessagePart, 'no' | 'of' | 'kind'>, at: number): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.partBegun(seq, part, at);
    });
  }

  partEnded(seq: number, part: MessagePart): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.partEnded(seq, part);
    });
  }

  recoverClaims(at: number, reportFor: ReportFor = () => null) {
    this.#parts.connection.reportFor = reportFor;
    const { held } = this.#parts;
    return this.#queue.add((session) => {
      for (const claim of held.handOver()) session.writer.claim(claim.seq, claim.attempt, claim.at);
      return session.recovery.recover(at, reportFor);
    });
  }

  recoverChannelClaims(channelId: ChannelId, at: number) {
    const { reportFor } = this.#parts.connection;
    return this.#queue.add((session) => session.recovery.recoverChannel(channelId, at, reportFor));
  }

  decide(decision: MessageDecision) {
    return this.#queue.add((session) => session.decider.decide(decision));
  }

  platformVerdict(verdict: PlatformVerdict) {
    return this.#queue.add((session) => session.decider.verdict(verdict));
  }

  async laterDelivered(contactNo: number, direction: Direction, seq: number): Promise<number> {
    let delivered = 0;
    for (let after: number | null = seq; ;) {
      const from: number = after;
      const step = await this.#read((session) => session.countReader.deliveredAfter(contactNo, direction, from));
      delivered += step.delivered;
      after = step.lastSeq;
      if (after === null) return delivered;
      await nextTurn();
    }
  }

  dueReports(now: number, limit: number) {
    return this.#read((session) => session.reports.due(now, limit));
  }

  nextReportAt(): Promise<number | null> {
    return this.#read((session) => session.reports.nextAt());
  }

  reportEnded(report: WaitingReport, end: ReportEnd): Promise<void> {
    return this.#queue.add((session) => {
      session.reports.ended(report, end);
    });
  }

  mediaOf(seq: number) {
    return this.#read((session) => session.media.ofMessage(seq));
  }

  putMedia(seq: number, media: StoredMedia): Promise<void> {
    return this.#queue.add((session) => {
      session.media.put(seq, media);
    });
  }

  async prune({ limit, ...limits }: RetentionLimits & { readonly limit: number }) {
    const seqs: number[] = [];
    for (;;) {
      const { found, isDone } = await this.#read((session) => session.retention.look(limits, limit - seqs.length));
      seqs.push(...found);
      if (isDone || seqs.length >= limit) break;
      await nextTurn();
    }
    return this.#queue.add((session) => session.retention.remove(seqs, limits));
  }

  pruneMedia(before: number, limit: number) {
    return this.#queue.add((session) => ({ mediaRefs: session.media.removeOlderThan(before, limit) }));
  }

  unknownMedia(refs: readonly string[]): Promise<readonly string[]> {
    return this.#read((session) => refs.filter((ref) => !session.media.isReferred(ref)));
  }

  contact(channelId: ChannelId, openId: OpenId): Promise<Contact | null> {
    return this.#read((session) => {
      const channelNo = session.channels.find(channelId);
      return channelNo === null ? null : contactFrom(session, session.contacts.find(channelNo, openId));
    });
  }

  contactByThread(channelId: ChannelId, threadId: string): Promise<Contact | null> {
    return this.#read((session) => {
      const channelNo = session.channels.find(channelId);
      const contactNo = channelNo === null ? null : session.threads.find(channelNo, threadId);
      return contactNo === null ? null : contactFrom(session, session.contacts.byNo(contactNo));
    });
  }

  async trafficPage(filter: TrafficFilter, beforeSeq: number | null, limit: number) {
    const search = await this.#read((session) => session.traffic.search(filter, beforeSeq, limit + 1));
    while (!search.isDone) {
      await nextTurn();
      await this.#read(() => {
        search.goOn();
      });
    }
    const seqs = search.found.slice(0, limit);
    const nextBeforeSeq = search.found.length > limit ? (seqs.at(-1) ?? null) : null;
    return { rows: await this.rows(seqs), nextBeforeSeq };
  }

  rows(seqs: readonly number[]) {
    return this.#read((session) => session.reader.rows(seqs));
  }

  message(id: MessageId) {
    return this.#read((session) => session.reader.message(id));
  }

  channelCounts(now: number) {
    return this.#read((session) => session.countReader.channelCounts(now));
  }

  stateCounts() {
    return this.#read((session) => session.countReader.stateCounts());
  }

  verifyCounts(): Promise<CountComparison> {
    const check = this.#lastCheck.then(() => this.#verifyCounts());
    this.#lastCheck = check.catch(() => undefined);
    return check;
  }

  minuteCounts(fromMinute: number, toMinute: number) {
    return this.#read((session) => session.countReader.minutes(fromMinute, toMinute));
  }

  missingRecords(): number {
    return this.#parts.connection.missing;
  }

  readFact(name: string): Promise<string | null> {
    return this.#read((session) => session.facts.read(name));
  }

  writeFact(name: string, value: string): Promise<void> {
    return this.#queue.add((session) => {
      session.facts.write(name, value);
    });
  }

  putRecord(record: OperationsRecord): Promise<void> {
    return this.#operations.putRecord(record);
  }

  getRecord(kind: RecordKind, id: string) {
    return this.#operations.getRecord(kind, id);
  }

  records(query: RecordQuery) {
    return this.#operations.records(query);
  }

  removeRecord(kind: RecordKind, id: string): Promise<void> {
    return this.#operations.removeRecord(kind, id);
  }

  countRecords(kind: RecordKind, parent: string): Promise<number> {
    return this.#operations.countRecords(kind, parent);
  }

  pruneRecords(before: number, limit: number): Promise<number> {
    return this.#operations.pruneRecords(before, limit);
  }

  recordRange(range: RecordRange) {
    return this.#operations.recordRange(range);
  }

  slaMessages(afterSeq: number, limit: number): Promise<SlaMessagePage> {
    return this.#read((session) => session.slaReader.page(afterSeq, limit));
  }

  slaMessagesBySeq(seqs: readonly number[]): Promise<readonly SlaStoredMessage[]> {
    return this.#read((session) => session.slaReader.bySeq(seqs));
  }

  slaConversation(channelId: ChannelId, openId: OpenId, since: number, limit: number) {
    return this.#operations.slaConversation(channelId, openId, since, limit);
  }

  slaLastSeq(): Promise<number> {
    return this.#read((session) => session.slaReader.lastSeq());
  }

  impactOf(channelId: ChannelId, from: number, until: number) {
    return this.#operations.impactOf(channelId, from, until);
  }

  waitingNow(channelId: ChannelId) {
    return this.#operations.waitingNow(channelId);
  }

  settledSince(channelId: ChannelId, since: number, lastSeq: number) {
    return this.#operations.settledSince(channelId, since, lastSeq);
  }

  storage(): StorageState {
    return this.#parts.connection.storage;
  }

  onFoundWaiting(listener: (message: PendingMessage) => void): void {
    this.#onFoundWaiting = listener;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#cancelWatch();
    this.#cancelNotes?.();
    await this.#lastCheck;
    await this.#noteHeld().catch(() => undefined);
    await this.#queue.drain();
    await this.#parts.connection.close();
    this.#parts.releaseLock();
  }

  async #verifyCounts(): Promise<CountComparison> {
    const { connection } = this.#parts;
    try {
      return await (await this.#queue.read(() => connection.countCheck())).run();
    } catch (thrown) {
      connection.dropCountCheck();
      throw toReadError(thrown);
    }
  }

  /** Attempts that last are noted in the file: should the relay end meanwhile, their story tells of them. */
  #planNotes(): void {
    this.#cancelNotes ??= this.#parts.clock.after(noteAfterMs, () => {
      this.#cancelNotes = null;
      // Should the disk refuse, the attempts go on without; the next time may be better.
      const noting = this.#noteHeld().catch(() => undefined);
      void noting.then(() => {
        if (!this.#parts.held.isEmpty && !this.#isClosed) this.#planNotes();
      });
    });
  }

  async #noteHeld(): Promise<void> {
    const { held } = this.#parts;
    if (held.isEmpty) return;
    const noted = await this.#queue.add((session) => {
      const open = held.open();
      for (const { seq, attempt, at } of open) session.writer.claim(seq, attempt, at);
      return open;
    });
    for (const { seq, attempt } of noted) held.drop(seq, attempt);
  }

  #planWatch(): void {
    const { clock, connection } = this.#parts;
    this.#cancelWatch = clock.after(watchMs, () => {
      void this.#queue.read(() => {
        connection.watch();
      });
      this.#tryWriting();
      this.#planWatch();
    });
  }

  /** What failed may work again, and what is in doubt is cleared up, without anybody who has something to store. */
  #tryWriting(): void {
    const { connection, clock } = this.#parts;
    if ((connection.storage.writable && !this.#queue.isInDoubt) || connection.refusesNew()) return;
    const trial = (session: StoreSession): void => {
      session.facts.write(trialFact, String(clock.now()));
    };
    this.#queue.add(trial, { isNew: true }).catch(() => undefined);
  }

  #clearUpAccept(session: StoreSession, id: MessageId): (() => void) | null {
    const { clock, log } = this.#parts;
    const waiting = clearUpAccept(session, id, clock.now());
    if (waiting === null) return null;
    return () => {
      log.warn('store.found_waiting', { messageId: id });
      this.#onFoundWaiting(waiting);
    };
  }

  #read<T>(read: (session: StoreSession) => T): Promise<T> {
    return this.#queue.read(() => this.#parts.connection.read(read));
  }

  /** Damaged messages are taken out of the way; one that cannot even be marked is left out all the same. */
  async #quarantine(read: PendingRead): Promise<void> {
    if (read.misplaced.length > 0) this.#parts.log.error('store.index_damaged', { records: read.misplaced.length });
    if (read.damaged.length === 0) return;
    const at = this.#parts.clock.now();
    const marks = read.damaged.map((seq) =>
      this.#queue.add((session) => {
        session.writer.quarantine(seq, 'RECORD_DAMAGED', at);
      }),
    );
    const outcomes = await Promise.allSettled(marks);
    const unmarked = outcomes.filter(({ status }) => status === 'rejected').length;
    this.#parts.log.error('store.records_damaged', { records: read.damaged.length, unmarked });
  }
}

function contactFrom(session: StoreSession, record: ContactRecord | null): Contact | null {
  const channelId = record === null ? null : session.channels.idOf(record.channelNo);
  if (record === null || channelId === null) return null;
  const { no, openId, windowUntil, repliesLeft } = record;
  return { contactNo: no, channelId, openId, windowUntil, repliesLeft };
}
