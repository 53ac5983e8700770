import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aNewMessage, aReply, noon, textOf, tulip } from '#test/contracts/new-message.ts';
import { latestVersion } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { makeFolder, openIn, recordingLogger, refusalOf, withRawDatabase } from './sqlite-harness.ts';

let folder: string;
let files: StoreFiles;

beforeEach(() => {
  folder = makeFolder();
  files = storeFilesIn(folder);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Leaves a closed store with one message behind. */
async function leaveAStore(): Promise<void> {
  const store = openIn(folder);
  await store.accept(aNewMessage());
  await store.close();
}

/** Leaves the files a killed relay leaves: three messages, all of them in the log. */
async function leaveAKilledStore(name = 'killed', key?: Buffer): Promise<StoreFiles> {
  const live = join(folder, `${name}-live`);
  const store = openIn(live, key === undefined ? {} : { key });
  for (let count = 0; count < 3; count += 1) await store.accept(aNewMessage());
  const copy = storeFilesIn(join(folder, name));
  cpSync(live, copy.folder, { recursive: true });
  rmSync(copy.lock);
  await store.close();
  return copy;
}

function quarantinedHashes(of: StoreFiles = files): string[] {
  return readdirSync(of.quarantine, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => hashOf(join(entry.parentPath, entry.name)));
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function damage(path: string, offset: number, length: number): void {
  const content = readFileSync(path);
  for (let index = offset; index < offset + length; index += 1) content[index] = (content[index] ?? 0) ^ 0xa5;
  writeFileSync(path, content);
}

describe('the first start', () => {
  it('makes a folder and files that belong to their owner only', async () => {
    rmSync(folder, { recursive: true });
    const store = openIn(folder);
    await store.accept(aNewMessage());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const names = readdirSync(folder);
    expect(names).toEqual(
      expect.arrayContaining(['store.db', 'store.db-wal', 'store.json', 'store.lock', 'store.mark']),
    );
    for (const name of names) expect([name, statSync(join(folder, name)).mode & 0o777]).toEqual([name, 0o600]);
    await store.close();
  });

  it('mends modes that somebody widened', async () => {
    await leaveAStore();
    chmodSync(folder, 0o755);
    chmodSync(files.database, 0o644);
    await openIn(folder).close();
    expect([statSync(folder).mode & 0o777, statSync(files.database).mode & 0o777]).toEqual([0o700, 0o600]);
  });

  it('starts anew when it was cut short before anything was stored', async () => {
    await leaveAStore();
    const marker = JSON.parse(readFileSync(files.marker, 'utf8')) as object;
    writeFileSync(files.marker, JSON.stringify({ ...marker, state: 'creating' }));
    truncateSync(files.database, 1_000);
    rmSync(files.highWaterMark);
    const store = openIn(folder);
    expect((await store.accept(aNewMessage())).kind).toBe('stored');
    await store.close();
    expect(JSON.parse(readFileSync(files.marker, 'utf8'))).toMatchObject({ state: 'ready' });
  });

  it('refuses a folder it cannot write to', () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    expect(refusalOf(() => openIn(path))).toMatchObject({ code: 'DATA_FOLDER_UNUSABLE', value: path });
  });
});

describe('what is on disk', () => {
  it('shows no text, id or key in any file', async () => {
    const secrets = ['canary-text', 'oCanaryOpenId', 'canary-case', 'canary-fact', 'canary-key'];
    const store = openIn(folder);
    const openId = 'oCanaryOpenId' as never;
    const { seq } = await store.accept(aNewMessage({ ...textOf('canary-text'), openId, dedupeKey: 'canary-key' }));
    await store.claim(seq, 1, noon);
    const outcome = { kind: 'delivered', platformMessageId: null, caseId: 'canary-case', threadIds: [] } as const;
    await store.settle({ seq, at: noon, attempt: 1, durationMs: 1, outcome, report: null });
    await store.writeFact('canary-fact', 'canary-fact');
    const seen = () =>
      readdirSync(folder).flatMap((name) => {
        const content = readFileSync(join(folder, name));
        return secrets.filter((secret) => content.includes(secret)).map((secret) => `${name}: ${secret}`);
      });
    expect(statSync(files.writeAheadLog).size).toBeGreaterThan(10_000);
    expect(seen()).toEqual([]);
    await store.close();
    expect(statSync(files.writeAheadLog, { throwIfNoEntry: false })?.size ?? 0).toBe(0);
    expect(seen()).toEqual([]);
    expect(readFileSync(files.database, 'latin1')).not.toContain('SQLite format 3');
  });
});

describe('a start on what is not the store that was left', () => {
  it('with another key says so, and touches nothing', async () => {
    await leaveAStore();
    const before = hashOf(files.database);
    const key = Buffer.alloc(32, 8);
    expect(refusalOf(() => openIn(folder, { key }))).toMatchObject({ code: 'STORE_WRONG_KEY' });
    expect(hashOf(files.database)).toBe(before);
    await openIn(folder).close();
  });

  it('with another key, and the marker lost, touches neither the file nor the log a killed relay left', async () => {
    const copy = await leaveAKilledStore();
    for (const spoil of [() => rmSync(copy.marker), () => writeFileSync(copy.marker, '{"format":')]) {
      spoil();
      const before = [hashOf(copy.database), hashOf(copy.writeAheadLog)];
      for (let round = 0; round < 2; round += 1) {
        expect(refusalOf(() => openIn(copy.folder, { key: Buffer.alloc(32, 8) })).code).toBe('STORE_DAMAGED');
      }
      expect([hashOf(copy.database), hashOf(copy.writeAheadLog)]).toEqual(before);
    }
    const store = openIn(copy.folder);
    expect([store.missingRecords(), (await store.stateCounts()).accepted]).toEqual([0, 3]);
    await store.close();
  });

  it.each([5, 24, 40, 60, 68, 92, 100])(
    'with a first page damaged at byte %i keeps the file aside, tells the loss, and runs with a new one',
    async (offset) => {
      await leaveAStore();
      const { storeId } = JSON.parse(readFileSync(files.marker, 'utf8')) as { storeId: string };
      damage(files.database, offset, 4);
      const before = hashOf(files.database);
      expect(refusalOf(() => openIn(folder, { key: Buffer.alloc(32, 8) })).code).toBe('STORE_WRONG_KEY');
      expect(hashOf(files.database)).toBe(before);

      const { logger, names } = recordingLogger();
      let store = openIn(folder, { logger });
      expect(names()).toEqual(expect.arrayContaining(['store.replaced', 'store.records_missing']));
      expect(store.missingRecords()).toBe(1);
      expect((await store.accept(aNewMessage())).seq).toBe(2);
      await store.close();
      expect(quarantinedHashes()).toContain(before);
      expect(JSON.parse(readFileSync(files.marker, 'utf8'))).toMatchObject({ storeId, state: 'ready' });

      store = openIn(folder);
      expect([store.missingRecords(), (await store.stateCounts()).accepted]).toEqual([1, 1]);
      await store.close();
      // Found anew, and counted once.
      expect(quarantinedHashes()).toHaveLength(1);
    },
  );

  it('with a damaged file and nothing to know the key by touches nothing', async () => {
    await leaveAStore();
    rmSync(files.marker);
    rmSync(files.highWaterMark);
    damage(files.database, 24, 60);
    const before = hashOf(files.database);
    expect(refusalOf(() => openIn(folder)).code).toBe('STORE_DAMAGED');
    expect(hashOf(files.database)).toBe(before);
  });

  it('goes on with a replacement that was cut short', async () => {
    await leaveAStore();
    const marker = JSON.parse(readFileSync(files.marker, 'utf8')) as object;
    for (const spoil of [() => damage(files.database, 24, 60), () => rmSync(files.database)]) {
      spoil();
      writeFileSync(files.marker, JSON.stringify({ ...marker, state: 'replacing' }));
      const store = openIn(folder);
      expect(store.missingRecords()).toBe(1);
      await store.close();
    }
  });

  it('with the database gone does not begin an empty one', async () => {
    await leaveAStore();
    rmSync(files.database);
    expect(refusalOf(() => openIn(folder))).toMatchObject({ code: 'STORE_MISSING', value: folder });
    expect(existsSync(files.database)).toBe(false);
  });

  it('with a database of no bytes does not take it for a new one', async () => {
    await leaveAStore();
    truncateSync(files.database, 0);
    expect(refusalOf(() => openIn(folder)).code).toBe('STORE_MISSING');
    rmSync(files.marker);
    expect(refusalOf(() => openIn(folder)).code).toBe('STORE_MISSING');
    expect(statSync(files.database).size).toBe(0);
  });

  it.each([0.5, 0.95])('with a database cut to %f of its size keeps it aside and tells the loss', async (share) => {
    await leaveAStore();
    truncateSync(files.database, Math.floor((statSync(files.database).size * share) / 4_096) * 4_096);
    const before = hashOf(files.database);
    const store = openIn(folder);
    expect(store.missingRecords()).toBe(1);
    await store.close();
    expect(quarantinedHashes()).toEqual([before]);
  });

  it('with the file of another installation says damaged, and touches nothing', async () => {
    await leaveAStore();
    const other = join(folder, 'other');
    mkdirSync(other);
    await openIn(other).close();
    copyFileSync(storeFilesIn(other).database, files.database);
    const before = hashOf(files.database);
    expect(refusalOf(() => openIn(folder))).toMatchObject({ code: 'STORE_DAMAGED' });
    expect(hashOf(files.database)).toBe(before);
  });

  it('with a database that is not ours says damaged, and touches nothing', async () => {
    await leaveAStore();
    withRawDatabase(folder, (database) => {
      database.exec('PRAGMA application_id = 1; DROP TABLE store_state');
    });
    const before = hashOf(files.database);
    expect(refusalOf(() => openIn(folder)).code).toBe('STORE_DAMAGED');
    expect(hashOf(files.database)).toBe(before);
  });

  it('with a newer schema names both versions and touches nothing', async () => {
    await leaveAStore();
    withRawDatabase(folder, (database) => {
      database.exec('PRAGMA user_version = 99');
    });
    const known = latestVersion(allMigrations);
    const before = hashOf(files.database);
    expect(refusalOf(() => openIn(folder))).toMatchObject({ code: 'STORE_NEWER', value: `99 > ${known}` });
    expect(hashOf(files.database)).toBe(before);

    const marker = JSON.parse(readFileSync(files.marker, 'utf8')) as object;
    writeFileSync(files.marker, JSON.stringify({ ...marker, schemaVersion: 7 }));
    expect(refusalOf(() => openIn(folder))).toMatchObject({ code: 'STORE_NEWER', value: `7 > ${known}` });
    expect(hashOf(files.database)).toBe(before);
  });

  it('with the marker lost or cut short writes it anew', async () => {
    for (const spoil of [() => rmSync(files.marker), () => truncateSync(files.marker, 20)]) {
      await leaveAStore();
      const before = JSON.parse(readFileSync(files.marker, 'utf8')) as { storeId: string };
      spoil();
      const { logger, names } = recordingLogger();
      await openIn(folder, { logger }).close();
      expect(names()).toContain('store.marker_restored');
      expect(JSON.parse(readFileSync(files.marker, 'utf8'))).toMatchObject({ storeId: before.storeId, state: 'ready' });
    }
  });

  it('leaves no lock behind when it refuses', async () => {
    await leaveAStore();
    rmSync(files.database);
    refusalOf(() => openIn(folder));
    expect(existsSync(files.lock)).toBe(false);
  });
});

describe.runIf(process.platform === 'linux')('a closed store', () => {
  it('holds none of its files any more', async () => {
    const held = () =>
      readdirSync('/proc/self/fd').flatMap((fd) => {
        // One of them is the folder being read, closed by now.
        if (!existsSync(`/proc/self/fd/${fd}`)) return [];
        const target = readlinkSync(`/proc/self/fd/${fd}`, 'utf8');
        return target.startsWith(folder) ? [target] : [];
      });
    const store = openIn(folder);
    await store.accept(aNewMessage());
    expect(held()).toContain(files.database);
    await store.close();
    expect(held()).toEqual([]);
  });
});

describe('while the store is open', () => {
  it('a file that is deleted or moved takes no acknowledgements with it', async () => {
    const store = openIn(folder);
    await store.accept(aNewMessage());
    rmSync(files.database);
    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await expect(store.stateCounts()).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    await store.close();
  });

  it('another program that reads the file does not stop it', async () => {
    const store = openIn(folder);
    await store.accept(aNewMessage());
    const reading = readFileSync(files.database);
    expect(reading.length).toBeGreaterThan(0);
    await store.accept(aReply());
    expect((await store.pendingPage(tulip, 'outbound', 0, 1)).messages).toHaveLength(1);
    await store.close();
  });
});
