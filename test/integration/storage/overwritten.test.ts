import {
  appendFileSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { ForeignWrites } from '#relay/storage/sqlite/foreign-writes.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { LogProgress } from '#relay/storage/sqlite/log-progress.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { setPragmas } from '#relay/storage/sqlite/pragmas.ts';
import { storeFilesIn, storeIdentity, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { aNewMessage, noon, textOf } from '#test/contracts/new-message.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, recordingLogger, testKey } from './sqlite-harness.ts';

let files: StoreFiles;
let clock: HandClock;

beforeEach(() => {
  files = storeFilesIn(makeFolder());
  clock = new HandClock(noon);
});
afterEach(() => {
  rmSync(files.folder, { recursive: true });
});

async function fill(store: RelayStore, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => store.accept(aNewMessage(textOf('渡'.repeat(300))))));
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await holds()) return;
    await pause(10);
  }
  throw new Error('it did not come about');
}

describe('a database that is copied over while it is open', () => {
  /** A store in use, and a copy of it from an earlier time. */
  async function inUse(logger = silentLogger): Promise<{ store: RelayStore; copy: string }> {
    for (const count of [200, 400]) {
      const store = openIn(files.folder);
      await fill(store, count);
      await store.close();
      if (count === 200) copyFileSync(files.database, `${files.database}.copy`);
    }
    const store = openIn(files.folder, { clock, logger });
    await fill(store, 3);
    return { store, copy: `${files.database}.copy` };
  }

  it('is told, and nothing more is acknowledged', async () => {
    const { logger, names } = recordingLogger();
    const { store, copy } = await inUse(logger);

    copyFileSync(copy, files.database);
    const refused = async (): Promise<string | null> =>
      store.accept(aNewMessage()).then(
        () => null,
        (thrown: unknown) => (thrown as { code: string }).code,
      );
    await until(async () => (await refused()) === 'STORE_DAMAGED');

    expect(names()).toContain('store.overwritten');
    expect(store.storage()).toEqual({ writable: false, code: 'STORE_DAMAGED' });
    await store.close();
  });

  it('is noticed while no message comes', async () => {
    const { logger, names } = recordingLogger();
    const { store, copy } = await inUse(logger);

    copyFileSync(copy, files.database);
    clock.wind(2_000);
    await until(() => names().includes('store.overwritten'));

    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    await store.close();
  });

  it('is not taken for one because its time of change was set', async () => {
    const { logger, names } = recordingLogger();
    const { store } = await inUse(logger);

    utimesSync(files.database, 1, 1);
    await store.accept(aNewMessage());
    await pause(200);

    expect((await store.accept(aNewMessage())).kind).toBe('stored');
    expect(names()).not.toContain('store.overwritten');
    expect(store.storage().writable).toBe(true);
    await store.close();
  });
});

describe('writes of our own', () => {
  it('raise no suspicion, however often the log is taken over; one of somebody else’s among them does', async () => {
    const database = new NativeDatabase(files.database, buildKeyLadder(testKey).fileKey);
    setPragmas(database);
    database.exec('CREATE TABLE t (x)');
    let looks = 0;
    const findDamage = (): Promise<null> => {
      looks += 1;
      return Promise.resolve(null);
    };
    const writes = new ForeignWrites({ files, findDamage, clock, log: silentLogger });
    const identity = storeIdentity(files);
    const put = database.command('INSERT INTO t VALUES (randomblob(40000))');
    const commits = (count: number): void => {
      for (let one = 0; one < count; one += 1) {
        writes.notice(identity);
        put.run([]);
        writes.afterCommit();
      }
    };

    commits(600);
    expect(looks).toBe(0);

    put.run([]);
    appendFileSync(files.database, 'x');
    writes.afterCommit();
    commits(1);
    await settled();
    expect(looks).toBe(1);

    // A system that told of our own writes late would have it read again and again.
    for (let minute = 1; minute <= 60; minute += 1) {
      clock.wind(60_000);
      appendFileSync(files.database, 'x');
      commits(1);
      await settled();
    }
    // After 1, 3, 7, 15 and 31 minutes.
    expect(looks).toBe(6);

    database.close();
    collectGarbage();
    writes.close();
  });
});

describe('a folder that can no longer be looked into', () => {
  it.skipIf(process.platform === 'win32')('raises no suspicion and no error', async () => {
    const database = new NativeDatabase(files.database, buildKeyLadder(testKey).fileKey);
    setPragmas(database);
    const findDamage = (): Promise<null> => Promise.reject(new Error('it was read through'));
    const writes = new ForeignWrites({ files, findDamage, clock, log: silentLogger });
    const identity = storeIdentity(files);

    renameSync(files.folder, `${files.folder}.moved`);
    // A link to itself: every look ends with an error that is not "there is no such file".
    symlinkSync(files.folder, files.folder);
    expect(() => statSync(files.database)).toThrow('ELOOP');
    writes.notice(identity);
    writes.afterCommit();
    writes.noteOwn();
    writes.notice(identity);
    await settled();

    rmSync(files.folder);
    renameSync(`${files.folder}.moved`, files.folder);
    database.close();
    collectGarbage();
    writes.close();
  });
});

describe('looking at the index of the log', () => {
  it.skipIf(process.platform !== 'linux')('takes no lock from the library', () => {
    const database = new NativeDatabase(files.database, buildKeyLadder(testKey).fileKey);
    setPragmas(database);
    database.exec('CREATE TABLE t (x)');
    const locksHeld = (): number => {
      const { ino } = statSync(files.sharedMemory);
      const mine = new RegExp(` ${process.pid} [0-9a-f]+:[0-9a-f]+:${ino} `, 'u');
      return readFileSync('/proc/locks', 'latin1')
        .split('\n')
        .filter((line) => mine.test(line)).length;
    };
    const before = locksHeld();
    expect(before).toBeGreaterThan(0);
    const progress = new LogProgress(files.sharedMemory);

    for (let time = 0; time < 3; time += 1) progress.read();

    expect(locksHeld()).toBe(before);
    database.close();
    collectGarbage();
    progress.close();
  });
});
