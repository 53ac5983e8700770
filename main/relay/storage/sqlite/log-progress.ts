import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';

const headerBytes = 100;
/** SQLite, "WAL-mode File Format": in the index of the log stand its salts at 32, and how far it was taken over at 96. */
const salts = { from: 32, to: 40 };
const taken = { from: 96, to: 100 };

/**
 * Tells how far the log was taken over into the database, from the index of the log. The file stays open: a process that
 * closes it lets go of every lock it has on it, the library's among them, and the next program that opens the database
 * empties the index under the library's feet, which ends the process (SQLite, "How To Corrupt", 2.2).
 */
export class LogProgress {
  readonly #path: string;
  #file: number | null = null;

  /** `path`: of the index (`-shm`). */
  constructor(path: string) {
    this.#path = path;
  }

  /** A mark to compare with others; null when nothing was taken over, or nothing tells. */
  read(): string | null {
    const header = Buffer.alloc(headerBytes);
    try {
      if (readSync(this.#opened(), header, 0, headerBytes, 0) !== headerBytes) return null;
    } catch {
      return null;
    }
    const progress = header.subarray(taken.from, taken.to);
    if (progress.every((byte) => byte === 0)) return null;
    return header.toString('hex', salts.from, salts.to) + progress.toString('hex');
  }

  /** When every connection to the database is closed, and not before. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #opened(): number {
    if (this.#file !== null) {
      const [held, named] = [fstatSync(this.#file), statSync(this.#path)];
      if (held.ino === named.ino && held.dev === named.dev) return this.#file;
      // The locks on a file that was replaced guard nothing any more.
      this.close();
    }
    this.#file = openSync(this.#path, 'r');
    return this.#file;
  }
}
