import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import { noon } from '#test/contracts/new-message.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { openIn, recordingLogger } from '#test/integration/storage/sqlite-harness.ts';
import { findingsIn } from './judge-store.ts';
import { startStoreReader } from './reader-process.ts';
import { copyAsAfterPowerCut, folderNames } from './store-copies.ts';
import { WitnessedStore } from './witnessed-store.ts';

/** One bit of the log differs from what was written. */
export const walBitFlip: Scenario = {
  name: 'wal-bit-flip',
  group: 'storage',
  title:
    'One bit of the write-ahead log has changed: what is lost by it is counted and shown, what is left is right, and no reply that was tried waits to be sent again',
  needs: [],
  inSlice: true,
  run: runWalBitFlip,
};

async function runWalBitFlip(context: ScenarioContext) {
  const next = folderNames(context.folder);
  const flips = context.times({ slice: 8, full: 50, night: 1_000 });
  const witness = new WitnessedStore(next('live'), context.chance);
  context.onEnd(() => witness.close());
  await witness.work(60);
  const live = copyAsAfterPowerCut(witness.folder, next('snapshot'));
  const original = readFileSync(live.writeAheadLog);
  const ids = witness.messages.map(({ id }) => id);
  const reader = await startStoreReader();
  context.onEnd(() => reader.end());
  let withLoss = 0;
  for (let flip = 0; flip < flips; flip += 1) {
    const copy = copyAsAfterPowerCut(live.folder, next('flip'));
    const log = Buffer.from(original);
    const at = Math.floor(context.chance() * log.length);
    log[at] = (log[at] ?? 0) ^ (1 << Math.floor(context.chance() * 8));
    writeFileSync(copy.writeAheadLog, log);

    // First in a process of its own: what ends a process must not end this one.
    const trial = copyAsAfterPowerCut(copy.folder, next('trial'));
    expect(await reader.read({ folder: trial.folder, ids }), `bit flipped at ${at}`).toMatchObject({
      kind: 'opened',
      writeRefusedWith: null,
    });

    const { logger, names } = recordingLogger();
    const store = openIn(copy.folder, { logger });
    await store.recoverClaims(noon + 1_000_000);
    const found = await findingsIn(store, ids);
    await store.close();
    expect(found, `bit flipped at ${at}`).toMatchObject({ agrees: true, problems: [] });
    expect(found.accepted + found.missing, `bit flipped at ${at}: kept and missing`).toBe(ids.length);
    if (found.missing > 0) {
      withLoss += 1;
      expect(names()).toContain('store.records_missing');
    }
    witness.messages.forEach((message, index) => {
      const finding = found.messages[message.id];
      if (index >= found.accepted) expect(finding).toEqual({ kind: 'absent', listed: null, offered: false });
      else expect(finding).toMatchObject({ kind: 'readable', text: message.text });
      if (witness.triedReplies.has(message.id)) expect(finding).not.toMatchObject({ state: 'pending' });
    });
  }
  return { injections: flips, acknowledged: ids.length, lost: 0, figures: { flipsWithLossShown: withLoss } };
}
