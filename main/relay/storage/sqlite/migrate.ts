import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RelayError } from '#shared/errors/relay-error.ts';
import { syncFolder } from '#main/node/atomic-file.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { NativeDatabase } from './native-database.ts';
import type { Migration } from './migrations/migration.ts';

export function schemaVersionOf(database: NativeDatabase): number {
  return Number(database.value('PRAGMA user_version'));
}

export function latestVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Brings the schema up to date, each step in a transaction of its own together with its version number: a process that
 * dies in between leaves the old schema or the new one. `backUp` is called before the first step on a file that
 * already holds something.
 */
export function migrate(database: NativeDatabase, migrations: readonly Migration[], backUp: () => void): void {
  const found = schemaVersionOf(database);
  const missing = migrations.filter((migration) => migration.version > found);
  if (missing.length === 0) return;
  if (found > 0) backUp();
  for (const migration of missing) {
    database.exec('BEGIN IMMEDIATE');
    try {
      migration.up(database);
      database.exec(`PRAGMA user_version = ${migration.version}`);
      database.exec('COMMIT');
    } catch (thrown) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw thrown;
    }
  }
}

/** Writes a copy, encrypted with the same key, and reads it back before it counts as one. Returns its path. */
export function writeBackup(database: NativeDatabase, folder: string, name: string, fileKey: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  rmSync(path, { force: true });
  // An empty file is filled in place and so keeps its mode.
  writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
  database.exec(`VACUUM INTO '${path.replaceAll("'", "''")}'`);
  flush(path);
  syncFolder(folder);
  verifyBackup(database, path, fileKey);
  return path;
}

function verifyBackup(original: NativeDatabase, path: string, fileKey: string): void {
  const copy = new NativeDatabase(path, fileKey);
  try {
    const intact = copy.value('PRAGMA quick_check(1)') === 'ok';
    const questions = ['PRAGMA user_version', 'PRAGMA application_id', 'SELECT count(*) FROM sqlite_schema'];
    const same = questions.every((question) => copy.value(question) === original.value(question));
    if (!intact || !same) throw new RelayError('STORE_WRITE_FAILED', 'the backup before the migration is not sound');
  } finally {
    copy.close();
    collectGarbage();
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
