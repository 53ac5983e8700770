import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { takeLockFile } from '#main/node/lock-file.ts';
import { identityOf } from '#main/node/process-identity.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { buildStoreChild, startChild } from './child-process.ts';
import { makeFolder, openIn, refusalOf } from './sqlite-harness.ts';

let program: string;
let folder: string;

beforeAll(async () => {
  program = await buildStoreChild();
});
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function killedHolder(): Promise<void> {
  const child = startChild(program, ['hold', folder]);
  await child.heard('open');
  child.process.kill('SIGKILL');
  await child.ended;
}

describe('the lock of a store', () => {
  it('keeps a second relay out and names the first', async () => {
    const child = startChild(program, ['hold', folder]);
    const { pid } = await child.heard('open');
    expect(refusalOf(() => openIn(folder))).toMatchObject({ code: 'STORE_LOCKED', value: String(pid) });
    child.send('stop');
    expect(await child.ended).toMatchObject({ code: 0 });
    await openIn(folder).close();
  });

  it('keeps a second store of the same process out', async () => {
    const store = openIn(folder);
    expect(refusalOf(() => openIn(folder))).toMatchObject({ code: 'STORE_LOCKED', value: String(process.pid) });
    await store.close();
    await openIn(folder).close();
  });

  it('of a relay that was killed does not stop the next start', async () => {
    for (let round = 0; round < 3; round += 1) await killedHolder();
    await openIn(folder).close();
  });

  it('that was killed is won by exactly one of many who start at once', async () => {
    for (let round = 0; round < 3; round += 1) {
      await killedHolder();
      const children = Array.from({ length: 6 }, () => startChild(program, ['race', folder]));
      await Promise.all(children.map((child) => child.heard('ready')));
      for (const child of children) child.send('go');
      const outcomes = await Promise.all(
        children.map((child) => Promise.race([child.heard('held'), child.heard('refused')])),
      );
      const holders = outcomes.filter(({ said }) => said === 'held');
      expect(holders).toHaveLength(1);
      expect(outcomes.filter(({ code }) => code === 'STORE_LOCKED')).toHaveLength(5);
      for (const child of children) child.send('stop');
      await Promise.all(children.map((child) => child.ended));
    }
  });

  it('of another process that got the same number is stale', () => {
    const path = join(folder, 'lock');
    const self = identityOf(process.pid);
    const nonce = '0123456789abcdef';
    writeFileSync(path, JSON.stringify({ ...self, startedAt: '1', nonce }));
    const taken = takeLockFile(path);
    expect(taken.kind).toBe('held');
    writeFileSync(path, JSON.stringify({ ...self, bootId: 'an-earlier-boot', nonce }));
    expect(takeLockFile(path).kind).toBe('held');
    writeFileSync(path, JSON.stringify({ ...self, nonce }));
    expect(takeLockFile(path)).toEqual({ kind: 'taken', pid: process.pid });
  });

  it.each(['', '{"pid":', 'null', '{"pid":"x","nonce":"../../x"}'])('that reads %j is nobody’s', (content) => {
    const path = join(folder, 'lock');
    writeFileSync(path, content);
    expect(takeLockFile(path).kind).toBe('held');
  });

  it('left behind in the middle of a take-over is taken over as well', () => {
    const path = join(folder, 'lock');
    const dead = { ...identityOf(process.pid), startedAt: '1' };
    writeFileSync(path, JSON.stringify({ ...dead, nonce: '00000000000000aa' }));
    writeFileSync(`${path}.00000000000000aa`, JSON.stringify({ ...dead, nonce: '00000000000000bb' }));
    expect(takeLockFile(path).kind).toBe('held');
  });

  it('is not removed by one who lost it', () => {
    const path = join(folder, 'lock');
    const first = takeLockFile(path);
    rmSync(path);
    const second = takeLockFile(path);
    if (first.kind !== 'held' || second.kind !== 'held') throw new Error('not held');
    first.release();
    expect(takeLockFile(path)).toMatchObject({ kind: 'taken' });
    second.release();
    expect(takeLockFile(path)).toMatchObject({ kind: 'held' });
  });

  it('is given back by the time any of those who close the store is told that it is closed', async () => {
    const store = openIn(folder);
    void store.close();
    await store.close();
    await openIn(folder).close();
  });

  it('stands in the folder of the store', async () => {
    const store = openIn(folder);
    expect(takeLockFile(storeFilesIn(folder).lock)).toEqual({ kind: 'taken', pid: process.pid });
    await store.close();
  });
});
