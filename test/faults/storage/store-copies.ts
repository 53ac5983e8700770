import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';

/** Copies a store, open or closed, the way a power cut would leave it. Returns the copy's files. */
export function copyAsAfterPowerCut(folder: string, to: string): StoreFiles {
  rmSync(to, { recursive: true, force: true });
  cpSync(folder, to, { recursive: true });
  const files = storeFilesIn(to);
  rmSync(files.lock, { force: true });
  // Rebuilt from the log at the next start, as after a power cut.
  rmSync(files.sharedMemory, { force: true });
  return files;
}

/** Empty folders with names of their own. */
export function folderNames(root: string): (name: string) => string {
  let made = 0;
  return (name) => {
    made += 1;
    return join(root, `${name}-${made}`);
  };
}
