import { statSync } from 'node:fs';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { KeyLadder } from './key-ladder.ts';
import { latestVersion } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { moveToQuarantine } from './quarantine.ts';
import type { StoreFiles } from './store-files.ts';
import { lookIntoStore, type StoreLook, type StoreState } from './store-look.ts';
import { canFollow, findFiles, isSameFile, type StoreNote } from './store-note.ts';

/** Marks the file as ours ("VPNT"). SQLite: PRAGMA application_id. */
export const applicationId = 0x56504e54;

/** A number above it was never written by any version. */
const highestPlausibleVersion = 9_999;

export interface Examination {
  readonly files: StoreFiles;
  readonly keys: Pick<KeyLadder, 'fileKey' | 'keyCheck'>;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly log: Logger;
  /** The files the store was last seen to consist of, from a mark made with this key; null when it does not tell. */
  readonly noted?: StoreNote | null;
}

export type Finding =
  | { readonly kind: 'sound'; readonly storeId: string }
  /** Cannot be read as a store. `storeId` when that much can be read: then it is ours, and the key is right. */
  | { readonly kind: 'damaged'; readonly storeId: string | null; readonly detail: string };

/**
 * Is it our file, and may this program open it? Asked without a change to the database. Its log is moved to the quarantine
 * folder when it is not the file's own: taken over, it would spoil the file. Throws STORE_NEWER, and STORE_DAMAGED for a
 * store that is not `expectedId`.
 */
export function examine(request: Examination, expectedId: string | null): Finding {
  const { files, keys } = request;
  const alone = lookIntoStore(files.database, keys.fileKey, 'file');
  if (alone !== null) demandOurs(request, alone, expectedId);
  if (!hasLog(files)) return findingOf(alone);

  const { view, objection } = examineLog(request, alone?.state ?? null);
  // A damaged file keeps its log: both go together.
  if (objection !== null && alone?.state == null) return damaged(alone, `${objection}, and the file cannot be read`);
  if (objection !== null) {
    const paths = [files.writeAheadLog, files.sharedMemory];
    const folder = moveToQuarantine(files, paths, request.clock);
    request.log.error('store.log_set_aside', { quarantine: folder, detail: objection });
    return findingOf(alone);
  }
  if (view !== null) demandOurs(request, view, expectedId);
  // A power cut while the log was taken over may leave a torn file: the log still holds what mends it.
  return findingOf(view);
}

interface LogFinding {
  readonly view: StoreLook | null;
  /** Why the log is not the file's own, or null. */
  readonly objection: string | null;
}

function examineLog({ files, keys, noted }: Examination, alone: StoreState | null): LogFinding {
  const found = findFiles(files);
  if (noted?.database && found.database && !isSameFile(noted.database, found.database)) {
    const isOldLog = noted.log !== null && found.log !== null && isSameFile(noted.log, found.log);
    if (isOldLog) return { view: null, objection: 'the database was exchanged, and the log is that of the former one' };
  }
  if (noted?.logSalts && found.logSalts && !canFollow(noted.logSalts, found.logSalts)) {
    return { view: null, objection: 'the log is not the one this store had' };
  }
  const view = lookIntoStore(files.database, keys.fileKey, 'file and log');
  if (alone === null) return { view, objection: null };
  if (view?.state == null) return { view, objection: 'the file can be read without its log only' };
  if (view.state.storeId !== alone.storeId) return { view, objection: 'the log is that of another installation' };
  const isOlder = view.state.lastSeq < alone.lastSeq || view.state.outboundClaims < alone.outboundClaims;
  return { view, objection: isOlder ? 'the log is older than the file' : null };
}

/** Another installation's file, or a newer program's: not damage, and nothing of it is touched. */
function demandOurs({ files, migrations }: Examination, look: StoreLook, expectedId: string | null): void {
  const { state, schemaVersion } = look;
  if (state === null && look.applicationId !== applicationId) {
    throw damagedError(files, 'the file holds no store of ours');
  }
  if (state !== null && expectedId !== null && state.storeId !== expectedId) {
    throw damagedError(files, 'the file belongs to another installation');
  }
  const latest = latestVersion(migrations);
  if (isSound(look) && schemaVersion > latest) throw newerError(schemaVersion, latest);
}

function findingOf(look: StoreLook | null): Finding {
  if (look?.state != null && isSound(look)) return { kind: 'sound', storeId: look.state.storeId };
  return damaged(
    look,
    look === null ? 'the file is not readable as a database' : 'the first page of the file is damaged',
  );
}

function damaged(look: StoreLook | null, detail: string): Finding {
  return { kind: 'damaged', storeId: look?.state?.storeId ?? null, detail };
}

function isSound({ applicationId: found, schemaVersion, isConsistent }: StoreLook): boolean {
  return isConsistent && found === applicationId && schemaVersion > 0 && schemaVersion <= highestPlausibleVersion;
}

function hasLog({ writeAheadLog }: StoreFiles): boolean {
  return (statSync(writeAheadLog, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

export function damagedError(files: StoreFiles, message: string, cause?: unknown): RelayError {
  return new RelayError('STORE_DAMAGED', message, { cause, value: files.folder });
}

export function newerError(found: number, latest: number): RelayError {
  return new RelayError('STORE_NEWER', `schema ${found}, this program knows ${latest}`, {
    value: `${found} > ${latest}`,
  });
}
