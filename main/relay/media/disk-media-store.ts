import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrivateFolder } from '#main/node/private-folder.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { systemCode } from '../core/system-code.ts';
import type { MediaSaved, MediaStore } from '../ports/media-store.ts';
import { isTransportError } from '../ports/outbound-http.ts';
import { FairSlots } from './fair-slots.ts';
import { frameBytes, frameCipher, headBytes, readHead, saltBytes, tagBytes, writeHead } from './sealed-frames.ts';
import { sniffedBytes, sniffType } from './sniff-type.ts';

export interface DiskMediaStoreOptions {
  /** Made if need be. Only this relay may use it: unfinished files in it are removed. */
  readonly folder: string;
  /** 32 bytes; the files' keys are derived from it. */
  readonly storeKey: Buffer;
  /** So much of the disk is left to the messages themselves, bytes. Left out: 256 MB, or a tenth of a small disk. */
  readonly leftFreeBytes?: number;
  readonly random?: (byteCount: number) => Buffer;
}

const mostLeftFreeBytes = 256 * 1024 * 1024;
/** Flushes at once: a slow disk must not take all of the few threads that also look up host names. */
const flushesAtOnce = 2;
/** The free space is asked for again after so many bytes. */
const spaceCheckBytes = 8 * 1024 * 1024;
const listedAtOnce = 500;
const refForm = /^[0-9a-f]{32}$/u;

/**
 * Opens the folder of the message files and clears away what a stop in the middle of writing left in it. Rejects with
 * STORE_WRITE_FAILED when the folder cannot be used.
 */
export async function openDiskMediaStore(options: DiskMediaStoreOptions): Promise<MediaStore> {
  const unfinished = join(options.folder, 'unfinished');
  try {
    ensurePrivateFolder(options.folder);
    ensurePrivateFolder(unfinished);
    for (const name of await readdir(unfinished)) await rm(join(unfinished, name), { force: true });
  } catch (thrown) {
    throw new RelayError('STORE_WRITE_FAILED', 'the folder of message files cannot be used', { cause: thrown });
  }
  return new DiskMediaStore(options);
}

/** A file is written aside, flushed and renamed: under its own name it is whole or not there. */
class DiskMediaStore implements MediaStore {
  readonly #folder: string;
  readonly #storeKey: Buffer;
  readonly #leftFreeBytes: number | null;
  readonly #random: (byteCount: number) => Buffer;
  readonly #madeFolders = new Set<string>();
  readonly #flushes = new FairSlots(flushesAtOnce, flushesAtOnce);

  constructor({ folder, storeKey, leftFreeBytes, random }: DiskMediaStoreOptions) {
    this.#folder = folder;
    this.#storeKey = storeKey;
    this.#leftFreeBytes = leftFreeBytes ?? null;
    this.#random = random ?? randomBytes;
  }

  async save(source: AsyncIterable<Uint8Array>, longestBytes: number): Promise<MediaSaved> {
    const ref = this.#random(16).toString('hex');
    const aside = join(this.#folder, 'unfinished', ref);
    try {
      const writer = new SealedWriter(this.#storeKey, ref, this.#random(saltBytes));
      const file = await onDisk(() => open(aside, 'wx', 0o600));
      try {
        await this.#write(source, longestBytes, writer, file);
        await onDisk(() => this.#flushes.run('', () => file.sync()));
      } finally {
        await file.close();
      }
      await onDisk(() => this.#flushes.run('', () => this.#keep(aside, ref)));
      return { ok: true, file: { ref, sizeBytes: writer.sizeBytes, mimeType: sniffType(writer.head()) } };
    } catch (thrown) {
      // What cannot be removed now is removed at the next start.
      await rm(aside, { force: true }).catch(() => undefined);
      return notSaved(thrown);
    }
  }

  async *open(ref: string): AsyncGenerator<Uint8Array> {
    let file: FileHandle | null = null;
    try {
      file = await open(this.#pathOf(ref), 'r');
      yield* opened(file, this.#storeKey, ref);
    } catch (thrown) {
      if (thrown instanceof RelayError) throw thrown;
      throw notRead(ref, thrown);
    } finally {
      // What was read is sound, or the reader knows already that it is not.
      await file?.close().catch(() => undefined);
    }
  }

  async remove(ref: string): Promise<void> {
    if (refForm.test(ref)) await rm(this.#pathOf(ref), { force: true });
  }

  async *list(before: number): AsyncGenerator<readonly string[]> {
    let batch: string[] = [];
    for (const folder of await readdir(this.#folder)) {
      if (!/^[0-9a-f]{2}$/u.test(folder)) continue;
      for (const name of await readdir(join(this.#folder, folder))) {
        const ref = `${folder}${name}`;
        if (!refForm.test(ref) || !(await isOlder(this.#pathOf(ref), before))) continue;
        batch.push(ref);
        if (batch.length < listedAtOnce) continue;
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }

  async #write(
    source: AsyncIterable<Uint8Array>,
    longestBytes: number,
    writer: SealedWriter,
    file: FileHandle,
  ): Promise<void> {
    let checkAt = 0;
    for await (const chunk of source) {
      if (writer.sizeBytes + chunk.byteLength > longestBytes) throw new TooLarge();
      if (writer.sizeBytes >= checkAt) {
        await this.#needRoom();
        checkAt = writer.sizeBytes + spaceCheckBytes;
      }
      for (const pieces of writer.take(chunk)) await onDisk(() => writeWhole(file, pieces));
    }
    await onDisk(() => writeWhole(file, writer.end()));
  }

  async #needRoom(): Promise<void> {
    const { bavail, blocks, bsize } = await onDisk(() => statfs(this.#folder));
    const left = this.#leftFreeBytes ?? Math.min(mostLeftFreeBytes, (blocks * bsize) / 10);
    if (bavail * bsize < left) throw new DiskFailure('STORE_FULL');
  }

  async #keep(aside: string, ref: string): Promise<void> {
    const folder = join(this.#folder, ref.slice(0, 2));
    if (!this.#madeFolders.has(folder)) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await flushFolder(this.#folder);
      this.#madeFolders.add(folder);
    }
    const path = this.#pathOf(ref);
    await rename(aside, path);
    try {
      await flushFolder(folder);
    } catch (thrown) {
      await rm(path, { force: true });
      throw thrown;
    }
  }

  /** Throws when the name is none of ours, so that nothing outside the folder is ever touched. */
  #pathOf(ref: string): string {
    if (!refForm.test(ref)) throw new RelayError('MEDIA_UNREADABLE', 'not a name of a message file');
    return join(this.#folder, ref.slice(0, 2), ref.slice(2));
  }
}

/** Cuts what comes into frames and seals them. Holds one frame. */
class SealedWriter {
  readonly #cipher: ReturnType<typeof frameCipher>;
  readonly #frame = Buffer.alloc(frameBytes);
  readonly #begin: Buffer;
  readonly #head = Buffer.alloc(sniffedBytes);
  #headLength = 0;
  #filled = 0;
  #place = 0;
  sizeBytes = 0;

  constructor(storeKey: Buffer, ref: string, salt: Buffer) {
    this.#cipher = frameCipher(storeKey, ref, salt);
    this.#begin = writeHead(salt);
  }

  /** Pieces ready to be written. A full frame is held until more comes, as the last one is sealed as the last. */
  *take(chunk: Uint8Array): Generator<readonly Buffer[]> {
    this.#headLength += copyInto(this.#head, this.#headLength, chunk);
    this.sizeBytes += chunk.byteLength;
    for (let at = 0; at < chunk.byteLength;) {
      if (this.#filled === frameBytes) yield this.#sealed(false);
      const copied = copyInto(this.#frame, this.#filled, chunk.subarray(at));
      this.#filled += copied;
      at += copied;
    }
  }

  end(): readonly Buffer[] {
    return this.#sealed(true);
  }

  /** The first bytes of the file as it came. */
  head(): Buffer {
    return this.#head.subarray(0, this.#headLength);
  }

  #sealed(isLast: boolean): readonly Buffer[] {
    const sealed = this.#cipher.seal(this.#place, isLast, this.#frame.subarray(0, this.#filled));
    const pieces = this.#place === 0 ? [this.#begin, ...sealed] : sealed;
    this.#place += 1;
    this.#filled = 0;
    return pieces;
  }
}

function copyInto(target: Buffer, at: number, source: Uint8Array): number {
  const part = source.subarray(0, target.length - at);
  target.set(part, at);
  return part.byteLength;
}

async function* opened(file: FileHandle, storeKey: Buffer, ref: string): AsyncGenerator<Uint8Array> {
  const { size } = await file.stat();
  // One for all frames: what is handed on is the opened copy.
  const buffer = Buffer.alloc(frameBytes + tagBytes);
  const salt = readHead(Buffer.from(await readAt(file, buffer, 0, headBytes)));
  if (salt === null) throw new RelayError('MEDIA_UNREADABLE', `file ${ref} is not a message file`);
  const cipher = frameCipher(storeKey, ref, salt);
  let at = headBytes;
  for (let place = 0; ; place += 1) {
    const length = Math.min(frameBytes + tagBytes, size - at);
    const isLast = at + length === size;
    const plain = cipher.open(place, isLast, await readAt(file, buffer, at, length));
    if (plain.length > 0) yield plain;
    if (isLast) return;
    at += length;
  }
}

async function readAt(file: FileHandle, buffer: Buffer, at: number, length: number): Promise<Buffer> {
  const bytes = buffer.subarray(0, Math.max(0, length));
  let read = 0;
  while (read < bytes.length) {
    const { bytesRead } = await file.read(bytes, read, bytes.length - read, at + read);
    if (bytesRead === 0) return bytes.subarray(0, read);
    read += bytesRead;
  }
  return bytes;
}

async function writeWhole(file: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  for (const bytes of pieces) {
    let written = 0;
    while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
  }
}

/** Makes names in a folder survive a power cut. Windows cannot open folders and needs no such step. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function isOlder(path: string, before: number): Promise<boolean> {
  try {
    return (await stat(path)).mtimeMs < before;
  } catch {
    // Removed since the folder was read.
    return false;
  }
}

class TooLarge extends Error {}

class DiskFailure extends Error {
  readonly code: 'STORE_FULL' | 'STORE_WRITE_FAILED';

  constructor(code: DiskFailure['code'], cause?: unknown) {
    super(code, { cause });
    this.code = code;
  }
}

/** Tells failures of our disk from those of the source. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const isFull =
      thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT');
    throw new DiskFailure(isFull ? 'STORE_FULL' : 'STORE_WRITE_FAILED', thrown);
  }
}

/** Only a file that is gone or not as it was sealed is lost. What the system did not give may be there the next time. */
function notRead(ref: string, cause: unknown): RelayError {
  const isOfSystem = cause instanceof Error && 'syscall' in cause && systemCode(cause) !== 'ENOENT';
  const code = isOfSystem ? 'MEDIA_SOURCE_UNREACHABLE' : 'MEDIA_UNREADABLE';
  return new RelayError(code, `file ${ref} cannot be read`, { cause });
}

function notSaved(thrown: unknown): MediaSaved {
  if (thrown instanceof DiskFailure) return { ok: false, code: thrown.code, retryable: true };
  const isTooLarge = thrown instanceof TooLarge || (isTransportError(thrown) && thrown.transportReason === 'too_large');
  return isTooLarge
    ? { ok: false, code: 'MEDIA_TOO_LARGE', retryable: false }
    : { ok: false, code: 'MEDIA_UNREADABLE', retryable: true };
}
