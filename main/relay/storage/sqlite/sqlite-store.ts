import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { takeLockFile } from '#main/node/lock-file.ts';
import { ensurePrivateFolder } from '#main/node/private-folder.ts';
import type { RelayStore } from '../../ports/relay-store.ts';
import { Ballast } from './ballast.ts';
import type { ReportFor } from './claim-recovery.ts';
import { CountCheck } from './count-check.ts';
import { NonceSource } from './envelope.ts';
import { HeldClaims } from './held-claims.ts';
import { HighWaterMark, readMark, type ReadMark } from './high-water-mark.ts';
import { buildKeyLadder } from './key-ladder.ts';
import { enterLosses } from './loss-accounting.ts';
import { allMigrations } from './migrations/all-migrations.ts';
import type { NativeDatabase } from './native-database.ts';
import { openDatabase, type DatabaseRequest } from './open-database.ts';
import { ConnectionKeeper } from './connection-keeper.ts';
import { findDamage } from './find-damage.ts';
import { ForeignWrites } from './foreign-writes.ts';
import { createSqliteRelayStore } from './sqlite-relay-store.ts';
import { storeFilesIn, type StoreFiles } from './store-files.ts';
import { findFiles, isSameFile, type StoreNote } from './store-note.ts';
import { StoreSession } from './store-session.ts';

export interface SqliteStoreOptions {
  /** The relay's own folder; made when it is not there. */
  readonly dataDir: string;
  /** 32 bytes. */
  readonly key: Buffer;
  readonly clock: Clock;
  /** Cryptographically random bytes. */
  readonly random: (byteCount: number) => Buffer;
  readonly logger: Logger;
}

/**
 * Opens the encrypted store in the folder, or makes it at the very first start. Throws a RelayError:
 * DATA_FOLDER_UNUSABLE, STORE_MISSING, STORE_DAMAGED (`value`: the folder), STORE_LOCKED (`value`: the process that has
 * it), STORE_WRONG_KEY, STORE_NEWER (`value`: both versions). In all of these cases the files are left as they are.
 */
export function openSqliteStore(options: SqliteStoreOptions): RelayStore {
  const { dataDir, clock, random, logger: log } = options;
  const files = storeFilesIn(dataDir);
  const releaseLock = lock(files);
  try {
    const keys = buildKeyLadder(options.key);
    const nonces = new NonceSource(random);
    const left = readMark(files.highWaterMark, keys.markKey);
    const isRestored = isCopy(files, left);
    const request = (noted: StoreNote | null | undefined): DatabaseRequest => ({
      ...{ files, keys, migrations: allMigrations, clock, random, log },
      ...(noted === undefined ? {} : { noted }),
    });
    const held = new HeldClaims();
    const first = openDatabase({ ...request(left?.note), mayReplace: true });
    // Only now: the mark is a sign that there was a database.
    const mark = new HighWaterMark(files, keys.markKey);
    const sessionOn = (database: NativeDatabase, isRestored: boolean): StoreSession => {
      reportLosses(log, enterLosses(database, mark.read(), isRestored));
      const session = new StoreSession({ database, keys, nonces, clock, random, held });
      mark.begin(session.counts.mark);
      return session;
    };
    const reopen = (reportFor: ReportFor): StoreSession => {
      const seen = mark.read();
      const isRestored = isCopy(files, seen);
      const database = openDatabase(request(seen?.note));
      return withoutDoubt(sessionOn(database, isRestored), clock.now(), reportFor);
    };
    const connection = new ConnectionKeeper(sessionOn(first, isRestored), {
      reopen,
      mark,
      files,
      ballast: new Ballast(files.ballast, files.folder, log),
      foreignWrites: new ForeignWrites({
        files,
        findDamage: () => findDamage(files.database, keys.fileKey),
        clock,
        log,
      }),
      openCountCheck: () => new CountCheck(files.database, keys.fileKey),
      clock,
      log,
    });
    return createSqliteRelayStore({ connection, held, clock, log, releaseLock });
  } catch (thrown) {
    releaseLock();
    throw thrown;
  }
}

/**
 * True when the database is not the file that was last written to: put back from a backup, or moved to another disk. What
 * waits for WeChat in it may have been sent since. With nothing to go by, that is assumed.
 */
function isCopy(files: StoreFiles, mark: ReadMark | null): boolean {
  const { database } = findFiles(files);
  if (database === null) return false;
  if (mark === null) return true;
  // Marks of the first form tell nothing of the files.
  return mark.note?.database != null && !isSameFile(mark.note.database, database);
}

/** In the middle of a run nobody calls for recovery: what is in doubt must not be sent meanwhile. */
function withoutDoubt(session: StoreSession, at: number, reportFor: ReportFor): StoreSession {
  session.begin();
  session.recovery.recoverDoubt(at, reportFor);
  session.writeGathered();
  session.commitNow();
  return session;
}

function lock(files: StoreFiles): () => void {
  try {
    ensurePrivateFolder(files.folder);
    const result = takeLockFile(files.lock);
    if (result.kind === 'held') return result.release;
    const pid = result.pid === null ? {} : { value: String(result.pid) };
    throw new RelayError('STORE_LOCKED', `another relay has the store, process ${result.pid ?? 'unknown'}`, pid);
  } catch (thrown) {
    if (thrown instanceof RelayError) throw thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new RelayError('DATA_FOLDER_UNUSABLE', message, { cause: thrown, value: files.folder });
  }
}

function reportLosses(log: Logger, losses: ReturnType<typeof enterLosses>): void {
  if (losses.unknown) log.error('store.copy_restored');
  if (losses.messages === 0 && losses.outboundClaims === 0) return;
  log.error('store.records_missing', { messages: losses.messages, outboundClaims: losses.outboundClaims });
}
