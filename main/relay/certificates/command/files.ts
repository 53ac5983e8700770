import { closeSync, constants, fstatSync, mkdirSync, openSync, readSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { GivenFile } from '../reading/pieces.ts';

/** One more than any file that is read: so that "too large" is said by the reading itself. */
const maxBytes = 256 * 1_024 + 1;

/** Reads ordinary files only, and no more than may be of use; a pipe or device does not hold us up. Throws CERT_FILE_UNREADABLE. */
export function readGivenFile(path: string): GivenFile {
  let file: number | null = null;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!fstatSync(file).isFile()) throw new RelayError('CERT_FILE_UNREADABLE', `${path} is not a file`);
    const bytes = Buffer.alloc(maxBytes);
    let length = 0;
    for (let read = -1; read !== 0 && length < maxBytes; length += read) {
      read = readSync(file, bytes, length, maxBytes - length, null);
    }
    return { name: path, bytes: bytes.subarray(0, length) };
  } catch (thrown) {
    if (thrown instanceof RelayError) throw thrown;
    throw new RelayError('CERT_FILE_UNREADABLE', `${path} cannot be read`, { cause: thrown, value: codeOf(thrown) });
  } finally {
    if (file !== null) closeSync(file);
  }
}

/**
 * Writes files that only their owner may read. All or none: nothing is ever replaced, and what was begun is taken back.
 * Throws CERT_FILE_EXISTS, CERT_FOLDER_UNUSABLE.
 */
export function writeNewFiles(folder: string, files: Readonly<Record<string, string>>): readonly string[] {
  const written: string[] = [];
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, name);
      const file = openNew(path);
      written.push(path);
      try {
        writeFileSync(file, content);
      } finally {
        closeSync(file);
      }
    }
    return written;
  } catch (thrown) {
    for (const path of written) unlinkSync(path);
    if (thrown instanceof RelayError) throw thrown;
    throw new RelayError('CERT_FOLDER_UNUSABLE', `cannot write to ${folder}`, { cause: thrown, value: codeOf(thrown) });
  }
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown;
    throw new RelayError('CERT_FILE_EXISTS', `${path} exists`, { cause: thrown, value: path });
  }
}

const codeOf = (thrown: unknown): string => (thrown as NodeJS.ErrnoException).code ?? 'unknown';
