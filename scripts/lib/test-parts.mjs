import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { hashOfEverything, hasPassed, notePassed } from './passed-checks.mjs';
import { fromRoot, projectRoot } from './project.mjs';
import { exitCodeOf, npmProgram, runAttached } from './run.mjs';
import { countPlaywright, countVitest, noCounts, verdictOf } from './test-reports.mjs';

/**
 * @typedef {object} PartResult
 * @property {boolean} ok
 * @property {import('./test-reports.mjs').Counts} counts
 * @property {string} note
 */

/**
 * @typedef {object} TestPart
 * @property {string} name
 * @property {boolean} [isCheck] reads the sources and runs nothing of ours
 * @property {boolean} needsApp the programs in out/ and the Electron runtime
 * @property {boolean} [needsDisplay]
 * @property {number} [displays] how many windows are driven at a time, each on a display of its own; 1 by default
 * @property {() => boolean} isPresent a part that no test belongs to yet is left out, if it may be
 * @property {(env: NodeJS.ProcessEnv, reportFolder: string, extra: readonly string[]) => Promise<PartResult>} run
 */

/**
 * @param {string} folder
 * @param {RegExp} names
 * @returns {boolean}
 */
function holds(folder, names) {
  const path = fromRoot(folder);
  return existsSync(path) && readdirSync(path, { recursive: true, encoding: 'utf8' }).some((name) => names.test(name));
}

/**
 * A check prints nothing unless it fails, and then all it has to say. It is not repeated on sources it passed on.
 *
 * @param {string} name of the npm script
 * @returns {TestPart}
 */
const check = (name) => ({
  name,
  isCheck: true,
  needsApp: false,
  isPresent: () => true,
  async run(env) {
    const hash = hashOfEverything();
    if (hasPassed(name, hash)) return { ok: true, counts: noCounts, note: 'ok, unchanged since it passed' };
    const npm = npmProgram(env);
    const { exitCode, output } = await capture(npm.command, [...npm.args, 'run', '--silent', name], env);
    if (exitCode === 0) notePassed(name, hash);
    else process.stdout.write(output);
    return exitCode === 0
      ? { ok: true, counts: noCounts, note: 'ok' }
      : { ok: false, counts: { ...noCounts, failed: 1 }, note: 'failed' };
  },
});

/**
 * @param {string} name of the Vitest project
 * @param {{ needsApp: boolean, needsDisplay?: boolean, mayBeAbsent?: boolean }} options
 * @returns {TestPart}
 */
const vitest = (name, { needsApp, needsDisplay = false, mayBeAbsent = false }) => ({
  name,
  needsApp,
  needsDisplay,
  isPresent: () => !mayBeAbsent || holds(join('test', name), /\.test\.(ts|tsx|mjs)$/),
  async run(env, reportFolder, extra) {
    const report = join(reportFolder, `${name}.json`);
    const args = [
      'run',
      '--project',
      name,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...extra,
    ];
    const exitCode = await runAttached(process.execPath, [fromRoot('node_modules/vitest/vitest.mjs'), ...args], {
      env,
    });
    return verdictOf(exitCode, readReport(report, countVitest));
  },
});

/** @type {TestPart} */
const endToEnd = {
  name: 'e2e',
  needsApp: true,
  needsDisplay: true,
  // A window waits more than it works, so two share two cores well; focus is told apart by their displays.
  displays: Math.min(2, availableParallelism()),
  isPresent: () => true,
  async run(env, reportFolder, extra) {
    const report = join(reportFolder, 'e2e.json');
    const args = [fromRoot('node_modules/playwright/cli.js'), 'test', '--reporter=list,json', ...extra];
    const exitCode = await runAttached(process.execPath, args, {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    });
    return verdictOf(exitCode, readReport(report, countPlaywright));
  },
};

/** In this order: what fails fastest and says most comes first. */
export const testParts = [
  check('types'),
  check('lint'),
  check('imports'),
  vitest('unit', { needsApp: false }),
  vitest('integration', { needsApp: true }),
  vitest('corpus', { needsApp: true, mayBeAbsent: true }),
  // The slice of the fault plan; all of it: npm run test:faults.
  vitest('faults', { needsApp: true, needsDisplay: true, mayBeAbsent: true }),
  // That the benchmark measures and checks itself, not how fast anything is; the figures: npm run bench.
  vitest('bench', { needsApp: true, mayBeAbsent: true }),
  endToEnd,
];

/**
 * @param {string} path
 * @param {(text: string) => import('./test-reports.mjs').Counts} count
 */
function readReport(path, count) {
  try {
    return count(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
function capture(command, args, env) {
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(command, [...args], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ exitCode: exitCodeOf(code, signal), output }));
  });
}
