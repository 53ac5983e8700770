import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { expectNone } from './expect-none.ts';
import { effectOf } from './judge-store.ts';
import { startStoreReader } from './reader-process.ts';
import { copyAsAfterPowerCut, folderNames } from './store-copies.ts';
import { WitnessedStore } from './witnessed-store.ts';

const headerBytes = 100;

/** A byte of the database's header differs from what was written. */
export const headerByteFlip: Scenario = {
  name: 'header-byte-flip',
  group: 'storage',
  title:
    'A byte of the database header has changed: either nothing of the content has, or the file is kept as it is in a quarantine folder, a new store takes messages, and the loss is counted and told',
  needs: [],
  inSlice: true,
  run: runHeaderByteFlip,
};

async function runHeaderByteFlip(context: ScenarioContext) {
  const next = folderNames(context.folder);
  const flips = context.times({ slice: 5, full: 34, night: headerBytes });
  const witness = new WitnessedStore(next('live'), context.chance);
  await witness.work(20);
  await witness.close();
  const ids = witness.messages.map(({ id }) => id);
  const reader = await startStoreReader();
  context.onEnd(() => reader.end());
  const intact = await reader.read({ folder: copyAsAfterPowerCut(witness.folder, next('intact')).folder, ids });
  if (intact.kind !== 'opened') throw new Error('the undamaged store does not open');

  const outcomes = { withoutEffect: 0, quarantined: 0 };
  const broken: string[] = [];
  for (let flip = 0; flip < flips; flip += 1) {
    const at = Math.floor((flip * headerBytes) / flips);
    const copy = copyAsAfterPowerCut(witness.folder, next('flip'));
    const content = readFileSync(copy.database);
    content[at] = (content[at] ?? 0) ^ 0xff;
    writeFileSync(copy.database, content);
    const answer = await reader.read({ folder: copy.folder, ids });
    if (answer.kind === 'refused') {
      const isUntouched = readFileSync(copy.database).equals(content);
      broken.push(
        `byte ${at}: no store was opened (${answer.code}); the file is ${isUntouched ? 'as it was' : 'changed'}`,
      );
      continue;
    }
    if (effectOf(ids, answer.findings, intact.findings).affected.length === 0) {
      outcomes.withoutEffect += 1;
      continue;
    }
    outcomes.quarantined += 1;
    expect(quarantinedHashes(copy.folder), `byte ${at}: the damaged file is kept`).toContain(hashOf(content));
    expect(answer.findings.missing, `byte ${at}: what is gone is counted`).toBe(ids.length);
    expect(answer.complaints, `byte ${at}: it is told`).not.toEqual([]);
    expect(answer.writeRefusedWith, `byte ${at}: the new store takes messages`).toBeNull();
  }
  expectNone('bytes that keep the relay from starting', broken);
  return { injections: flips, acknowledged: ids.length, lost: 0, figures: outcomes };
}

function quarantinedHashes(folder: string): string[] {
  const quarantine = join(folder, 'quarantine');
  if (!existsSync(quarantine)) return [];
  return readdirSync(quarantine, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => hashOf(readFileSync(join(entry.parentPath, entry.name))));
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
