import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { factsOf } from '#test/faults/kit/process-facts.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const minuteMs = 60_000;
const sampleEveryMs = 1_000;
const mostLogMb = 64;
const mostWarmGrowthMb = 10;
const mostSlopeMbPerHour = 1;
/** A slope says something only over this long. */
const slopeNeedsMs = 60 * minuteMs;

export const soak: Scenario = {
  name: 'soak',
  group: 'endurance',
  title:
    'usual traffic, 20 messages a second each way, for three minutes (100 at night) after its caches are full: memory does not creep, the write-ahead log stays below 64 MB, the log is quiet',
  needs: ['linux'],
  inSlice: false,
  run: async (context) => {
    // A relay of 2,000 conversations grows until its caches are full: for six minutes, found by a run of a quarter of an hour.
    const warmUpMs = context.times({ slice: minuteMs / 4, full: 6 * minuteMs, night: 20 * minuteMs });
    const measuredMs = context.times({ slice: minuteMs / 4, full: 3 * minuteMs, night: 100 * minuteMs });
    const rig = await startRig(context);
    const load = rig.load({ perSecond: 20, conversations: 2_000 });
    await pause(warmUpMs);
    const samples: { readonly atMs: number; readonly memoryMb: number }[] = [];
    let walMaxMb = 0;
    const warmAt = performance.now();
    while (performance.now() - warmAt < measuredMs) {
      const memoryMb = (factsOf(rig.relay.pid)?.residentBytes ?? 0) / 1_048_576;
      samples.push({ atMs: performance.now() - warmAt, memoryMb });
      const wal = statSync(storeFilesIn(rig.dataDir).writeAheadLog, { throwIfNoEntry: false });
      walMaxMb = Math.max(walMaxMb, (wal?.size ?? 0) / 1_048_576);
      await pause(sampleEveryMs);
    }
    load.stop();
    const logBytes = Buffer.byteLength(rig.relay.log());
    const counts = countsOf(await rig.verdict({ injections: 1 }));
    const growthMb = mean(samples.slice(-20)) - mean(samples.slice(0, 20));
    const isLong = measuredMs >= slopeNeedsMs;
    const slopeMbPerHour = Math.round(slopePerHour(samples) * 10) / 10;
    const figures = {
      memoryGrowthMb: Math.round(growthMb * 10) / 10,
      memoryMb: Math.round(mean(samples.slice(-20))),
      ...(isLong ? { slopeMbPerHour } : {}),
      walMaxMb: Math.round(walMaxMb * 10) / 10,
      logKb: Math.round(logBytes / 1_024),
    };
    const creeps = isLong ? slopeMbPerHour >= mostSlopeMbPerHour : growthMb > mostWarmGrowthMb;
    if (creeps || walMaxMb >= mostLogMb) throw new Error(JSON.stringify(figures));
    return { ...counts, figures };
  },
};

function mean(samples: readonly { readonly memoryMb: number }[]): number {
  return samples.reduce((sum, { memoryMb }) => sum + memoryMb, 0) / Math.max(1, samples.length);
}

/** Least squares. */
function slopePerHour(samples: readonly { readonly atMs: number; readonly memoryMb: number }[]): number {
  const count = Math.max(1, samples.length);
  const midMs = samples.reduce((sum, { atMs }) => sum + atMs, 0) / count;
  const midMb = mean(samples);
  const along = samples.reduce((sum, { atMs, memoryMb }) => sum + (atMs - midMs) * (memoryMb - midMb), 0);
  const spread = samples.reduce((sum, { atMs }) => sum + (atMs - midMs) ** 2, 0);
  return spread === 0 ? 0 : (along / spread) * 3_600_000;
}
