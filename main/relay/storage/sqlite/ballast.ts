import { randomFillSync } from 'node:crypto';
import { rmSync, statfsSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Logger } from '#shared/lib/logger.ts';

/** Enough for the log and the ends of some ten thousand messages. */
const wantedBytes = 32 * 1_024 * 1_024;
/** On a small disk no more than this part of it. */
const shareOfDisk = 8;
const chunkBytes = 256 * 1_024;

/**
 * A file that takes up room, so that there is some to give back when the disk is full: what was begun can then be ended.
 * While it is missing, nothing new is accepted until the disk has room for it and as much again.
 */
export class Ballast {
  readonly #path: string;
  readonly #folder: string;
  readonly #log: Logger;
  #making: Promise<void> | null = null;
  #isGivenUp = false;
  #releaseFails = false;

  constructor(path: string, folder: string, log: Logger) {
    this.#path = path;
    this.#folder = folder;
    this.#log = log;
  }

  /** Gives the room back. False when there was none to give, or the file cannot be removed. */
  release(): boolean {
    try {
      const sizeBytes = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
      if (sizeBytes === 0) return false;
      rmSync(this.#path, { force: true });
      this.#releaseFails = false;
      this.#log.warn('store.ballast_released', { sizeBytes });
      return true;
    } catch (thrown) {
      // Another program holds it, or the disk needs room to free some. Said once.
      if (!this.#releaseFails) this.#log.warn('store.ballast_not_released', { detail: String(thrown) });
      this.#releaseFails = true;
      return false;
    }
  }

  /** Is there room for new messages, beside what must be kept free? */
  hasRoom(): boolean {
    try {
      const { freeBytes, sizeBytes } = this.#disk();
      return freeBytes >= 2 * sizeBytes;
    } catch {
      // The folder is gone: that is another failure, and is said as such by who meets it.
      return true;
    }
  }

  /** Makes the file when it is missing and there is room. Never rejects. */
  make(): Promise<void> {
    this.#making ??= this.#make().finally(() => {
      this.#making = null;
    });
    return this.#making;
  }

  /** Makes none any more. Resolves when none is being made. */
  async end(): Promise<void> {
    this.#isGivenUp = true;
    await this.#making;
  }

  async #make(): Promise<void> {
    const unfinished = `${this.#path}.new`;
    try {
      if (this.#isGivenUp || statSync(this.#path, { throwIfNoEntry: false }) !== undefined) return;
      const { freeBytes, sizeBytes } = this.#disk();
      if (freeBytes < 3 * sizeBytes) return;
      const file = await open(unfinished, 'w', 0o600);
      try {
        // By chance, so that no file system stores it as nothing.
        const chunk = randomFillSync(Buffer.alloc(chunkBytes));
        for (let written = 0; written < sizeBytes && !this.#isGivenUp; written += chunkBytes) await file.write(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      if (this.#isGivenUp) await rm(unfinished, { force: true });
      else await rename(unfinished, this.#path);
    } catch (thrown) {
      this.#log.warn('store.ballast_not_made', { detail: String(thrown) });
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  #disk(): { freeBytes: number; sizeBytes: number } {
    const { bsize, blocks, bavail } = statfsSync(this.#folder);
    const sizeBytes = Math.min(wantedBytes, Math.floor((bsize * blocks) / shareOfDisk));
    return { freeBytes: bsize * bavail, sizeBytes };
  }
}
