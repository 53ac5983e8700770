import { readFileSync, writeFileSync } from 'node:fs';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from './expect-none.ts';
import { effectOf } from './judge-store.ts';
import { startStoreReader } from './reader-process.ts';
import { copyAsAfterPowerCut, folderNames } from './store-copies.ts';
import { WitnessedStore } from './witnessed-store.ts';

/** One bit of the database differs from what was written. */
export const databaseBitFlip: Scenario = {
  name: 'database-bit-flip',
  group: 'storage',
  title:
    'One bit of the database file has changed, in any page: no changed text is ever given out, every message that cannot be read or delivered any more is shown, and the process lives',
  needs: [],
  inSlice: true,
  run: runDatabaseBitFlip,
};

async function runDatabaseBitFlip(context: ScenarioContext) {
  const next = folderNames(context.folder);
  const flips = context.times({ slice: 15, full: 100, night: 2_000 });
  const witness = new WitnessedStore(next('live'), context.chance);
  await witness.acceptMany(60, 450);
  await witness.work(30);
  await witness.close();
  const ids = witness.messages.map(({ id }) => id);
  const reader = await startStoreReader();
  context.onEnd(() => reader.end());
  const original = readFileSync(copyAsAfterPowerCut(witness.folder, next('snapshot')).database);

  const intact = await reader.read({ folder: copyAsAfterPowerCut(witness.folder, next('intact')).folder, ids });
  if (intact.kind !== 'opened') throw new Error('the undamaged store does not open');

  const outcomes = { refused: 0, shown: 0, toldByRecount: 0, withoutEffect: 0 };
  const broken: string[] = [];
  for (let flip = 0; flip < flips; flip += 1) {
    const copy = copyAsAfterPowerCut(witness.folder, next('flip'));
    const content = Buffer.from(original);
    const at = Math.floor(context.chance() * content.length);
    const bit = Math.floor(context.chance() * 8);
    content[at] = (content[at] ?? 0) ^ (1 << bit);
    writeFileSync(copy.database, content);
    const place = `bit ${bit} of byte ${at} (page ${Math.floor(at / 4_096) + 1})`;
    const answer = await reader.read({ folder: copy.folder, ids });
    if (answer.kind === 'refused') {
      if (answer.code !== 'STORE_DAMAGED') broken.push(`${place}: damage is called ${answer.code}`);
      outcomes.refused += 1;
      continue;
    }
    for (const { id, text } of witness.messages) {
      const finding = answer.findings.messages[id];
      if (finding?.kind === 'readable' && finding.text !== text)
        broken.push(`${place}: asked for ${id}, it gives ${finding.text.slice(0, 12)}`);
    }
    const { affected, hidden } = effectOf(ids, answer.findings, intact.findings);
    if (affected.length > 0) outcomes.shown += 1;
    else outcomes.withoutEffect += 1;
    if (!answer.findings.agrees && answer.findings.problems.length === 0) outcomes.toldByRecount += 1;
    if (hidden.length > 0) broken.push(`${place}: nothing tells of ${hidden.join(', ')}`);
  }
  expectNone('flips that are not dealt with', broken);
  return { injections: flips, acknowledged: ids.length, lost: 0, figures: outcomes };
}
