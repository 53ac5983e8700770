import { randomBytes } from 'node:crypto';
import { appendFileSync, truncateSync } from 'node:fs';
import { expect } from 'vitest';
import { copyAsAfterPowerCut, folderNames } from './store-copies.ts';
import { findingsIn } from './judge-store.ts';
import { readWalFrames } from './wal-file.ts';
import { WitnessedStore } from './witnessed-store.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { noon } from '#test/contracts/new-message.ts';
import { openIn, recordingLogger } from '#test/integration/storage/sqlite-harness.ts';

/** Together 200 transactions, each part in a log of its own: a log is begun anew after 1,000 pages. */
const parts = 4;
const transactionsPerPart = 50;

/** Power fails: the log ends at any frame, in the middle of one, or in rubbish. */
export const walCut: Scenario = {
  name: 'wal-cut',
  group: 'storage',
  title:
    'The power fails: the write-ahead log of 200 transactions is cut at frame boundaries and within frames, with rubbish behind; the store opens, what was flushed is whole, what is gone is counted',
  needs: [],
  inSlice: true,
  run: runWalCut,
};

async function runWalCut(context: ScenarioContext) {
  const next = folderNames(context.folder);
  const wanted = context.times({ slice: 12, full: 100, night: 2_000 });
  const store = new WitnessedStore(next('live'), context.chance);
  context.onEnd(() => store.close());
  let injections = 0;
  let lostShown = 0;
  for (let part = 0; part < parts; part += 1) {
    await store.work(transactionsPerPart);
    const live = copyAsAfterPowerCut(store.folder, next('snapshot'));
    const frames = readWalFrames(live.writeAheadLog);
    expect(frames.count, 'the log holds this part').toBeGreaterThan(transactionsPerPart);
    expect(frames.count).toBe(store.commits.at(-1)?.frames);
    const first = store.commits[0]?.frames ?? 0;
    const cuts = cutsOf(first, frames.count, Math.ceil(wanted / parts));
    for (const cut of cuts) {
      const copy = copyAsAfterPowerCut(live.folder, next('cut'));
      const torn = cut < frames.count && context.chance() < 0.3 ? Math.floor(context.chance() * 4_000) : 0;
      truncateSync(copy.writeAheadLog, frames.bytesAt(cut) + torn);
      if (context.chance() < 0.5)
        appendFileSync(copy.writeAheadLog, randomBytes(1 + Math.floor(context.chance() * 9_000)));
      lostShown += await expectCounted(store, copy.folder, cut);
      injections += 1;
    }
    await store.reopen();
  }
  return {
    injections,
    acknowledged: store.messages.length,
    lost: 0,
    figures: { transactions: parts * transactionsPerPart, lossesCounted: lostShown },
  };
}

/** Spread evenly over the log and its end always among them: a cut behind the last flush loses nothing. */
function cutsOf(first: number, last: number, count: number): number[] {
  const step = (last - first) / Math.max(1, count - 1);
  return Array.from({ length: count - 1 }, (_, index) => Math.floor(first + index * step)).concat(last);
}

/** Opens the copy and compares it with what the witness knows. Returns how many messages it says are missing. */
async function expectCounted(witness: WitnessedStore, folder: string, cut: number): Promise<number> {
  const total = witness.messages.length;
  const kept = witness.commits.findLast(({ frames }) => frames <= cut) ?? { accepted: 0, outboundClaims: 0 };
  const { logger, names } = recordingLogger();
  const store = openIn(folder, { logger });
  try {
    await store.recoverClaims(noon + 1_000_000);
    const found = await findingsIn(
      store,
      witness.messages.map(({ id }) => id),
    );
    expect({ ...found, messages: null }, `cut after frame ${cut}`).toEqual({
      messages: null,
      accepted: kept.accepted,
      missing: total - kept.accepted,
      agrees: true,
      problems: [],
    });
    expect(names().includes('store.records_missing')).toBe(
      kept.accepted < total || kept.outboundClaims < witness.outboundClaims,
    );
    witness.messages.forEach((message, index) => {
      const finding = found.messages[message.id];
      if (index >= kept.accepted) {
        expect(finding).toEqual({ kind: 'absent', listed: null, offered: false });
        return;
      }
      expect(finding).toMatchObject({ kind: 'readable', text: message.text });
      // An attempt that is forgotten may have reached the end user: never made again by itself.
      if (witness.triedReplies.has(message.id)) expect(finding).not.toMatchObject({ state: 'pending' });
    });
    return found.missing;
  } finally {
    await store.close();
  }
}
