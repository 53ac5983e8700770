import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { openIn, recordingLogger } from '#test/integration/storage/sqlite-harness.ts';
import { logAnswers } from './answer-log.ts';
import { flowing } from './disk-trouble.ts';
import { hashesOf, startExpectingRefusal } from './refused-start.ts';
import { copyAsAfterPowerCut } from './store-copies.ts';

/** The relay is started with another key than the one its store was made with. */
export const wrongKey: Scenario = {
  name: 'wrong-store-key',
  group: 'storage',
  title:
    'Started with another key, the relay says so and not that the file is damaged, and touches nothing; with the right key everything is there, and only then may a damaged file make room for a new one',
  needs: [],
  inSlice: true,
  run: runWrongKey,
};

async function runWrongKey(context: ScenarioContext) {
  const rounds = context.times({ slice: 1, full: 2, night: 8 });
  const rig = await startRig(context);
  const log = logAnswers(rig.sandbox);
  const load = rig.load({ perSecond: 20, seconds: 3 });
  await load.done;
  expect(await rig.drained()).toBe(true);
  const places = { folder: rig.folder, dataDir: rig.dataDir };
  const files = storeFilesIn(rig.dataDir);
  let injections = 0;
  for (let round = 0; round < rounds; round += 1) {
    // Killed at times, so that there is a log beside the file.
    await rig.end(round % 2 === 0 ? 'SIGKILL' : 'SIGTERM');
    const before = hashesOf(rig.dataDir);
    const other = { ...rig.config, storeKey: randomBytes(32).toString('base64') };
    expect(await startExpectingRefusal({ ...places, config: other })).toMatchObject({
      exitCode: 1,
      code: 'STORE_WRONG_KEY',
    });
    expect(hashesOf(rig.dataDir), 'nothing is touched').toEqual(before);

    // Half a marker says nothing about the key; the content is safe all the same, as the verdict shows.
    const marker = readFileSync(files.marker);
    writeFileSync(files.marker, marker.subarray(0, 20));
    expect(await startExpectingRefusal({ ...places, config: other })).toMatchObject({
      exitCode: 1,
      code: 'STORE_DAMAGED',
    });
    writeFileSync(files.marker, marker);

    await expectDamageNamed(rig, other);
    injections += 4;

    await rig.start();
    const again = rig.load({ perSecond: 20, seconds: 1 });
    await flowing(log);
    await again.done;
  }
  return { ...(await rig.verdict({ injections })), figures: {} };
}

/** On a copy: a damaged file is left alone under a wrong key, and makes room for a new one, kept, under the right key. */
async function expectDamageNamed(rig: Rig, withOtherKey: object): Promise<void> {
  const copy = copyAsAfterPowerCut(rig.dataDir, `${rig.dataDir}-damaged`);
  const content = readFileSync(copy.database);
  for (let at = 24; at < 90; at += 1) content[at] = (content[at] ?? 0) ^ 0xa5;
  writeFileSync(copy.database, content);
  rmSync(copy.writeAheadLog, { force: true });
  const places = { folder: rig.folder, dataDir: copy.folder };
  expect((await startExpectingRefusal({ ...places, config: withOtherKey })).code).toBe('STORE_WRONG_KEY');
  expect(readFileSync(copy.database).equals(content), 'a wrong key moves nothing').toBe(true);
  const { logger, names } = recordingLogger();
  const store = openIn(copy.folder, { key: rig.storeKey, logger });
  expect(store.missingRecords()).toBeGreaterThan(0);
  await store.close();
  expect(names()).toContain('store.replaced');
  const kept = readdirSync(copy.quarantine).map((name) => readFileSync(join(copy.quarantine, name, 'store.db')));
  expect(
    kept.some((file) => file.equals(content)),
    'the damaged file is kept',
  ).toBe(true);
  rmSync(copy.folder, { recursive: true });
}
