/**
 * `npm run lint`: ESLint over the whole tree, a part at a time. Rules that know types keep a program of all that a part imports in
 * memory; of the whole tree in one process that is more than Node's heap takes.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fromRoot, projectRoot } from './lib/project.mjs';
import { runMain } from './lib/problem.mjs';

/** Largest first, so that the last to end has not begun last. */
const parts = [
  ['test/unit'],
  ['test/integration', 'test/contracts', 'test/fakes'],
  ['renderer'],
  ['main/relay'],
  ['test', '--ignore-pattern', 'test/{unit,integration,contracts,fakes}/**'],
  ['main', '--ignore-pattern', 'main/relay/**'],
  ['.', '--ignore-pattern', '{main,renderer,test}/**'],
];
const atOnce = Math.min(2, availableParallelism());

await runMain(async () => {
  const waiting = [...parts];
  let failed = 0;
  const worker = async () => {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) failed += await lint(part);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failed === 0 ? 0 : 1;
});

/**
 * @param {readonly string[]} part
 * @returns {Promise<number>} 1 when it found something
 */
function lint(part) {
  return new Promise((resolve, reject) => {
    const args = [fromRoot('node_modules/eslint/bin/eslint.js'), '--max-warnings', '0', ...part];
    const child = spawn(process.execPath, args, { cwd: projectRoot, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? 0 : 1));
  });
}
