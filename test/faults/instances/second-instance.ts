import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  startConsole,
  consoleEnvironment,
  electronArguments,
  electronProgram,
  projectRoot,
} from '#test/e2e/console-app.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { startRelayProcess } from '#test/fakes/relay-process.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';

/** A refused start ends at least this soon; one that waits for its port says so within it. */
const longestRefusalMs = 10_000;

export const secondInstance: Scenario = {
  name: 'second-instance',
  group: 'instances',
  title:
    'a second console on the same profile hands over and quits; a second relay on the same data folder is refused by name; one on the same port says who has it and moves to no other; the first one works on',
  needs: ['electron'],
  inSlice: true,
  run: async (context) => {
    const rounds = context.times({ slice: 1, full: 1, night: 7 });
    const rig = await startRig(context);
    const load = rig.load({ perSecond: 20 });
    for (let round = 0; round < rounds; round += 1) {
      await rig.busyFor(20);
      await secondOnFolder(rig);
      await secondOnPort(context, rig, round);
      await secondConsole(context, round);
    }
    load.stop();
    return { ...countsOf(await rig.verdict({ injections: 3 * rounds })), figures: {} };
  },
};

async function secondOnFolder(rig: Rig): Promise<void> {
  const refusal = await refusalOf({ folder: rig.folder, config: rig.config });
  if (!refusal.includes('STORE_LOCKED') || !refusal.includes(String(rig.relay.pid)))
    throw new Error(`the second relay on one folder is not refused by name: ${refusal}`);
}

async function secondOnPort(context: ScenarioContext, rig: Rig, round: number): Promise<void> {
  const refusal = await refusalOf({ folder: join(context.folder, `other-${round}`), config: rig.config });
  if (!refusal.includes('PORT_TAKEN')) throw new Error(`the taken port is not named: ${refusal}`);
}

/** What a relay that must not become ready says. */
async function refusalOf(options: { folder: string; config: object }): Promise<string> {
  try {
    const relay = await startRelayProcess({ ...options, readyLimitMs: longestRefusalMs });
    await relay.end('SIGKILL');
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
  throw new Error('the second relay started');
}

async function secondConsole(context: ScenarioContext, round: number): Promise<void> {
  const profile = join(context.folder, `profile-${round}`);
  const app = await startConsole({ profile });
  context.onEnd(() => app.close());
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.hide();
  });
  const second = spawn(electronProgram(), electronArguments(projectRoot), {
    env: consoleEnvironment(profile),
    stdio: 'ignore',
  });
  const overdue = setTimeout(() => second.kill('SIGKILL'), 30_000);
  const [code] = (await once(second, 'close')) as [number | null];
  clearTimeout(overdue);
  if (code !== 0) throw new Error(`the second console ended with ${code}`);
  await waitFor('the first window to come to the front', 10_000, () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()),
  );
  await app.close();
}
