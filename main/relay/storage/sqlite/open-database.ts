import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { readMarker, writeMarker, type InstallMarker } from './install-marker.ts';
import type { KeyLadder } from './key-ladder.ts';
import { latestVersion, migrate, schemaVersionOf, writeBackup } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { NativeDatabase } from './native-database.ts';
import { assertPragmas, setPragmas } from './pragmas.ts';
import { failureKind } from './sqlite-failure.ts';
import { isEmptyFile, keepPrivate, type StoreFiles } from './store-files.ts';

/** Marks the file as ours ("VPNT"). SQLite: PRAGMA application_id. */
export const applicationId = 0x56504e54;

/** A number above it was never written by any version. */
const highestPlausibleVersion = 9_999;

export interface DatabaseRequest {
  readonly files: StoreFiles;
  readonly keys: KeyLadder;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly random: (byteCount: number) => Buffer;
  readonly log: Logger;
}

/**
 * Opens the database, or makes it at the very first start. Anything else than the file this installation left behind
 * is refused in its own words, and left as it is: STORE_WRONG_KEY, STORE_MISSING, STORE_DAMAGED, STORE_NEWER,
 * STORE_LOCKED (another program holds the file), DATA_FOLDER_UNUSABLE.
 */
export function openDatabase(request: DatabaseRequest): NativeDatabase {
  const { files, keys, migrations } = request;
  const marker = readMarker(files.marker);
  const known = typeof marker === 'object' ? marker : null;
  if (known !== null && known.keyCheck !== keys.keyCheck) {
    throw new RelayError('STORE_WRONG_KEY', 'the key is not the one this store was made with');
  }
  const latest = latestVersion(migrations);
  if (known !== null && known.schemaVersion > latest) throw newerError(known.schemaVersion, latest);

  if (known?.state === 'creating') {
    // The first start was cut short, before anything could be stored.
    for (const path of [files.database, files.writeAheadLog, files.sharedMemory]) rmSync(path, { force: true });
    return create(request, known);
  }
  if (isEmptyFile(files.database)) {
    if (marker === 'absent' && !existsSync(files.highWaterMark)) return create(request, null);
    throw new RelayError('STORE_MISSING', 'this installation had a database, and it is gone', {
      value: files.folder,
    });
  }
  return openExisting(request, known);
}

function create(request: DatabaseRequest, unfinished: InstallMarker | null): NativeDatabase {
  const { files, keys, migrations, clock, random, log } = request;
  const storeId = unfinished?.storeId ?? random(16).toString('hex');
  const marker: InstallMarker = {
    format: 1,
    state: 'creating',
    storeId,
    keyCheck: keys.keyCheck,
    schemaVersion: latestVersion(migrations),
    createdAt: clock.now(),
  };
  writeMarker(files.marker, marker);
  // Made here, so that it, and what the library puts beside it, belongs to its owner only.
  writeFileSync(files.database, '', { mode: 0o600 });
  return connected(request, (database) => {
    // Only before the first table: lets the file shrink later without rewriting it whole.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec(`PRAGMA application_id = ${applicationId}`);
    setPragmas(database);
    assertPragmas(database);
    migrate(database, migrations, () => undefined);
    database
      .command(
        `INSERT INTO store_state (one, store_id, accepted, last_seq, outbound_claims, missing, outbound_doubt)
         VALUES (1, ?, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING`,
      )
      .run([Buffer.from(storeId, 'hex')]);
    // The schema stands in the file itself: a log that is lost later takes messages with it, not the store.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    writeMarker(files.marker, { ...marker, state: 'ready' });
    log.info('store.created', { schemaVersion: marker.schemaVersion });
  });
}

function openExisting(request: DatabaseRequest, marker: InstallMarker | null): NativeDatabase {
  const { files, keys, migrations, clock, log } = request;
  const latest = latestVersion(migrations);
  return connected(request, (database) => {
    inspect(database, files, latest);
    setPragmas(database);
    assertPragmas(database);
    migrate(database, migrations, () => {
      const path = writeBackup(database, files.backups, `before-schema-${latest}-${clock.now()}.db`, keys.fileKey);
      log.info('store.backed_up', { file: basename(path) });
    });
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
    const storeId = storeIdOf(database);
    if (marker !== null && marker.storeId !== storeId) {
      throw damagedError(files, 'the file belongs to another installation');
    }
    if (marker?.schemaVersion === latest) return;
    if (marker === null) log.warn('store.marker_restored');
    const createdAt = marker?.createdAt ?? clock.now();
    writeMarker(files.marker, {
      format: 1,
      state: 'ready',
      storeId,
      keyCheck: keys.keyCheck,
      schemaVersion: latest,
      createdAt,
    });
  });
}

/** Is it our file, and may this program open it? Asked before anything is changed. */
function inspect(database: NativeDatabase, files: StoreFiles, latest: number): void {
  try {
    database.value('SELECT count(*) FROM sqlite_schema');
  } catch (thrown) {
    // The key is right: what does not read as a schema is damage, whatever the library calls it.
    if (failureKind(thrown) === 'operation') throw damagedError(files, messageOf(thrown), thrown);
    throw thrown;
  }
  const found = schemaVersionOf(database);
  if (database.value('PRAGMA application_id') !== applicationId || found <= 0 || found > highestPlausibleVersion) {
    throw damagedError(files, 'the file holds no store of ours');
  }
  if (found > latest) throw newerError(found, latest);
}

function connected(request: DatabaseRequest, prepare: (database: NativeDatabase) => void): NativeDatabase {
  const { files, keys } = request;
  let database: NativeDatabase | null = null;
  try {
    database = new NativeDatabase(files.database, keys.fileKey);
    prepare(database);
    keepPrivate(files);
    return database;
  } catch (thrown) {
    database?.close();
    database = null;
    collectGarbage();
    throw openingError(files, thrown);
  }
}

function storeIdOf(database: NativeDatabase): string {
  const storeId = database.value('SELECT store_id FROM store_state');
  return Buffer.isBuffer(storeId) ? storeId.toString('hex') : '';
}

function openingError(files: StoreFiles, thrown: unknown): RelayError {
  if (thrown instanceof RelayError) return thrown;
  const message = messageOf(thrown);
  switch (failureKind(thrown)) {
    case 'damaged':
      return damagedError(files, message, thrown);
    case 'busy':
      return new RelayError('STORE_LOCKED', `another program holds the database: ${message}`, { cause: thrown });
    case 'full':
      return new RelayError('STORE_FULL', message, { cause: thrown });
    case 'operation':
    case 'broken':
      return new RelayError('DATA_FOLDER_UNUSABLE', `the database cannot be opened: ${message}`, {
        cause: thrown,
        value: files.folder,
      });
  }
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function damagedError(files: StoreFiles, message: string, cause?: unknown): RelayError {
  return new RelayError('STORE_DAMAGED', message, { cause, value: files.folder });
}

function newerError(found: number, latest: number): RelayError {
  return new RelayError('STORE_NEWER', `schema ${found}, this program knows ${latest}`, {
    value: `${found} > ${latest}`,
  });
}
