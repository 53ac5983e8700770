import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import { buildKeyLadder } from '#relay/storage/sqlite/key-ladder.ts';
import { latestVersion } from '#relay/storage/sqlite/migrate.ts';
import { allMigrations } from '#relay/storage/sqlite/migrations/all-migrations.ts';
import { NativeDatabase } from '#relay/storage/sqlite/native-database.ts';
import { storeFilesIn, type StoreFiles } from '#relay/storage/sqlite/store-files.ts';
import { hashesOf, startExpectingRefusal } from './refused-start.ts';

const known = latestVersion(allMigrations);

/** The store was written by a newer program. */
export const newerSchema: Scenario = {
  name: 'newer-schema',
  group: 'storage',
  title:
    'A store of a newer version, told by the file or by the marker beside it, is refused with both versions named, and no byte of it is changed',
  needs: [],
  inSlice: true,
  run: runNewerSchema,
};

async function runNewerSchema(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 1, night: 5 });
  const rig = await startRig(context);
  const load = rig.load({ perSecond: 20, seconds: 2 });
  await load.done;
  expect(await rig.drained()).toBe(true);
  const files = storeFilesIn(rig.dataDir);
  for (let round = 0; round < rounds; round += 1) {
    await rig.end('SIGTERM');
    const newer = known + 1 + Math.floor(context.chance() * 50);
    setVersion(files, rig.storeKey, newer);
    await expectRefused(rig, newer);
    setVersion(files, rig.storeKey, known);

    const marker = readFileSync(files.marker, 'utf8');
    writeFileSync(files.marker, JSON.stringify({ ...(JSON.parse(marker) as object), schemaVersion: newer }));
    await expectRefused(rig, newer);
    writeFileSync(files.marker, marker);
    await rig.start();
  }
  return { ...(await rig.verdict({ injections: rounds * 2 })), figures: { knownSchema: known } };
}

async function expectRefused(rig: Rig, newer: number): Promise<void> {
  const before = hashesOf(rig.dataDir);
  const refusal = await startExpectingRefusal(rig);
  expect(refusal).toMatchObject({ exitCode: 1, code: 'STORE_NEWER' });
  expect(refusal.message).toContain(String(newer));
  expect(refusal.message).toContain(String(known));
  expect(hashesOf(rig.dataDir), 'nothing is touched').toEqual(before);
}

function setVersion({ database: path }: StoreFiles, storeKey: Buffer, version: number): void {
  const database = new NativeDatabase(path, buildKeyLadder(storeKey).fileKey);
  database.exec(`PRAGMA user_version = ${version}`);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  collectGarbage();
}
