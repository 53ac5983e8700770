import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { StorageState } from '#shared/domain/overview.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import type { Ballast } from './ballast.ts';
import type { ReportFor } from './claim-recovery.ts';
import type { CountCheck } from './count-check.ts';
import type { HighWaterMark, Mark } from './high-water-mark.ts';
import type { ForeignWrites } from './foreign-writes.ts';
import { failureKind, toReadError, toWriteError, type FailureKind } from './sqlite-failure.ts';
import { storeIdentity, type StoreFiles, type StoreIdentity } from './store-files.ts';
import type { StoreSession } from './store-session.ts';

/** After the connection could not be opened again, or failed again at once, the next attempt waits so long. */
const reopenPauseMs = 250;
/** Commits that acknowledge nothing are looked after no more often. */
const lookAfterPauseMs = 100;
/** The mark is written no more often, and may be behind for so long; never ahead. */
const markPauseMs = 20;
/** On a full disk room is looked for no more often. */
const makeRoomPauseMs = 5_000;
/** While the disk is full, room for new messages is looked for no more often. */
const lookPauseMs = 250;

export interface ConnectionKeeperParts {
  /** Opens the same file anew, after the disk failed. */
  readonly reopen: (reportFor: ReportFor) => StoreSession;
  readonly mark: HighWaterMark;
  readonly files: StoreFiles;
  readonly ballast: Ballast;
  readonly foreignWrites: ForeignWrites;
  /** A second connection for counting. */
  readonly openCountCheck: () => CountCheck;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Keeps the one connection, lets go of it when it cannot be trusted any more, and opens the next. */
export class ConnectionKeeper {
  readonly #parts: ConnectionKeeperParts;
  #session: StoreSession | null;
  #identity: StoreIdentity;
  #countCheck: CountCheck | null = null;
  #isClosed = false;
  #missing: number;
  #notBefore: { readonly time: number; readonly error: RelayError } | null = null;
  /** What writing fails with at present. */
  #failing: ErrorCode | null = null;
  #markFails = false;
  #marked: { readonly at: number; readonly outboundClaims: number } | null = null;
  #unmarked: Mark | null = null;
  #cancelMark: (() => void) | null = null;
  #lookedAfterAt = Number.NEGATIVE_INFINITY;
  #makeRoomAt = 0;
  #isFull = false;
  #lookAt = 0;
  /** What CXone is told of replies whose outcome becomes unknown when the file is opened anew. */
  reportFor: ReportFor = () => null;

  /** `session` is held nowhere else: its connection closes only when nothing refers to it. */
  constructor(session: StoreSession, parts: ConnectionKeeperParts) {
    this.#parts = parts;
    this.#session = session;
    this.#missing = session.counts.missing;
    this.#identity = storeIdentity(parts.files);
    parts.foreignWrites.noteOwn();
  }

  get missing(): number {
    return this.#missing;
  }

  /** The connection. Throws STORE_WRITE_FAILED while there is none. */
  session(): StoreSession {
    if (this.#isClosed) throw new RelayError('STORE_WRITE_FAILED', 'the store is closed');
    return this.#session ?? this.#open();
  }

  /** The same, before a commit: whether somebody else wrote into the file since the last one. */
  sessionToWrite(): StoreSession {
    const session = this.session();
    this.#parts.foreignWrites.notice(this.#identity);
    return session;
  }

  /** After something was written to the file outside a commit. */
  noteWritten(): void {
    this.#parts.foreignWrites.noteOwn();
  }

  /** Reads through the connection; what goes wrong comes as a RelayError. */
  read<T>(read: (session: StoreSession) => T): T {
    try {
      return read(this.session());
    } catch (thrown) {
      const error = toReadError(thrown);
      if (failureKind(thrown) === 'broken') this.#drop(error);
      throw error;
    }
  }

  get storage(): StorageState {
    const lasting = this.#isFull ? 'STORE_FULL' : null;
    const code = this.#failing ?? (this.#parts.foreignWrites.isDamaged ? 'STORE_DAMAGED' : lasting);
    return { writable: code === null, code };
  }

  /** Throws when the commit is not where it belongs. `hasNew`: senders will be told that we have it. */
  afterCommit(session: StoreSession, hasNew: boolean): void {
    this.#parts.foreignWrites.afterCommit();
    // A commit into a file that was deleted, moved or replaced is none.
    const now = this.#parts.clock.monotonic();
    if (hasNew || now - this.#lookedAfterAt >= lookAfterPauseMs) {
      this.#demandFiles();
      this.#lookedAfterAt = now;
    }
    if (this.#failing !== null && !this.#isFull) {
      this.#parts.log.info('store.writes_again');
      this.#failing = null;
    }
    this.#noteMark(session.counts.mark, now);
  }

  afterFailure(kind: FailureKind, error: RelayError): void {
    // Said when it begins, not for every message while it lasts.
    if (this.#failing !== error.code) {
      this.#parts.log.error('store.write_failed', { code: error.code, detail: error.message });
    }
    const hasFailedBefore = this.#failing !== null;
    this.#failing = error.code;
    this.#parts.foreignWrites.noteOwn();
    if (kind === 'broken' && this.#session !== null) {
      this.#drop(error);
      if (hasFailedBefore) this.#notBefore = { time: this.#parts.clock.monotonic() + reopenPauseMs, error };
    }
    if (kind === 'full') this.#makeRoom();
  }

  /** The disk is full: whatever can be given back is. True when there is room for what must be written. */
  afterFull(): boolean {
    this.#isFull = true;
    this.#lookAt = 0;
    return this.#parts.ballast.release();
  }

  /**
   * Why nothing new is taken, while what was begun is ended; or null. What is stored in a damaged file may be lost: it must
   * not be acknowledged.
   */
  refusal(): RelayError | null {
    if (this.#parts.foreignWrites.isDamaged) {
      const message = 'somebody else wrote into the database, and it is damaged';
      return new RelayError('STORE_DAMAGED', message, { value: this.#parts.files.folder });
    }
    return this.#hasNoRoom() ? new RelayError('STORE_FULL', 'there is only room left to end what was begun') : null;
  }

  #hasNoRoom(): boolean {
    if (!this.#isFull) return false;
    const now = this.#parts.clock.monotonic();
    if (now < this.#lookAt) return true;
    this.#lookAt = now + lookPauseMs;
    this.#isFull = !this.#parts.ballast.hasRoom();
    return this.#isFull;
  }

  /**
   * Looks whether the files are still where they were, while nobody writes. A commit would notice too, but not before
   * somebody waits for it. While no commit is under way.
   */
  watch(): void {
    if (this.#isClosed) return;
    if (this.#session !== null) {
      try {
        this.#demandFiles();
        this.#parts.foreignWrites.notice(this.#identity);
      } catch (thrown) {
        this.afterFailure('broken', toWriteError(thrown));
      }
    }
    if (this.refusal() === null) void this.#parts.ballast.make();
  }

  /** The connection for counting; opened when it is first asked for. */
  countCheck(): CountCheck {
    this.session();
    this.#countCheck ??= this.#parts.openCountCheck();
    return this.#countCheck;
  }

  dropCountCheck(): void {
    this.#countCheck?.close();
    this.#countCheck = null;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#parts.ballast.end();
    this.dropCountCheck();
    try {
      this.#session?.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (thrown) {
      // The log stays beside the file and is read at the next start.
      this.#parts.log.warn('store.not_checkpointed', { detail: toWriteError(thrown).message });
    }
    this.#session?.database.close();
    this.#session = null;
    await releaseHandles();
    this.#parts.foreignWrites.close();
    this.#writeMark();
    this.#parts.mark.close();
  }

  #open(): StoreSession {
    const now = this.#parts.clock.monotonic();
    if (this.#notBefore !== null && now < this.#notBefore.time) throw this.#notBefore.error;
    try {
      this.#session = this.#parts.reopen(this.reportFor);
    } catch (thrown) {
      const cause = toReadError(thrown);
      const message = `the store cannot be opened again: ${cause.message}`;
      const error = new RelayError('STORE_WRITE_FAILED', message, { cause });
      this.#notBefore = { time: now + reopenPauseMs, error };
      throw error;
    }
    this.#notBefore = null;
    this.#missing = this.#session.counts.missing;
    this.#identity = storeIdentity(this.#parts.files);
    this.#parts.foreignWrites.noteOwn();
    this.#parts.log.info('store.reopened');
    return this.#session;
  }

  #demandFiles(): void {
    const { database, log } = storeIdentity(this.#parts.files);
    if (database !== this.#identity.database) {
      throw new RelayError('STORE_WRITE_FAILED', 'the database file is not where it was', {
        value: this.#parts.files.folder,
      });
    }
    if (log === this.#identity.log) return;
    this.#rescueLog();
    throw new RelayError('STORE_WRITE_FAILED', 'the log of the database is not where it was', {
      value: this.#parts.files.folder,
    });
  }

  /** The log was deleted and is still open: what it holds goes over into the file, or it is lost with this connection. */
  #rescueLog(): void {
    try {
      this.#session?.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch (thrown) {
      this.#parts.log.error('store.log_lost', { detail: toWriteError(thrown).message });
    }
  }

  /** Attempts toward WeChat are marked at once: forgotten, one might be made twice. */
  #noteMark(mark: Mark, now: number): void {
    this.#unmarked = mark;
    const waitMs = this.#marked === null ? 0 : this.#marked.at + markPauseMs - now;
    if (waitMs <= 0 || mark.outboundClaims !== this.#marked?.outboundClaims) {
      this.#writeMark();
    } else {
      this.#cancelMark ??= this.#parts.clock.after(waitMs, () => {
        this.#writeMark();
      });
    }
  }

  #writeMark(): void {
    const mark = this.#unmarked;
    this.#cancelMark?.();
    this.#cancelMark = null;
    this.#unmarked = null;
    if (mark === null) return;
    this.#marked = { at: this.#parts.clock.monotonic(), outboundClaims: mark.outboundClaims };
    try {
      this.#parts.mark.write(mark);
      this.#markFails = false;
    } catch (thrown) {
      // The message is safe; only the witness is behind. Said once.
      if (!this.#markFails) this.#parts.log.warn('store.mark_not_written', { detail: String(thrown) });
      this.#markFails = true;
    }
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
    this.noteWritten();
  }

  /** Nothing is acknowledged through this connection any more. The next call opens another. */
  #drop(error: RelayError): void {
    if (this.#session === null) return;
    // What the next connection finds is compared with it.
    this.#writeMark();
    this.#parts.log.warn('store.connection_dropped', { detail: error.message });
    const { database } = this.#session;
    this.#session = null;
    database.close();
    this.dropCountCheck();
    void releaseHandles();
  }
}

/** A connection's files are closed when its statements are collected: after this turn, in which they may be in use. */
async function releaseHandles(): Promise<void> {
  await nextTurn();
  collectGarbage();
  await nextTurn();
}
