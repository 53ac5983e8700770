import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { filledStore } from '#test/faults/kit/million-messages.ts';
import { factsOf } from '#test/faults/kit/process-facts.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { patientRules } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { createWindowHome } from '#test/faults/kit/window-home.ts';
import { freePort, startRelayProcess } from '#test/fakes/relay-process.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const messages = 1_000_000;
const longestReadyMs = 3_000;
const longestFirstMs = 5_000;
const longestWindowMs = 3_000;
const mostMemoryMb = 300;
const watchedMs = 20_000;

export const millionPending: Scenario = {
  name: 'million-pending',
  group: 'instances',
  title:
    'the relay starts with 1,000,000 waiting messages: it listens within 3 s, delivers within 5 s, stays below 300 MB, and the window is usable within 3 s',
  needs: ['electron', 'linux'],
  inSlice: false,
  run: async (context) => {
    const starts = context.times({ slice: 1, full: 1, night: 5 });
    const sandbox = await startSandbox({
      seed: String(context.seed),
      wechatRules: patientRules.wechat,
      cxoneRules: patientRules.cxone,
    });
    context.onEnd(() => sandbox.stop());
    const store = await filledStore(
      messages,
      sandbox.identities.accounts.map(({ key }) => key),
    );
    context.say(`${messages} messages stored in ${Math.round(store.filledInMs / 1_000)} s`);
    const config = {
      ...sandbox.relayConfig,
      storeKey: store.storeKey.toString('base64'),
      listen: {
        public: { host: '127.0.0.1', port: await freePort() },
        admin: { host: '127.0.0.1', port: await freePort() },
      },
    };
    const figures = { readyMaxMs: 0, firstDeliveryMaxMs: 0, memoryMaxMb: 0, windowMs: 0, deliveredPerSecond: 0 };
    for (let start = 0; start < starts; start += 1) {
      const folder = join(context.folder, `start-${start}`);
      mkdirSync(folder);
      cpSync(store.dataDir, join(folder, 'data'), { recursive: true });
      const begunAt = performance.now();
      const relay = await startRelayProcess({ folder, config, readyLimitMs: 60_000 });
      context.onEnd(() => relay.end('SIGKILL').then(() => undefined));
      const delivered = async (): Promise<number> => (await readMetrics(relay.urls.admin)).states['delivered'] ?? 0;
      await waitFor('the first delivery', 60_000, async () => (await delivered()) > 0, 20);
      figures.readyMaxMs = Math.max(figures.readyMaxMs, Math.round(relay.startedInMs));
      figures.firstDeliveryMaxMs = Math.max(figures.firstDeliveryMaxMs, Math.round(performance.now() - begunAt));
      for (const until = performance.now() + watchedMs; performance.now() < until; await pause(200)) {
        const memoryMb = Math.round((factsOf(relay.pid)?.residentBytes ?? 0) / 1_048_576);
        figures.memoryMaxMb = Math.max(figures.memoryMaxMb, memoryMb);
      }
      figures.deliveredPerSecond = Math.round((await delivered()) / (watchedMs / 1_000));
      const code = await relay.end('SIGTERM');
      if (code !== 0) throw new Error(`it stopped with ${code}`);
    }

    // The same store behind the window.
    const folder = join(context.folder, 'window');
    const home = createWindowHome();
    mkdirSync(join(folder, 'profile'), { recursive: true });
    cpSync(store.dataDir, home.dataDir(folder), { recursive: true });
    const openedAt = performance.now();
    const relay = await home.start({ folder, config });
    context.onEnd(() => relay.end('SIGKILL').then(() => undefined));
    await home.app.window.getByRole('heading', { level: 1 }).first().waitFor({ timeout: 30_000 });
    const status = home.app.window.getByRole('region', { name: 'Relay status' });
    await status.filter({ hasText: 'Relay running' }).waitFor({ timeout: 30_000 });
    figures.windowMs = Math.round(performance.now() - openedAt);

    const problems = [
      ...(figures.readyMaxMs > longestReadyMs ? [`listening after ${figures.readyMaxMs} ms`] : []),
      ...(figures.firstDeliveryMaxMs > longestFirstMs ? [`first delivery after ${figures.firstDeliveryMaxMs} ms`] : []),
      ...(figures.memoryMaxMb >= mostMemoryMb ? [`${figures.memoryMaxMb} MB of memory`] : []),
      ...(figures.windowMs > longestWindowMs ? [`window usable after ${figures.windowMs} ms`] : []),
    ];
    if (problems.length > 0) throw new Error(`${problems.join(', ')} (${JSON.stringify(figures)})`);
    return { injections: starts + 1, figures };
  },
};
