import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { makePrivate } from '#main/node/private-folder.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { NativeDatabase } from '../native-database.ts';

/** "VPSI". SQLite: PRAGMA application_id. */
const applicationId = 0x56505349;
/** Of the tables below and of how texts become tokens: another number makes the index anew. */
const format = 3;

const settings: readonly (readonly [name: string, value: string | number, shown: string | number])[] = [
  ['busy_timeout', 100, 100],
  ['journal_mode', 'WAL', 'wal'],
  // After a power cut the newest batches may be missing: they are read from the store again.
  ['synchronous', 'NORMAL', 1],
  ['wal_autocheckpoint', 2_000, 2_000],
  ['journal_size_limit', 16_777_216, 16_777_216],
  // What is deleted is overwritten.
  ['secure_delete', 'ON', 1],
  // Sorting never spills into files: those would not be encrypted.
  ['temp_store', 'MEMORY', 2],
  ['mmap_size', 0, 0],
  ['cell_size_check', 'ON', 1],
  ['cache_size', -12_000, -12_000],
];

/** A page of the word index must fit into a page of the file: one byte more takes a second page. */
const wordPageBytes = 3_950;

export function indexPathIn(folder: string): string {
  return join(folder, 'search.db');
}

/** Why what was found was thrown away; null when it was taken, or nothing was there. */
export interface OpenedIndex {
  readonly database: NativeDatabase;
  readonly thrownAway: string | null;
}

/** Opens the index in the folder. What is not a sound index of this format and this store makes room for an empty one. */
export function openIndexFile(folder: string, fileKey: string, storeId: string): OpenedIndex {
  const path = indexPathIn(folder);
  const isNew = !existsSync(path);
  if (!isNew) {
    const finding = tryOpen(path, fileKey, storeId);
    if (typeof finding !== 'string') return { database: finding, thrownAway: null };
    removeIndexFile(folder);
    return { database: create(path, fileKey, storeId), thrownAway: finding };
  }
  return { database: create(path, fileKey, storeId), thrownAway: null };
}

/** Its connections must be closed. */
export function removeIndexFile(folder: string): void {
  collectGarbage();
  const path = indexPathIn(folder);
  for (const one of [path, `${path}-wal`, `${path}-shm`]) rmSync(one, { force: true });
}

/** The database, or why it cannot be used. */
function tryOpen(path: string, fileKey: string, storeId: string): NativeDatabase | string {
  let database: NativeDatabase | null = null;
  try {
    database = new NativeDatabase(path, fileKey);
    const objection = objectionTo(database, storeId);
    if (objection === null) {
      set(database);
      return database;
    }
    database.close();
    return objection;
  } catch (thrown) {
    database?.close();
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function objectionTo(database: NativeDatabase, storeId: string): string | null {
  if (database.value('PRAGMA application_id') !== applicationId) return 'the file is no index';
  const found = database.value('PRAGMA user_version');
  if (found !== format) return `format ${String(found)}, this program knows ${format}`;
  const owner = database.value("SELECT CAST(value AS BLOB) FROM state WHERE name = 'store'");
  const isOurs = Buffer.isBuffer(owner) && owner.toString('utf8') === storeId;
  return isOurs ? null : 'the index of another store';
}

function create(path: string, fileKey: string, storeId: string): NativeDatabase {
  // Made here, so that it, and what the library puts beside it, belongs to its owner only.
  writeFileSync(path, '', { mode: 0o600 });
  const database = new NativeDatabase(path, fileKey);
  set(database);
  database.exec(`
    BEGIN IMMEDIATE;
    PRAGMA application_id = ${applicationId};
    CREATE TABLE state (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    -- One row for each message: the tokens of its text and of what never changes about it. The text itself is not kept.
    CREATE VIRTUAL TABLE words USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii');
    INSERT INTO words (words, rank) VALUES ('pgsz', ${wordPageBytes});
    INSERT INTO words (words, rank) VALUES ('hashsize', 4194304);
    -- What was not known of messages when they were added, shortened: the case, and what CXone calls inbound ones.
    CREATE VIRTUAL TABLE ids USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii');
    -- Of a span of seqs: when its messages were received, first and last; which kinds came in and went out, as bits; and
    -- what never changes of each, eight bytes.
    CREATE TABLE span (
      no INTEGER PRIMARY KEY,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      inbound INTEGER NOT NULL,
      outbound INTEGER NOT NULL,
      outlines BLOB NOT NULL
    ) STRICT;
    -- End users by the end of their openid, which stands here from behind.
    CREATE TABLE person (no INTEGER PRIMARY KEY, reversed TEXT NOT NULL) STRICT;
    CREATE INDEX person_reversed ON person (reversed);
    -- Messages that were not delivered when they were last looked at: what is known only then may come yet.
    CREATE TABLE unsettled (seq INTEGER PRIMARY KEY) STRICT;
  `);
  database.command("INSERT INTO state (name, value) VALUES ('store', ?)").run([storeId]);
  database.exec(`PRAGMA user_version = ${format}; COMMIT`);
  makePrivate([path, `${path}-wal`, `${path}-shm`]);
  return database;
}

function set(database: NativeDatabase): void {
  for (const [name, value] of settings) database.exec(`PRAGMA ${name} = ${value}`);
  for (const [name, , shown] of settings) {
    const actual = database.value(`PRAGMA ${name}`);
    if (actual !== shown) throw new RelayError('INTERNAL', `${name} is ${String(actual)}, not ${shown}`);
  }
}
