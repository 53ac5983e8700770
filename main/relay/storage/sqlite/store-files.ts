import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivate } from '#main/node/private-folder.ts';

/** The names in the data folder. */
export interface StoreFiles {
  readonly folder: string;
  readonly database: string;
  readonly writeAheadLog: string;
  readonly sharedMemory: string;
  readonly marker: string;
  readonly highWaterMark: string;
  readonly lock: string;
  readonly backups: string;
  readonly ballast: string;
  /** What was damaged or foreign, unchanged, by the time it was found. */
  readonly quarantine: string;
}

export function storeFilesIn(folder: string): StoreFiles {
  const database = join(folder, 'store.db');
  return {
    folder,
    database,
    writeAheadLog: `${database}-wal`,
    sharedMemory: `${database}-shm`,
    marker: join(folder, 'store.json'),
    highWaterMark: join(folder, 'store.mark'),
    lock: join(folder, 'store.lock'),
    backups: join(folder, 'backups'),
    ballast: join(folder, 'store.ballast'),
    quarantine: join(folder, 'quarantine'),
  };
}

export function keepPrivate(files: StoreFiles): void {
  makePrivate([files.database, files.writeAheadLog, files.sharedMemory, files.marker, files.highWaterMark]);
}

/** True when there is no database, or one of no bytes: the library would take it for a new one without a word. */
export function isEmptyFile(path: string): boolean {
  return !existsSync(path) || statSync(path).size === 0;
}

/** The database file and its log: what a commit is written to. */
export function storeIdentity(files: Pick<StoreFiles, 'database' | 'writeAheadLog'>): StoreIdentity {
  return { database: fileIdentity(files.database), log: fileIdentity(files.writeAheadLog) };
}

export interface StoreIdentity {
  readonly database: string | null;
  readonly log: string | null;
}

/** Names the file on disk, not its path: another file under the same name has another identity. Null when it is gone. */
export function fileIdentity(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : `${stats.dev}:${stats.ino}`;
}
