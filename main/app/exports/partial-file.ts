import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '#main/node/atomic-file.ts';
import type { UnfinishedExports } from './unfinished.ts';

/**
 * A file that is written piece by piece beside its place and takes it when it is whole. Whoever looks there finds the file of
 * before or all of the new one. Readable by this user only. Everything here rejects with what the system says.
 */
export class PartialFile {
  readonly #path: string;
  readonly #aside: string;
  readonly #handle: FileHandle;
  readonly #unfinished: UnfinishedExports;

  private constructor(path: string, aside: string, handle: FileHandle, unfinished: UnfinishedExports) {
    this.#path = path;
    this.#aside = aside;
    this.#handle = handle;
    this.#unfinished = unfinished;
  }

  static async create(path: string, unfinished: UnfinishedExports): Promise<PartialFile> {
    const aside = `${path}.${randomBytes(6).toString('hex')}.part`;
    unfinished.begun(aside);
    try {
      return new PartialFile(path, aside, await open(aside, 'wx', 0o600), unfinished);
    } catch (thrown) {
      unfinished.over(aside);
      throw thrown;
    }
  }

  /** Returns how many bytes it took. */
  async write(text: string): Promise<number> {
    const data = Buffer.from(text, 'utf8');
    await this.#handle.writeFile(data);
    return data.length;
  }

  /** On disk, and in its place. */
  async finish(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#aside, this.#path);
    this.#unfinished.over(this.#aside);
    syncFolder(dirname(this.#path));
  }

  /** Never rejects: what cannot be removed now is left. */
  async remove(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#aside, { force: true }).then(
      () => {
        this.#unfinished.over(this.#aside);
      },
      // What cannot be removed now is tried again at the next start.
      () => undefined,
    );
  }
}
