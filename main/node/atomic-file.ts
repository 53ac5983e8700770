import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';

/**
 * Replaces a file so that a reader, and the disk after a power cut, holds either the old content or the new, never a
 * mixture: written aside, flushed, renamed, and the folder flushed. `mode` is for a file that holds private data.
 */
export function writeFileAtomically(path: string, data: string | Uint8Array, mode = 0o600): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const file = openSync(aside, 'wx', mode);
    try {
      const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
      let written = 0;
      while (written < bytes.length) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, path);
  } catch (thrown) {
    rmSync(aside, { force: true });
    throw thrown;
  }
  syncFolder(dirname(path));
}

/** Makes the names in a folder survive a power cut. Windows cannot open folders and needs no such step. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
