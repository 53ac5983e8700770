import { copyFileSync, cpSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { anna, aNewMessage, aReply, aSettlement, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { makeFolder, openIn, recordingLogger } from './sqlite-harness.ts';

let folder: string;
let clock: HandClock;
/** A copy of an open store, as a power cut would leave it. */
let copy: string;
let files: StoreFiles;

beforeEach(() => {
  const root = makeFolder();
  clock = new HandClock(noon);
  folder = join(root, 'live');
  copy = join(root, 'copy');
  files = storeFilesIn(copy);
});
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true });
});

function powerCut(): void {
  cpSync(folder, copy, { recursive: true });
  rmSync(files.lock);
  // Rebuilt from the log at the next start, as after a power cut.
  rmSync(files.sharedMemory);
}

/** Stores so many messages, one commit each, and returns how long the log was after each. */
async function acceptOneByOne(store: RelayStore, count: number): Promise<number[]> {
  const sizes: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await store.accept(aNewMessage());
    // The mark may be behind for so long.
    clock.wind(20);
    sizes.push(statSync(storeFilesIn(folder).writeAheadLog).size);
  }
  return sizes;
}

describe('a log that was cut', () => {
  it('after its last commit loses nothing', async () => {
    const store = openIn(folder, { clock });
    await acceptOneByOne(store, 10);
    powerCut();
    const opened = openIn(copy);
    expect(opened.missingRecords()).toBe(0);
    expect((await opened.stateCounts()).accepted).toBe(10);
    await opened.close();
    await store.close();
  });

  it('anywhere before opens, and says exactly how many messages are missing', async () => {
    const store = openIn(folder, { clock });
    const sizes = await acceptOneByOne(store, 12);
    for (const left of [11, 7, 1, 0]) {
      for (const extraBytes of [0, 100, 4_119]) {
        powerCut();
        truncateSync(
          files.writeAheadLog,
          Math.min((sizes[left - 1] ?? 32) + extraBytes, statSync(files.writeAheadLog).size),
        );
        const { logger, events } = recordingLogger();
        const opened = openIn(copy, { logger });
        const { accepted } = await opened.stateCounts();
        expect(accepted).toBeGreaterThanOrEqual(left);
        expect(opened.missingRecords()).toBe(12 - accepted);
        expect(events).toContainEqual(
          expect.objectContaining({ level: 'error', event: 'store.records_missing' }) as object,
        );
        expect((await opened.verifyCounts()).agrees).toBe(true);
        await opened.close();
        rmSync(copy, { recursive: true });
      }
    }
    await store.close();
  });

  it('by one flipped bit is noticed as well', async () => {
    const store = openIn(folder, { clock });
    const sizes = await acceptOneByOne(store, 8);
    powerCut();
    const log = readFileSync(files.writeAheadLog);
    const at = Math.floor(((sizes[3] ?? 0) + (sizes[4] ?? 0)) / 2);
    log[at] = (log[at] ?? 0) ^ 0x10;
    writeFileSync(files.writeAheadLog, log);
    const opened = openIn(copy);
    expect((await opened.stateCounts()).accepted).toBe(4);
    expect(opened.missingRecords()).toBe(4);
    await opened.close();
    await store.close();
  });

  it('is counted once: the number stays, and new messages do not hide it', async () => {
    const store = openIn(folder, { clock });
    const sizes = await acceptOneByOne(store, 5);
    powerCut();
    truncateSync(files.writeAheadLog, sizes[1] ?? 0);
    let opened = openIn(copy);
    expect(opened.missingRecords()).toBe(3);
    const result = await opened.accept(aNewMessage());
    // Numbers of messages that are gone are not given out again.
    expect(result.seq).toBe(6);
    for (let round = 0; round < 2; round += 1) {
      await opened.close();
      opened = openIn(copy);
      expect(opened.missingRecords()).toBe(3);
    }
    expect((await opened.stateCounts()).accepted).toBe(3);
    await opened.close();
    await store.close();
  });

  it('that held the claim of a reply makes waiting replies unconfirmed: they may have been sent', async () => {
    const store = openIn(folder, { clock });
    const claimedReply = await store.accept(aReply());
    const waitingReply = await store.accept(aReply());
    const inbound = await store.accept(aNewMessage());
    const size = statSync(storeFilesIn(folder).writeAheadLog).size;
    await store.claim(claimedReply.seq, 1, noon);
    await store.settle(aSettlement(claimedReply.seq, { kind: 'delivered' }));
    powerCut();
    truncateSync(files.writeAheadLog, size);
    let opened = openIn(copy);
    expect(opened.missingRecords()).toBe(0);
    expect(await opened.recoverClaims(noon)).toEqual({ requeued: 0, unconfirmed: 2 });
    const rows = await opened.rows([claimedReply.seq, waitingReply.seq, inbound.seq]);
    expect(rows.map(({ state }) => state)).toEqual(['unconfirmed', 'unconfirmed', 'pending']);
    const later = await opened.accept(aReply());
    await opened.close();
    opened = openIn(copy);
    expect(await opened.recoverClaims(noon)).toEqual({ requeued: 0, unconfirmed: 0 });
    expect((await opened.pendingPage(tulip, 'outbound', 0, 10)).messages.map(({ seq }) => seq)).toEqual([later.seq]);
    await opened.close();
    await store.close();
  });
});

describe('a backup put back', () => {
  it('is opened, counted as a loss, and nothing of it is sent to WeChat again', async () => {
    const backup = join(folder, 'backup.db');
    let store = openIn(folder);
    const reply = await store.accept(aReply());
    await store.close();
    copyFileSync(storeFilesIn(folder).database, backup);

    store = openIn(folder);
    await store.claim(reply.seq, 1, noon);
    await store.settle(aSettlement(reply.seq, { kind: 'delivered' }));
    await store.accept(aNewMessage());
    await store.close();
    copyFileSync(backup, storeFilesIn(folder).database);

    store = openIn(folder);
    expect(store.missingRecords()).toBe(1);
    await store.recoverClaims(noon);
    expect((await store.pendingPage(tulip, 'outbound', 0, 10)).messages).toEqual([]);
    expect((await store.rows([reply.seq]))[0]).toMatchObject({ state: 'unconfirmed' });
    expect(await store.contact(tulip, anna)).not.toBeNull();
    await store.close();
  });
});

describe('a backup put back under a running relay', () => {
  it('is noticed before the next acknowledgement, and nothing of it is sent to WeChat again', async () => {
    const backup = join(folder, 'backup.db');
    let store = openIn(folder);
    const reply = await store.accept(aReply());
    await store.close();
    copyFileSync(storeFilesIn(folder).database, backup);

    store = openIn(folder);
    await store.claim(reply.seq, 1, noon);
    await store.settle(aSettlement(reply.seq, { kind: 'delivered' }));
    for (const name of [files.writeAheadLog, files.sharedMemory].map((path) => path.replace(copy, folder)))
      rmSync(name);
    renameSync(backup, storeFilesIn(folder).database);

    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect((await store.accept(aNewMessage())).kind).toBe('stored');
    expect((await store.pendingPage(tulip, 'outbound', 0, 10)).messages).toEqual([]);
    expect((await store.rows([reply.seq]))[0]).toMatchObject({ state: 'unconfirmed' });
    expect((await store.verifyCounts()).agrees).toBe(true);
    await store.close();
  });
});

describe('the mark outside the database', () => {
  it('is written no more often than every 20 ms, and then holds the newest commit', async () => {
    const store = openIn(folder, { clock });
    const mark = (): Buffer => readFileSync(storeFilesIn(folder).highWaterMark);
    await store.accept(aNewMessage());
    const first = mark();
    await store.accept(aNewMessage());
    await store.accept(aNewMessage());
    expect(mark()).toEqual(first);
    clock.wind(20);
    powerCut();
    truncateSync(files.writeAheadLog, 0);
    const opened = openIn(copy);
    expect(opened.missingRecords()).toBe(3);
    await opened.close();
    await store.close();
  });

  it('holds an attempt toward WeChat at once: forgotten, it might be made twice', async () => {
    const store = openIn(folder, { clock });
    const { seq } = await store.accept(aReply());
    const before = readFileSync(storeFilesIn(folder).highWaterMark);
    await store.claim(seq, 1, noon);
    expect(readFileSync(storeFilesIn(folder).highWaterMark)).not.toEqual(before);
    await store.close();
  });

  it('that is gone or damaged is written anew, and stops nothing', async () => {
    const store = openIn(folder, { clock });
    await acceptOneByOne(store, 3);
    await store.close();
    const { highWaterMark } = storeFilesIn(folder);
    for (const spoil of [
      () => {
        rmSync(highWaterMark);
      },
      () => {
        writeFileSync(highWaterMark, Buffer.alloc(9_000, 1));
      },
    ]) {
      spoil();
      const opened = openIn(folder);
      expect(opened.missingRecords()).toBe(0);
      await opened.close();
    }
  });

  it('survives one of its two copies being spoilt', async () => {
    const store = openIn(folder, { clock });
    const sizes = await acceptOneByOne(store, 6);
    powerCut();
    truncateSync(files.writeAheadLog, sizes[1] ?? 0);
    const mark = readFileSync(files.highWaterMark);
    mark.fill(0, 0, 56);
    writeFileSync(files.highWaterMark, mark);
    const opened = openIn(copy);
    // The other copy is at most one mark older.
    expect([3, 4]).toContain(opened.missingRecords());
    await opened.close();
    await store.close();
  });
});
