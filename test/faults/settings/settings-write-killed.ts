import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { StoredSettings } from '#main/settings/settings-schema.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { buildProgram } from '#test/faults/storage/build-program.ts';
import { expectNone } from '#test/faults/storage/expect-none.ts';
import { openVault } from './open-vault.ts';

const longestLifeMs = 80;

/** The console dies while it writes settings and secrets. */
export const settingsWriteKilled: Scenario = {
  name: 'settings-write-killed',
  group: 'settings',
  title:
    'The process that writes settings and secrets without pause is killed at random moments: each file is the one before or the one after, never a mixture, and what was said to be written is there',
  needs: [],
  inSlice: true,
  run: runSettingsWriteKilled,
};

async function runSettingsWriteKilled(context: ScenarioContext) {
  const kills = context.times({ slice: 8, full: 50, night: 500 });
  const program = await buildProgram('test/faults/settings/settings-program.ts');
  const folder = join(context.folder, 'profile');
  mkdirSync(folder);
  const broken: string[] = [];
  let last = { settings: 0, vault: 0 };
  for (let kill = 0; kill < kills; kill += 1) {
    const said = await writeUntilKilled(program, folder, last.settings, context.chance() * longestLifeMs);
    const found = {
      settings: settingsNumber(folder, 'settings.json', broken),
      lastGood: settingsNumber(folder, 'settings.last-good.json', broken),
      vault: Number((await openVault(folder)).read('counter')),
    };
    const place = `kill ${kill + 1}: said ${JSON.stringify(said)}, found ${JSON.stringify(found)}`;
    const isIn = (value: number, from: number): boolean => value === from || value === from + 1;
    if (!isIn(found.settings, said.settings)) broken.push(`settings, ${place}`);
    if (!isIn(found.lastGood, said.settings)) broken.push(`last good settings, ${place}`);
    if (!isIn(found.vault, said.vault)) broken.push(`secrets, ${place}`);
    last = { settings: found.settings, vault: found.vault };
  }
  expectNone('not as it must be', broken);
  const leftovers = readdirSync(folder).filter((name) => name.includes('.tmp')).length;
  return { injections: kills, lost: 0, figures: { writes: last.settings, leftoverFiles: leftovers } };
}

/** The highest numbers it said to have written. */
async function writeUntilKilled(program: string, folder: string, from: number, lifeMs: number) {
  const child = spawn(process.execPath, [program, 'write', folder, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = { settings: from, vault: from };
  let opened: () => void = () => undefined;
  const isOpen = new Promise<void>((resolve) => (opened = resolve));
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    // A process killed in the middle of a line has not said it.
    if (!line.endsWith('}')) return;
    const { said: what, number } = JSON.parse(line) as { said: 'open' | 'settings' | 'vault'; number: number };
    if (what === 'vault' && said.vault === from) opened();
    if (what !== 'open') said[what] = number;
  });
  const over = Promise.all([once(child, 'exit'), once(lines, 'close')]);
  await Promise.race([isOpen, over]);
  await pause(lifeMs);
  child.kill('SIGKILL');
  await over;
  return said;
}

function settingsNumber(folder: string, name: string, broken: string[]): number {
  const path = join(folder, name);
  if (!existsSync(path)) return 0;
  const { window, relayPorts } = StoredSettings.parse(JSON.parse(readFileSync(path, 'utf8')));
  if (window === null) return 0;
  const { x, y, width, height, maximized } = window;
  const numbers = new Set([x, y, width, height]);
  const ports = new Set([relayPorts.public, relayPorts.admin, x % 60_000]);
  if (numbers.size !== 1 || ports.size !== 1 || maximized !== (x % 2 === 0)) broken.push(`${name} is a mixture`);
  return x;
}
