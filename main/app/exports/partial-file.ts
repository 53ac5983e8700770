import { randomBytes } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '#main/node/atomic-file.ts';

/**
 * A file that is written piece by piece beside its place and takes it when it is whole. Whoever looks there finds the file of
 * before or all of the new one. Readable by this user only. Everything here rejects with what the system says.
 */
export class PartialFile {
  readonly #path: string;
  readonly #aside: string;
  readonly #handle: FileHandle;

  private constructor(path: string, aside: string, handle: FileHandle) {
    this.#path = path;
    this.#aside = aside;
    this.#handle = handle;
  }

  static async create(path: string): Promise<PartialFile> {
    const aside = `${path}.${randomBytes(6).toString('hex')}.part`;
    return new PartialFile(path, aside, await open(aside, 'wx', 0o600));
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
    syncFolder(dirname(this.#path));
  }

  /** Never rejects: what cannot be removed now is left. */
  async remove(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(this.#aside, { force: true }).catch(() => undefined);
  }
}
