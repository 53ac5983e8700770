/**
 * `npm run lint` begins with this: Oxlint for the rules that know types (.oxlintrc.json), then ESLint for all others
 * (eslint.config.js). Both look at the whole tree.
 */
import { spawn } from 'node:child_process';
import { fromRoot, projectRoot } from './lib/project.mjs';
import { runMain } from './lib/problem.mjs';

const programs = [
  ['node_modules/oxlint/bin/oxlint'],
  ['node_modules/eslint/bin/eslint.js', '--max-warnings', '0', '.'],
];

await runMain(async () => {
  let failed = 0;
  for (const [program = '', ...args] of programs) failed += await lint(program, args);
  return failed === 0 ? 0 : 1;
});

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<number>} 1 when it found something
 */
function lint(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fromRoot(program), ...args], { cwd: projectRoot, stdio: 'inherit' });
    child.once('error', reject);
    child.once('close', (code) => resolve(code === 0 ? 0 : 1));
  });
}
