import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { RelayError } from '#shared/errors/relay-error.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { applicationId, damagedError, examine, newerError, type Examination, type Finding } from './examine-store.ts';
import { readMarker, writeMarker, type InstallMarker } from './install-marker.ts';
import { latestVersion, migrate, writeBackup } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { NativeDatabase } from './native-database.ts';
import { assertPragmas, setPragmas } from './pragmas.ts';
import { moveToQuarantine } from './quarantine.ts';
import { failureKind } from './sqlite-failure.ts';
import { isEmptyFile, keepPrivate, type StoreFiles } from './store-files.ts';

export interface DatabaseRequest extends Examination {
  readonly migrations: readonly Migration[];
  /** True when a damaged database may make room for a new one. Left out: it is refused. */
  readonly mayReplace?: boolean;
  readonly random: (byteCount: number) => Buffer;
}

/**
 * Opens the database, or makes it at the very first start. Nothing is written to, taken over or removed before the key
 * and the store's id are known to be right. Refused, and left as it is, is what this installation did not leave behind:
 * STORE_WRONG_KEY, STORE_MISSING, STORE_DAMAGED (cannot be read, and nothing tells whether the key is right; or of
 * another installation), STORE_NEWER, STORE_LOCKED (another program holds the file), DATA_FOLDER_UNUSABLE.
 *
 * A log that belongs to another file, or to an earlier time, is moved to the quarantine folder. So is a database that is
 * damaged, with its log, while the key is known to be right: then a new one is made. Both are logged as errors; what is
 * missing shows against the high-water mark.
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
    return create(request, known.storeId);
  }
  if (known?.state === 'replacing') return replace(request, known.storeId, 'the last start was cut short');
  if (isEmptyFile(files.database)) {
    if (marker === 'absent' && !existsSync(files.highWaterMark)) return create(request, null);
    throw new RelayError('STORE_MISSING', 'this installation had a database, and it is gone', {
      value: files.folder,
    });
  }
  const finding = examined(request, known);
  if (finding.kind === 'sound') return openExisting(request, known, finding.storeId);
  const isKeyKnown = known !== null || request.noted !== undefined || finding.storeId !== null;
  if (!isKeyKnown || request.mayReplace !== true) throw damagedError(files, finding.detail);
  return replace(request, known?.storeId ?? finding.storeId, finding.detail);
}

function examined(request: DatabaseRequest, known: InstallMarker | null): Finding {
  try {
    return examine(request, known?.storeId ?? null);
  } catch (thrown) {
    throw openingError(request.files, thrown);
  }
}

/** The damaged database makes room for a new one. Each step can be cut short: the next start goes on. */
function replace(request: DatabaseRequest, storeId: string | null, detail: string): NativeDatabase {
  const { files, keys, migrations, clock, random, log } = request;
  const marker: InstallMarker = {
    format: 1,
    state: 'replacing',
    storeId: storeId ?? random(16).toString('hex'),
    keyCheck: keys.keyCheck,
    schemaVersion: latestVersion(migrations),
    createdAt: clock.now(),
  };
  try {
    writeMarker(files.marker, marker);
    const paths = [files.database, files.writeAheadLog, files.sharedMemory].filter((path) => existsSync(path));
    if (paths.length > 0) log.error('store.replaced', { quarantine: moveToQuarantine(files, paths, clock), detail });
  } catch (thrown) {
    throw openingError(files, thrown);
  }
  return create(request, marker.storeId);
}

function create(request: DatabaseRequest, knownId: string | null): NativeDatabase {
  const { files, keys, migrations, clock, random, log } = request;
  const storeId = knownId ?? random(16).toString('hex');
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

function openExisting(request: DatabaseRequest, marker: InstallMarker | null, storeId: string): NativeDatabase {
  const { files, keys, migrations, clock, log } = request;
  const latest = latestVersion(migrations);
  return connected(request, (database) => {
    setPragmas(database);
    assertPragmas(database);
    migrate(database, migrations, () => {
      const path = writeBackup(database, files.backups, `before-schema-${latest}-${clock.now()}.db`, keys.fileKey);
      log.info('store.backed_up', { file: basename(path) });
    });
    database.exec('PRAGMA wal_checkpoint(PASSIVE)');
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
