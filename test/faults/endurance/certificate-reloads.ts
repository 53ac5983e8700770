import { readdirSync } from 'node:fs';
import { Agent } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { collectGarbage } from '#main/node/collect-garbage.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from '#test/integration/http/openssl-authority.ts';
import { callServed, materialOf, placesConfig, startPlaces } from '#test/integration/http/places-kit.ts';

const warmUp = 2_000;
/** The engine does not know how large the contexts of the former certificates are; in the field there are weeks between two. */
const collectEvery = 1_000;
/** Calls are made on kept and on fresh connections every so many exchanges. */
const callEvery = 10;
const mostGrowthMb = 50;
const openFilesLeeway = 5;

export const certificateReloads: Scenario = {
  name: 'certificate-reloads',
  group: 'endurance',
  title:
    'the certificate a listener shows is exchanged 10,000 times under calls: none fails, each new connection is shown the latest, open files, timers and memory come back to where they were',
  needs: ['linux'],
  inSlice: false,
  run: async (context) => {
    const cycles = context.times({ slice: 500, full: 10_000, night: 50_000 });
    const authority = new OpensslAuthority('Our authority');
    context.onEnd(() => {
      authority.remove();
    });
    const [first, second] = ['first', 'second'].map((name) =>
      authority.issue({ name, purpose: 'serverAuth', san: 'IP:127.0.0.1,DNS:localhost' }),
    ) as [Pair, Pair];
    const { certFile, keyFile } = first;
    const kit = await startPlaces(placesConfig({ open: { tls: { certFile, keyFile } } }));
    context.onEnd(() => kit.stop());
    const { places } = kit.listeners;
    const prints = new Map([first, second].map((pair) => [pair, opensslFingerprint(pair.certFile)]));
    const kept = new Agent({ ca: authority.cert, keepAlive: true, maxSockets: 4 });
    const fresh = new Agent({ ca: authority.cert, maxCachedSessions: 0 });
    context.onEnd(() => {
      kept.destroy();
      fresh.destroy();
    });
    const broken: string[] = [];
    let calls = 0;
    const exchange = async (count: number): Promise<void> => {
      for (let cycle = 1; cycle <= count; cycle += 1) {
        const pair = cycle % 2 === 1 ? second : first;
        places.use('open', materialOf(pair));
        if (cycle % collectEvery === 0) collectGarbage();
        // Odd and even steps in turn, so that both certificates are looked at.
        if (cycle % callEvery !== 0 && cycle % callEvery !== 3) continue;
        const [on, anew] = await Promise.all([callServed(kit.openPort, kept), callServed(kit.openPort, fresh)]);
        calls += 2;
        if (on.status !== 200 || anew.status !== 200) broken.push(`exchange ${cycle}: a call failed`);
        if (anew.shown !== prints.get(pair)) broken.push(`exchange ${cycle}: a new connection was shown the other one`);
      }
    };
    await exchange(warmUp);
    const before = await settledFacts();
    await exchange(cycles);
    const after = await settledFacts();
    const figures = {
      calls,
      openFiles: after.openFiles - before.openFiles,
      memoryGrowthMb: Math.round(after.memoryMb - before.memoryMb),
      timers: after.timers - before.timers,
    };
    const isBack =
      figures.openFiles <= openFilesLeeway &&
      figures.timers <= openFilesLeeway &&
      figures.memoryGrowthMb <= mostGrowthMb;
    if (!isBack || broken.length > 0) throw new Error(`${broken.slice(0, 5).join('; ')} ${JSON.stringify(figures)}`);
    return { injections: cycles, figures };
  },
};

/** Contexts of TLS live outside the heap: what the whole process has counts. */
async function settledFacts(): Promise<{ openFiles: number; memoryMb: number; timers: number }> {
  await pause(1_000);
  collectGarbage();
  await pause(1_000);
  return {
    openFiles: readdirSync('/proc/self/fd').length,
    memoryMb: process.memoryUsage.rss() / 1_048_576,
    timers: process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length,
  };
}
