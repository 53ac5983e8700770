import { closeSync, openSync, readSync, statSync, type BigIntStats } from 'node:fs';
import type { StoreFiles } from './store-files.ts';

/** Which file it is, whatever its name: a copy is another one. */
export interface FileNote {
  readonly inode: bigint;
  /** Nanoseconds; 0 where the file system does not know. Inode numbers are given out again, times of birth are not. */
  readonly bornAt: bigint;
}

/** What a log begins with. SQLite, "WAL File Format": salt-1 grows by one each time the log begins anew, salt-2 is random. */
export interface LogSalts {
  readonly first: number;
  readonly second: number;
}

/** Which files the store was last seen to consist of. Kept outside the database, and not flushed with every commit. */
export interface StoreNote {
  readonly database: FileNote | null;
  readonly log: FileNote | null;
  /** Null when there was no log, or an empty one. */
  readonly logSalts: LogSalts | null;
}

type NotedFiles = Pick<StoreFiles, 'database' | 'writeAheadLog'>;

/** The files as they are now. */
export function findFiles(files: NotedFiles): StoreNote {
  return noteWith(files, ({ ino, birthtimeNs }) => ({ inode: ino, bornAt: birthtimeNs }));
}

/**
 * The same, fit to be kept. Where the system does not tell the time of birth, that of the last change stands in its
 * place: no mark to know a file by.
 */
export function noteFiles(files: NotedFiles): StoreNote {
  return noteWith(files, ({ ino, birthtimeNs, ctimeNs }) => ({
    inode: ino,
    bornAt: birthtimeNs === ctimeNs ? 0n : birthtimeNs,
  }));
}

/** The device is left out: its number may be another after each start of the machine. */
function noteWith(files: NotedFiles, noteFrom: (stats: BigIntStats) => FileNote): StoreNote {
  const noteOf = (path: string): FileNote | null => {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? null : noteFrom(stats);
  };
  return {
    database: noteOf(files.database),
    log: noteOf(files.writeAheadLog),
    logSalts: logSaltsOf(files.writeAheadLog),
  };
}

export function isSameFile(noted: FileNote, found: FileNote): boolean {
  return noted.inode === found.inode && (noted.bornAt === 0n || noted.bornAt === found.bornAt);
}

const logHeaderBytes = 32;
/** A log that began anew so often since it was noted cannot be told from a foreign one. Takes years. */
const mostRestarts = 2 ** 24;

function logSaltsOf(path: string): LogSalts | null {
  const header = Buffer.alloc(logHeaderBytes);
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    if (readSync(file, header, 0, logHeaderBytes, 0) !== logHeaderBytes) return null;
  } finally {
    closeSync(file);
  }
  return { first: header.readUInt32BE(16), second: header.readUInt32BE(20) };
}

/** False when the log that was noted cannot have become this one. */
export function canFollow(noted: LogSalts, found: LogSalts): boolean {
  const restarts = (found.first - noted.first) >>> 0;
  return restarts === 0 ? noted.second === found.second : restarts < mostRestarts;
}
