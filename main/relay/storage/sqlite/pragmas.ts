import { RelayError } from '#shared/errors/relay-error.ts';
import { busyTimeoutMs, type NativeDatabase } from './native-database.ts';

interface Pragma {
  readonly name: string;
  readonly set: string;
  /** What reading it back must give. */
  readonly expected: string | number;
}

/** Set and read back on every connection: a default that changes, or a setting that does not take, stops the start. */
export const pragmas: readonly Pragma[] = [
  { name: 'busy_timeout', set: String(busyTimeoutMs), expected: busyTimeoutMs },
  { name: 'locking_mode', set: 'NORMAL', expected: 'normal' },
  { name: 'journal_mode', set: 'WAL', expected: 'wal' },
  // Each commit is flushed to the disk before it returns: an acknowledgement hangs on it.
  { name: 'synchronous', set: 'FULL', expected: 2 },
  // macOS: flushes the disk's own cache too. Without meaning elsewhere.
  { name: 'fullfsync', set: 'ON', expected: 1 },
  { name: 'wal_autocheckpoint', set: '1000', expected: 1_000 },
  { name: 'journal_size_limit', set: '16777216', expected: 16_777_216 },
  { name: 'foreign_keys', set: 'ON', expected: 1 },
  // What is deleted is overwritten.
  { name: 'secure_delete', set: 'ON', expected: 1 },
  // Sorting and savepoints never spill into files: those would not be encrypted.
  { name: 'temp_store', set: 'MEMORY', expected: 2 },
  { name: 'mmap_size', set: '0', expected: 0 },
  { name: 'trusted_schema', set: 'OFF', expected: 0 },
  { name: 'cell_size_check', set: 'ON', expected: 1 },
  { name: 'cache_size', set: '-4000', expected: -4_000 },
];

export function setPragmas(database: Pick<NativeDatabase, 'value' | 'exec'>): void {
  for (const { name, set } of pragmas) database.exec(`PRAGMA ${name} = ${set}`);
}

/** Throws when one of the settings did not take. */
export function assertPragmas(database: Pick<NativeDatabase, 'value'>): void {
  for (const { name, expected } of pragmas) {
    const actual = database.value(`PRAGMA ${name}`);
    if (actual === expected) continue;
    // A file system without shared memory cannot hold a write-ahead log: another folder helps.
    const code = name === 'journal_mode' ? 'DATA_FOLDER_UNUSABLE' : 'INTERNAL';
    throw new RelayError(code, `${name} is ${String(actual)}, not ${expected}`, { value: name });
  }
}
