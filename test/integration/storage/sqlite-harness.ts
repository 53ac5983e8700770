import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { silentLogger, type LogFields, type Logger } from '#shared/lib/logger.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { openSqliteStore } from '#relay/storage/sqlite/sqlite-store.ts';
import { noon } from '#test/contracts/new-message.ts';
import type { StoreUnderTest } from '#test/contracts/relay-store.contract.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

export const testKey = Buffer.alloc(32, 7);

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'veerpont-store-'));
}

export interface OpenOptions {
  readonly key?: Buffer;
  readonly clock?: HandClock;
  readonly logger?: Logger;
}

export function openIn(dataDir: string, options: OpenOptions = {}): RelayStore {
  return openSqliteStore({
    dataDir,
    key: options.key ?? testKey,
    clock: options.clock ?? new HandClock(noon),
    random: randomBytes,
    logger: options.logger ?? silentLogger,
  });
}

export function makeSqliteStore(): Promise<StoreUnderTest> {
  const folder = makeFolder();
  const clock = new HandClock(noon);
  const first = openIn(folder, { clock });
  let current = first;
  return Promise.resolve({
    store: first,
    clock,
    reopen: async () => {
      await current.close();
      current = openIn(folder, { clock });
      return current;
    },
    dispose: async () => {
      await current.close();
      rmSync(folder, { recursive: true });
    },
  });
}

/** The bare database of a closed store, for damage that the store itself would never do. */
export function withRawDatabase<T>(folder: string, use: (database: NativeDatabase) => T): T {
  const database = new NativeDatabase(storeFilesIn(folder).database, buildKeyLadder(testKey).fileKey);
  try {
    const result = use(database);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return result;
  } finally {
    database.close();
    collectGarbage();
  }
}

/** A logger that keeps the events it was told. */
export function recordingLogger() {
  const events: { readonly level: string; readonly event: string; readonly fields: LogFields | undefined }[] = [];
  const at = (level: string) => (event: string, fields?: LogFields) => void events.push({ level, event, fields });
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { logger, events, names: () => events.map(({ event }) => event) };
}

/** What opening throws. */
export function refusalOf(open: () => RelayStore): RelayError {
  try {
    void open().close();
  } catch (thrown) {
    if (thrown instanceof RelayError) return thrown;
    throw thrown;
  }
  throw new Error('it was opened');
}
