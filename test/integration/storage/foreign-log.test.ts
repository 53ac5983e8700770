import { copyFileSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { aNewMessage, aReply, aSettlement, noon, tulip } from '#test/contracts/new-message.ts';
import { makeFolder, openIn, recordingLogger, refusalOf } from './sqlite-harness.ts';

let root: string;

beforeEach(() => {
  root = makeFolder();
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

interface Work {
  readonly key?: Buffer;
  /** Messages that are in the file already, and not in its log. */
  readonly inFile?: number;
  readonly inLog: number;
}

/** The files a killed relay leaves. Its folder, and the copy. */
async function killed(name: string, { key, inFile = 0, inLog }: Work): Promise<StoreFiles> {
  const live = join(root, `${name}-live`);
  const options = key === undefined ? {} : { key };
  let store = openIn(live, options);
  for (let count = 0; count < inFile; count += 1) await store.accept(aNewMessage());
  if (inFile > 0) {
    await store.close();
    store = openIn(live, options);
  }
  for (let count = 0; count < inLog; count += 1) await store.accept(aNewMessage());
  const copy = storeFilesIn(join(root, name));
  cpSync(live, copy.folder, { recursive: true });
  rmSync(copy.lock);
  await store.close();
  return copy;
}

function setAside({ quarantine }: StoreFiles): Buffer[] {
  if (!existsSync(quarantine)) return [];
  return readdirSync(quarantine, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('-wal'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

async function expectSetAside(ours: StoreFiles, { accepted }: { readonly accepted: number }): Promise<void> {
  const log = readFileSync(ours.writeAheadLog);
  const { logger, names } = recordingLogger();
  const store = openIn(ours.folder, { logger });
  expect(names()).toContain('store.log_set_aside');
  expect(setAside(ours)).toEqual([log]);
  expect((await store.stateCounts()).accepted).toBe(accepted);
  expect((await store.accept(aNewMessage())).kind).toBe('stored');
  expect((await store.verifyCounts()).agrees).toBe(true);
  await store.close();
}

describe('the log a killed relay left', () => {
  it('is taken over, wherever the folder is', async () => {
    const ours = await killed('ours', { inFile: 2, inLog: 3 });
    const store = openIn(ours.folder);
    expect((await store.stateCounts()).accepted).toBe(5);
    expect(setAside(ours)).toEqual([]);
    await store.close();
  });

  it('is taken over without a mark', async () => {
    const ours = await killed('ours', { inFile: 2, inLog: 3 });
    rmSync(ours.highWaterMark);
    const store = openIn(ours.folder);
    expect((await store.stateCounts()).accepted).toBe(5);
    await store.close();
  });
});

describe.each([
  ['with the mark', () => undefined],
  ['without a mark', ({ highWaterMark }: StoreFiles) => rmSync(highWaterMark)],
])('a log that is not ours, %s', (_name, spoil) => {
  it('of an installation with the same key is set aside', async () => {
    const ours = await killed('ours', { inFile: 2, inLog: 3 });
    const sibling = await killed('sibling', { inLog: 9 });
    copyFileSync(sibling.writeAheadLog, ours.writeAheadLog);
    spoil(ours);
    await expectSetAside(ours, { accepted: 2 });
  });

  it('of an installation with another key is set aside', async () => {
    const ours = await killed('ours', { inFile: 2, inLog: 3 });
    const stranger = await killed('stranger', { inLog: 9, key: Buffer.alloc(32, 9) });
    copyFileSync(stranger.writeAheadLog, ours.writeAheadLog);
    spoil(ours);
    await expectSetAside(ours, { accepted: 2 });
  });
});

describe('a log of an earlier time', () => {
  it('is set aside', async () => {
    const live = storeFilesIn(join(root, 'live'));
    let store = openIn(live.folder);
    await store.accept(aNewMessage());
    const old = join(root, 'old-log');
    copyFileSync(live.writeAheadLog, old);
    await store.accept(aNewMessage());
    await store.close();
    store = openIn(live.folder);
    await store.accept(aNewMessage());
    const ours = storeFilesIn(join(root, 'ours'));
    cpSync(live.folder, ours.folder, { recursive: true });
    await store.close();
    rmSync(ours.lock);
    copyFileSync(old, ours.writeAheadLog);
    await expectSetAside(ours, { accepted: 2 });
  });
});

describe('a foreign file', () => {
  it('is refused, and a log beside it is left alone', async () => {
    const ours = await killed('ours', { inFile: 2, inLog: 3 });
    const sibling = await killed('sibling', { inLog: 3 });
    copyFileSync(sibling.database, ours.database);
    const before = [readFileSync(ours.database), readFileSync(ours.writeAheadLog)];
    expect(refusalOf(() => openIn(ours.folder)).code).toBe('STORE_DAMAGED');
    expect([readFileSync(ours.database), readFileSync(ours.writeAheadLog)]).toEqual(before);
  });
});

describe('a copy of the database', () => {
  it('renamed into place of an open one is opened without the log of the former', async () => {
    const files = storeFilesIn(join(root, 'live'));
    let store = openIn(files.folder);
    const reply = await store.accept(aReply());
    await store.close();
    const backup = join(root, 'backup.db');
    copyFileSync(files.database, backup);

    store = openIn(files.folder);
    for (let count = 0; count < 20; count += 1) await store.accept(aNewMessage());
    await store.claim(reply.seq, 1, noon);
    await store.settle(aSettlement(reply.seq, { kind: 'delivered' }));
    renameSync(backup, files.database);

    await expect(store.accept(aNewMessage())).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
    expect((await store.accept(aNewMessage())).kind).toBe('stored');
    expect(setAside(files)).toHaveLength(1);
    expect(store.missingRecords()).toBe(20);
    expect((await store.rows([reply.seq]))[0]).toMatchObject({ state: 'unconfirmed' });
    expect((await store.verifyCounts()).agrees).toBe(true);
    await store.close();

    store = openIn(files.folder);
    expect((await store.verifyCounts()).agrees).toBe(true);
    expect((await store.stateCounts()).accepted).toBe(2);
    await store.close();
  });

  it('put back with the whole folder: what waits for WeChat is not sent, the rest goes on, and it is told', async () => {
    const live = join(root, 'live');
    let store = openIn(live);
    const reply = await store.accept(aReply());
    const inbound = await store.accept(aNewMessage());
    await store.close();
    cpSync(live, join(root, 'backup'), { recursive: true });
    store = openIn(live);
    await store.claim(reply.seq, 1, noon);
    await store.settle(aSettlement(reply.seq, { kind: 'delivered' }));
    await store.close();
    rmSync(live, { recursive: true });
    cpSync(join(root, 'backup'), live, { recursive: true });

    const { logger, names } = recordingLogger();
    store = openIn(live, { logger });
    expect(names()).toContain('store.copy_restored');
    expect(await store.recoverClaims(noon)).toEqual({ requeued: 0, unconfirmed: 1 });
    const rows = await store.rows([reply.seq, inbound.seq]);
    expect(rows.map(({ state }) => state)).toEqual(['unconfirmed', 'pending']);
    const later = await store.accept(aReply());
    await store.close();

    const again = recordingLogger();
    store = openIn(live, { logger: again.logger });
    expect(again.names()).not.toContain('store.copy_restored');
    await store.recoverClaims(noon);
    expect((await store.pendingPage(tulip, 'outbound', 0, 10)).messages.map(({ seq }) => seq)).toEqual([later.seq]);
    await store.close();
  });

  it('is told until the doubt was dealt with, should the first start end too early', async () => {
    const live = join(root, 'live');
    let store = openIn(live);
    const reply = await store.accept(aReply());
    await store.close();
    cpSync(live, join(root, 'copy'), { recursive: true });
    store = openIn(join(root, 'copy'));
    await store.close();
    store = openIn(join(root, 'copy'));
    await store.recoverClaims(noon);
    expect((await store.rows([reply.seq]))[0]).toMatchObject({ state: 'unconfirmed' });
    await store.close();
  });
});
