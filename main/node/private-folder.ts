import { accessSync, chmodSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';

/** Makes the folder if need be and keeps everybody but its owner out. Throws when it cannot be written to. */
export function ensurePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
  accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
}

/** Keeps everybody but the owner out of those files that exist. */
export function makePrivate(paths: readonly string[]): void {
  for (const path of paths) {
    if (existsSync(path) && (statSync(path).mode & 0o777) !== 0o600) chmodSync(path, 0o600);
  }
}
