import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const playwright = fileURLToPath(new URL('../../../node_modules/playwright/cli.js', import.meta.url));

/** The real console with a real key ring, and without one. */
export const keyRingWindow: Scenario = {
  name: 'key-ring-window',
  group: 'settings',
  title:
    'The console is started with a key ring of the operating system, with it again, and without it: secrets are kept by it, the relay stays locked while it is away and says why, and the file of secrets is not touched',
  needs: ['linux', 'electron', 'key-ring'],
  inSlice: false,
  run: runKeyRingWindow,
};

async function runKeyRingWindow(context: ScenarioContext) {
  const repeats = context.times({ slice: 1, full: 1, night: 5 });
  const args = ['test', 'vault.spec.ts', '--grep', 'key ring', '--repeat-each', String(repeats), '--reporter', 'json'];
  const child = spawn(process.execPath, [playwright, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => {
    context.say(piece.toString().trimEnd());
  });
  context.onEnd(() => {
    child.kill('SIGKILL');
  });
  await once(child, 'close');
  const { stats } = JSON.parse(output) as { stats: { expected: number; unexpected: number; skipped: number } };
  if (stats.unexpected > 0 || stats.skipped > 0 || stats.expected < repeats)
    throw new Error(
      `${stats.expected} passed, ${stats.unexpected} failed, ${stats.skipped} were skipped: ${output.slice(0, 4_000)}`,
    );
  return { injections: stats.expected, lost: 0, figures: {} };
}
