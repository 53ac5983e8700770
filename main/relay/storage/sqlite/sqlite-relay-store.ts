import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import type { TrafficFilter } from '#shared/contract/relay-contract.ts';
import type { Contact, NewMessage, PendingMessage, RelayStore, Settlement } from '../../ports/relay-store.ts';
import { CommitQueue } from './commit-queue.ts';
import type { ContactRecord } from './contact-book.ts';
import type { HighWaterMark } from './high-water-mark.ts';
import type { PendingRead } from './message-reader.ts';
import { failureKind, toReadError, toWriteError, type FailureKind } from './sqlite-failure.ts';
import { fileIdentity } from './store-files.ts';
import type { StoreSession } from './store-session.ts';

/** After the connection could not be opened again, the next attempt waits so long. */
const reopenPauseMs = 250;
/** Opening so many messages keeps everything else waiting for some milliseconds; then others have their turn. */
const pendingAtOnce = 50;
/** On a full disk room is looked for no more often. */
const makeRoomPauseMs = 5_000;

export interface SqliteRelayStoreParts {
  /** Opens the same file anew, after the disk failed. */
  readonly reopen: () => StoreSession;
  readonly mark: HighWaterMark;
  readonly databasePath: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly releaseLock: () => void;
}

/** The store of one desktop: one file, one connection, one commit for each turn of the event loop. */
export class SqliteRelayStore implements RelayStore {
  readonly #parts: SqliteRelayStoreParts;
  readonly #queue: CommitQueue;
  #session: StoreSession | null;
  #identity: string | null;
  #isClosed = false;
  #failed: { readonly error: RelayError; readonly retryAt: number } | null = null;
  #failing: ErrorCode | null = null;
  #markFailed = false;
  #makeRoomAt = 0;
  #missing: number;

  /** `session` is held nowhere else: its connection closes only when nothing refers to it. */
  constructor(session: StoreSession, parts: SqliteRelayStoreParts) {
    this.#parts = parts;
    this.#session = session;
    this.#missing = session.counts.missing;
    this.#identity = fileIdentity(parts.databasePath);
    this.#queue = new CommitQueue({
      session: () => this.#open(),
      onCommitted: (session) => {
        this.#afterCommit(session);
      },
      onFailed: (kind, error) => {
        this.#afterFailure(kind, error);
      },
    });
  }

  accept(message: NewMessage) {
    return this.#queue.add((session) => session.writer.accept(message));
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

  claim(seq: number, attempt: number, at: number): Promise<boolean> {
    return this.#queue.add(
      (session) => session.writer.claim(seq, attempt, at),
      (session) => {
        session.writer.withdrawClaim(seq, attempt, at);
      },
    );
  }

  settle(settlement: Settlement): Promise<void> {
    return this.#queue.add((session) => {
      session.writer.settle(settlement);
    });
  }

  recoverClaims(at: number) {
    return this.#queue.add((session) => session.recovery.recover(at));
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

  verifyCounts() {
    return this.#read((session) => session.countReader.verify());
  }

  minuteCounts(fromMinute: number, toMinute: number) {
    return this.#read((session) => session.countReader.minutes(fromMinute, toMinute));
  }

  missingRecords(): number {
    return this.#missing;
  }

  readFact(name: string): Promise<string | null> {
    return this.#read((session) => session.facts.read(name));
  }

  writeFact(name: string, value: string): Promise<void> {
    return this.#queue.add((session) => {
      session.facts.write(name, value);
    });
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#queue.flush();
    this.#isClosed = true;
    try {
      this.#session?.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (thrown) {
      // The log stays beside the file and is read at the next start.
      this.#parts.log.warn('store.not_checkpointed', { detail: toWriteError(thrown).message });
    }
    this.#session?.database.close();
    this.#session = null;
    await releaseHandles();
    this.#parts.mark.close();
    this.#parts.releaseLock();
  }

  async #read<T>(read: (session: StoreSession) => T): Promise<T> {
    try {
      return read(this.#open());
    } catch (thrown) {
      const error = toReadError(thrown);
      if (failureKind(thrown) === 'broken') this.#drop(error);
      throw error;
    }
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

  #open(): StoreSession {
    if (this.#isClosed) throw new RelayError('STORE_WRITE_FAILED', 'the store is closed');
    if (this.#session !== null) return this.#session;
    const now = this.#parts.clock.monotonic();
    if (this.#failed !== null && now < this.#failed.retryAt) throw this.#failed.error;
    try {
      this.#session = this.#parts.reopen();
    } catch (thrown) {
      const cause = toReadError(thrown);
      const error = new RelayError('STORE_WRITE_FAILED', `the store cannot be opened again: ${cause.message}`, {
        cause,
      });
      this.#failed = { error, retryAt: now + reopenPauseMs };
      throw error;
    }
    this.#failed = null;
    this.#missing = this.#session.counts.missing;
    this.#identity = fileIdentity(this.#parts.databasePath);
    this.#parts.log.info('store.reopened');
    return this.#session;
  }

  #afterCommit(session: StoreSession): void {
    // A commit into a file that was deleted, moved or replaced is none.
    if (fileIdentity(this.#parts.databasePath) !== this.#identity) {
      const error = new RelayError('STORE_WRITE_FAILED', 'the database file is not where it was');
      this.#drop(error);
      throw error;
    }
    if (this.#failing !== null) this.#parts.log.info('store.writes_again');
    this.#failing = null;
    try {
      this.#parts.mark.write(session.counts.mark);
      this.#markFailed = false;
    } catch (thrown) {
      // The message is safe; only the witness is behind. Said once.
      if (!this.#markFailed) this.#parts.log.warn('store.mark_not_written', { detail: String(thrown) });
      this.#markFailed = true;
    }
  }

  #afterFailure(kind: FailureKind, error: RelayError): void {
    // Said when it begins, not for every message while it lasts.
    if (this.#failing !== error.code) {
      this.#parts.log.error('store.write_failed', { code: error.code, detail: error.message });
    }
    this.#failing = error.code;
    if (kind === 'broken') this.#drop(error);
    if (kind === 'full') this.#makeRoom();
  }

  /** The log holds many versions of the same pages: taken over into the file, it may free some of the disk. */
  #makeRoom(): void {
    const now = this.#parts.clock.monotonic();
    if (now < this.#makeRoomAt) return;
    this.#makeRoomAt = now + makeRoomPauseMs;
    try {
      this.#session?.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // No room for that either. The log is whole, and stays.
    }
  }

  /** Nothing is acknowledged through this connection any more. The next call opens another. */
  #drop(error: RelayError): void {
    if (this.#session === null) return;
    this.#parts.log.warn('store.connection_dropped', { detail: error.message });
    this.#session.database.close();
    this.#session = null;
    void releaseHandles();
  }
}

/** A connection's files are closed when its statements are collected: after this turn, in which they may be in use. */
async function releaseHandles(): Promise<void> {
  await nextTurn();
  collectGarbage();
  await nextTurn();
}

function contactFrom(session: StoreSession, record: ContactRecord | null): Contact | null {
  const channelId = record === null ? null : session.channels.idOf(record.channelNo);
  if (record === null || channelId === null) return null;
  const { no, openId, windowUntil, repliesLeft } = record;
  return { contactNo: no, channelId, openId, windowUntil, repliesLeft };
}
