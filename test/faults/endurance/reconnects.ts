import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '#main/node/system-clock.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { startRelay } from '#relay/compose.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import { patientRules } from '#test/faults/kit/rig.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const warmUp = 500;
const mostGrowthMb = 50;
const openFilesLeeway = 5;
const atOnce = 8;

export const reconnects: Scenario = {
  name: 'reconnects',
  group: 'endurance',
  title:
    'an operator has the channels checked anew 100,000 times: open files, connections and memory come back to where they were',
  needs: ['linux'],
  inSlice: false,
  limitMs: { full: 90 * 60_000 },
  run: async (context) => {
    const cycles = context.times({ slice: 500, full: 100_000, night: 500_000 });
    const sandbox = await startSandbox({
      seed: String(context.seed),
      wechatRules: patientRules.wechat,
      cxoneRules: patientRules.cxone,
    });
    context.onEnd(() => sandbox.stop());
    const raw = { ...sandbox.relayConfig, storeKey: randomBytes(32).toString('base64') };
    const relay = await startRelay({
      config: RelayConfig.parse(raw),
      dataDir: join(context.folder, 'data'),
      clock: systemClock,
      chance: context.chance,
      random: randomBytes,
      log: silentLogger,
      environment: {},
    });
    context.onEnd(() => relay.stop());
    await sandbox.connect(relay.urls);
    const channels = await relay.handlers['channels.list'](null);
    let failed = 0;
    const check = async (from: number, to: number): Promise<void> => {
      for (let cycle = from; cycle < to; cycle += atOnce) {
        await Promise.all(
          Array.from({ length: Math.min(atOnce, to - cycle) }, async (_, place) => {
            const channelId = channels[(cycle + place) % channels.length]?.id;
            if (channelId !== undefined) await relay.handlers['channels.check']({ channelId });
          }),
        ).catch(() => (failed += 1));
        if (cycle > 0 && cycle % 20_000 < atOnce) context.say(`${cycle} of ${cycles}`);
      }
    };
    await check(0, warmUp);
    const before = await settledFacts();
    const startedAt = performance.now();
    await check(0, cycles);
    const perSecond = Math.round(cycles / ((performance.now() - startedAt) / 1_000));
    const after = await settledFacts();
    const figures = {
      perSecond,
      openFiles: after.openFiles - before.openFiles,
      memoryGrowthMb: Math.round(after.heapMb - before.heapMb),
      timers: after.timers - before.timers,
    };
    const isBack =
      figures.openFiles <= openFilesLeeway &&
      figures.timers <= openFilesLeeway &&
      figures.memoryGrowthMb <= mostGrowthMb;
    if (!isBack || failed > 0) throw new Error(`${failed} failed, ${JSON.stringify(figures)}`);
    return { injections: cycles, figures };
  },
};

/** After idle connections have closed and garbage is gone. Relay and platforms live in this process: both count. */
async function settledFacts(): Promise<{ openFiles: number; heapMb: number; timers: number }> {
  await pause(6_000);
  (globalThis as { gc?: () => void }).gc?.();
  const kinds = process.getActiveResourcesInfo();
  return {
    openFiles: readdirSync('/proc/self/fd').length,
    heapMb: process.memoryUsage().heapUsed / 1_048_576,
    timers: kinds.filter((kind) => kind === 'Timeout').length,
  };
}
