import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { syncFolder } from '#main/node/atomic-file.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { StoreFiles } from './store-files.ts';

/** Moves files of the store out of the way, unchanged, into a folder named after the time. Returns that folder. */
export function moveToQuarantine(files: StoreFiles, paths: readonly string[], clock: Clock): string {
  const folder = freeFolder(files.quarantine, new Date(clock.now()).toISOString().replaceAll(/[:.]/gu, '-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const path of paths) {
    if (existsSync(path)) renameSync(path, join(folder, basename(path)));
  }
  // First where they are now, then where they were: a power cut in between leaves two names, not none.
  syncFolder(folder);
  syncFolder(files.folder);
  return folder;
}

function freeFolder(root: string, name: string): string {
  let folder = join(root, name);
  for (let number = 2; existsSync(folder); number += 1) folder = join(root, `${name}-${number}`);
  return folder;
}
