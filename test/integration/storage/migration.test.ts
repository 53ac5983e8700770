import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { schemaVersionOf } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import type { Migration } from '#relay/storage/sqlite/migrations/migration.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { openDatabase } from '#relay/storage/sqlite/open-database.ts';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { aNewMessage } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, testKey } from './sqlite-harness.ts';

const keys = buildKeyLadder(testKey);
const next = allMigrations.length + 1;

let folder: string;
let files: StoreFiles;

beforeEach(async () => {
  folder = makeFolder();
  files = storeFilesIn(folder);
  const store = openIn(folder);
  await store.accept(aNewMessage());
  await store.close();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function withMigrations(...added: readonly Migration[]): NativeDatabase {
  const clock = new HandClock();
  const migrations = [...allMigrations, ...added];
  return openDatabase({ files, keys, migrations, clock, random: randomBytes, log: silentLogger });
}

function step(version: number, sql: string): Migration {
  return {
    version,
    name: `step-${version}`,
    up: (database) => {
      database.exec(sql);
    },
  };
}

it('the migrations are numbered without gaps', () => {
  expect(allMigrations.map(({ version }) => version)).toEqual(allMigrations.map((_, index) => index + 1));
});

it('a new step is taken after a backup that can be read', () => {
  const database = withMigrations(step(next, 'CREATE TABLE extra (a INTEGER) STRICT'));
  expect(schemaVersionOf(database)).toBe(next);
  expect(database.value('SELECT count(*) FROM extra')).toBe(0);
  database.close();

  const [name = ''] = readdirSync(files.backups);
  const path = join(files.backups, name);
  expect([statSync(files.backups).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  const backup = new NativeDatabase(path, keys.fileKey);
  expect(schemaVersionOf(backup)).toBe(next - 1);
  expect(backup.value('SELECT count(*) FROM message')).toBe(1);
  backup.close();
});

it('a step that fails leaves the schema before it, whole', async () => {
  const half = step(next + 1, 'CREATE TABLE half (a INTEGER) STRICT; INSERT INTO message VALUES (1)');
  expect(() => withMigrations(step(next, 'CREATE TABLE extra (a INTEGER) STRICT'), half)).toThrow();
  const database = new NativeDatabase(files.database, keys.fileKey);
  expect(schemaVersionOf(database)).toBe(next);
  expect(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'half'")).toBe(0);
  expect(database.value("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")).toBe(1);
  database.close();
  await Promise.resolve();
});

it('no step is taken without a backup', () => {
  mkdirSync(files.backups);
  // A folder of the backup's name stands in its way.
  const clock = new HandClock();
  mkdirSync(join(files.backups, `before-schema-${next}-${clock.now()}.db`, 'x'), { recursive: true });
  expect(() => withMigrations(step(next, 'CREATE TABLE extra (a INTEGER) STRICT'))).toThrow();
  const database = new NativeDatabase(files.database, keys.fileKey);
  expect(schemaVersionOf(database)).toBe(next - 1);
  database.close();
});

it('a start without new steps makes no backup', async () => {
  await openIn(folder).close();
  expect(readdirSync(folder)).not.toContain('backups');
});
