import {
  copyFileSync,
  constants,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

interface LockRecord extends ProcessIdentity {
  /** Of this one holding of the lock; no two are alike. */
  readonly nonce: string;
}

export type LockResult =
  | { readonly kind: 'held'; readonly release: () => void }
  /** `pid` is null when the holder changed while we looked. */
  | { readonly kind: 'taken'; readonly pid: number | null };

/**
 * Takes the lock that `path` stands for, or says who has it. The lock of a process that no longer runs is taken over.
 * Safe when several processes try at once: the file appears with its content (link), and only the one process that
 * holds the lock *on that stale lock* may replace it.
 */
export function takeLockFile(path: string): LockResult {
  const record: LockRecord = { ...identityOf(process.pid), nonce: randomBytes(8).toString('hex') };
  const aside = `${path}.${record.nonce}.tmp`;
  writeFileSync(aside, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
  try {
    return take(path, aside, record, 0);
  } finally {
    rmSync(aside, { force: true });
  }
}

function take(path: string, aside: string, record: LockRecord, depth: number): LockResult {
  for (let round = 0; round < 20; round += 1) {
    if (tryLink(aside, path)) return { kind: 'held', release: () => release(path, record.nonce) };
    const holder = readRecord(path);
    if (holder === 'absent') continue;
    if (holder !== 'unreadable' && isAlive(holder)) return { kind: 'taken', pid: holder.pid };
    const stale = holder === 'unreadable' ? 'unreadable' : holder.nonce;
    // A process that dies while it takes over leaves a stale lock on the stale lock, and so on: bounded.
    if (depth >= 5) return { kind: 'taken', pid: null };
    const mutex = take(`${path}.${stale}`, aside, record, depth + 1);
    if (mutex.kind === 'taken') return mutex;
    try {
      const now = readRecord(path);
      if (now === 'absent' || nonceOf(now) !== stale) continue;
      const replacement = `${aside}.${depth}`;
      writeFileSync(replacement, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
      renameSync(replacement, path);
      return { kind: 'held', release: () => release(path, record.nonce) };
    } finally {
      mutex.release();
    }
  }
  return { kind: 'taken', pid: null };
}

function release(path: string, nonce: string): void {
  const now = readRecord(path);
  if (now !== 'absent' && nonceOf(now) === nonce) unlinkSync(path);
}

function nonceOf(record: LockRecord | 'unreadable'): string {
  return record === 'unreadable' ? 'unreadable' : record.nonce;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (isCode(thrown, 'EEXIST')) return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].some((code) => isCode(thrown, code))) throw thrown;
  }
  return tryCopy(from, to);
}

/** For file systems without links (FAT). Another process may see the file before its content; it then tries again. */
function tryCopy(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (thrown) {
    if (isCode(thrown, 'EEXIST')) return false;
    throw thrown;
  }
}

function readRecord(path: string): LockRecord | 'absent' | 'unreadable' {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(value) ? value : 'unreadable';
  } catch (thrown) {
    if (isCode(thrown, 'ENOENT')) return 'absent';
    // Empty after a power cut, or not ours: nobody can hold it.
    if (thrown instanceof SyntaxError) return 'unreadable';
    throw thrown;
  }
}

function isRecord(value: unknown): value is LockRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    Number.isInteger(value.pid) &&
    'nonce' in value &&
    typeof value.nonce === 'string' &&
    /^[0-9a-f]{16}$/u.test(value.nonce) &&
    'startedAt' in value &&
    'bootId' in value
  );
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
