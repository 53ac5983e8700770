import { openSync, rmSync, writeFileSync, writeSync, closeSync, mkdirSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startConsole, type ConsoleApp } from '#test/e2e/console-app.ts';
import { pidsOf } from '#test/e2e/app-pids.ts';
import { factsOf } from '#test/faults/kit/process-facts.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { storeFilesIn } from '#relay/storage/sqlite/store-files.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';

const mostProcessorShare = 0.05;
const watchedMs = 10_000;
/** The pauses before the second to the sixth start. */
const pausesMs = [1_000, 2_000, 4_000, 8_000, 8_000] as const;
const pauseLeewayMs = 1_500;

export const diesAtStart: Scenario = {
  name: 'dies-at-start',
  group: 'processes',
  title:
    'the relay dies at every start (killed, or its database is broken beyond telling whose it is): pauses of 1, 2, 4, 8 s between starts, at most five crashes in a minute, then it stops, says why, and costs nothing',
  needs: ['electron', 'linux'],
  inSlice: false,
  run: async (context) => {
    const times = context.times({ slice: 1, full: 3, night: 20 });
    const shares: number[] = [];
    for (let time = 0; time < times; time += 1) {
      const app = await startWithRelay(context, time);
      if (time % 3 === 0) await killEveryStart(app);
      else await breakDatabase(app, time % 3 === 1 ? 'header' : 'all');
      const relayStatus = app.window.getByRole('region', { name: 'Relay status' });
      await relayStatus.filter({ hasText: 'Relay stopped' }).waitFor({ timeout: 20_000 });
      if (time % 3 !== 0 && !app.log().some(({ code }) => code === 'STORE_DAMAGED'))
        throw new Error('the cause is not named');
      shares.push(await processorShare(app));
      await app.close();
    }
    const worst = Math.max(...shares);
    if (worst > mostProcessorShare) throw new Error(`the console takes ${Math.round(worst * 100)} % of a processor`);
    return { injections: times, figures: { processorPercentMax: Math.round(worst * 1_000) / 10 } };
  },
};

async function startWithRelay(context: ScenarioContext, time: number): Promise<ConsoleApp> {
  const profile = join(context.folder, `profile-${time}`);
  mkdirSync(profile, { recursive: true });
  const storeKey = randomBytes(32).toString('base64');
  writeFileSync(join(profile, 'relay.json'), JSON.stringify({ integrations: [], channels: [], storeKey }), {
    mode: 0o600,
  });
  const app = await startConsole({ profile });
  context.onEnd(() => app.close());
  await waitFor('the first relay', 30_000, () => app.log().some(({ event }) => event === 'relay.ready'));
  return app;
}

async function killEveryStart(app: ConsoleApp): Promise<void> {
  const killed = new Map<number, number>();
  await waitFor('it to be given up', 90_000, async () => {
    for (const pid of await pidsOf(app, 'relay')) {
      if (killed.has(pid)) continue;
      killed.set(pid, performance.now());
      process.kill(pid, 'SIGKILL');
    }
    return app.log().some(({ event }) => event === 'relay.gave_up');
  });
  const at = [...killed.values()];
  if (at.length !== pausesMs.length + 1) throw new Error(`${at.length} starts before it was given up`);
  for (const [place, expected] of pausesMs.entries()) {
    const waited = (at[place + 1] ?? 0) - (at[place] ?? 0);
    if (waited < expected * 0.95 || waited > expected + pauseLeewayMs)
      throw new Error(`${Math.round(waited)} ms instead of ${expected} ms before start ${place + 2}`);
  }
}

/**
 * Breaks the file behind the running relay's back and lets it start anew. What tells that the key is right is gone as well:
 * with it, a broken database makes room for a new one and the relay goes on.
 */
async function breakDatabase(app: ConsoleApp, what: 'header' | 'all'): Promise<void> {
  const [pid = 0] = await pidsOf(app, 'relay');
  const { database, writeAheadLog, sharedMemory, marker, highWaterMark } = storeFilesIn(join(app.folder, 'relay'));
  process.kill(pid, 'SIGSTOP');
  for (const path of [writeAheadLog, sharedMemory, marker, highWaterMark]) rmSync(path, { force: true });
  if (what === 'all') writeFileSync(database, randomBytes(200_000));
  else {
    const file = openSync(database, 'r+');
    writeSync(file, randomBytes(100), 0, 100, 0);
    closeSync(file);
  }
  process.kill(pid, 'SIGKILL');
  await waitFor('it to be given up', 60_000, () => app.log().some(({ event }) => event === 'relay.fatal'));
}

/** What main and relay together take of one processor. */
async function processorShare(app: ConsoleApp): Promise<number> {
  const pids = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp
      .getAppMetrics()
      .filter(({ type }) => type === 'Browser' || type === 'Utility')
      .map(({ pid }) => pid),
  );
  const used = (): number => pids.reduce((sum, pid) => sum + (factsOf(pid)?.processorMs ?? 0), 0);
  const before = used();
  await pause(watchedMs);
  return (used() - before) / watchedMs;
}
