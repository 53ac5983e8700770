import { statSync } from 'node:fs';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { LogProgress } from './log-progress.ts';
import { storeIdentity, type StoreFiles, type StoreIdentity } from './store-files.ts';

/**
 * The whole file is read no more often, and half as often after each time that it was sound: some systems may tell of our
 * own writes late.
 */
const firstPauseMs = 60_000;
const longestPauseMs = 3_600_000;

export interface ForeignWritesParts {
  readonly files: StoreFiles;
  /** What is wrong with the file, or null. Takes seconds for a large one. */
  readonly findDamage: () => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Notices that somebody else wrote into the database, as a copy over the open file does: then its pages are of two times,
 * and what is stored next is lost among them. Commits go into the log; the file itself changes only when the log is taken
 * over into it. When it changed and nothing was taken over, it is read through.
 */
export class ForeignWrites {
  readonly #parts: ForeignWritesParts;
  readonly #progress: LogProgress;
  #changedAt: number | null;
  #takenOver: string | null;
  #isSuspect = false;
  #isLooking = false;
  #lookAt = Number.NEGATIVE_INFINITY;
  #pauseMs = firstPauseMs;
  #isDamaged = false;

  constructor(parts: ForeignWritesParts) {
    this.#parts = parts;
    this.#progress = new LogProgress(parts.files.sharedMemory);
    this.#changedAt = changeTime(parts.files);
    this.#takenOver = this.#progress.read();
  }

  /** True once the file was found damaged after somebody else wrote into it. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** After the log was taken over outside a commit, or may have been. */
  noteOwn(): void {
    this.#changedAt = changeTime(this.#parts.files);
    this.#takenOver = this.#progress.read();
  }

  /** After a commit, which takes the log over when it has grown long. */
  afterCommit(): void {
    const at = changeTime(this.#parts.files);
    if (at === this.#changedAt) return;
    const takenOver = this.#progress.read();
    if (takenOver === null || takenOver === this.#takenOver) this.#isSuspect = true;
    this.#changedAt = at;
    this.#takenOver = takenOver;
  }

  /**
   * While nothing of ours is being written; `identity`: the files that are written to. Another file under their name is
   * not looked into: its log is the former one's.
   */
  notice(identity: StoreIdentity): void {
    const at = changeTime(this.#parts.files);
    // Gone or out of reach: others notice that.
    if (at === null) return;
    if (at !== this.#changedAt) this.#isSuspect = true;
    if (!this.#isSuspect || this.#isLooking || this.#isDamaged) return;
    const { database, log } = storeIdentity(this.#parts.files);
    if (database !== identity.database || log !== identity.log) return;
    this.#changedAt = at;
    const now = this.#parts.clock.monotonic();
    if (now < this.#lookAt) return;
    this.#lookAt = now + this.#pauseMs;
    this.#pauseMs = Math.min(longestPauseMs, 2 * this.#pauseMs);
    this.#isSuspect = false;
    void this.#look();
  }

  /** When every connection to the database is closed, and not before. */
  close(): void {
    this.#progress.close();
  }

  async #look(): Promise<void> {
    const { findDamage, files, log } = this.#parts;
    this.#isLooking = true;
    try {
      const damage = await findDamage();
      if (damage === null) return;
      this.#isDamaged = true;
      log.error('store.overwritten', { code: 'STORE_DAMAGED', detail: damage, folder: files.folder });
    } catch (thrown) {
      this.#isSuspect = true;
      log.warn('store.not_read_through', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
    } finally {
      this.#isLooking = false;
    }
  }
}

/** Epoch milliseconds, with parts; null when there is no file, or it cannot be looked at. */
function changeTime({ database }: StoreFiles): number | null {
  try {
    return statSync(database).mtimeMs;
  } catch {
    return null;
  }
}
