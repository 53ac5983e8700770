/**
 * Runs one file under Vitest that is no test by its name, so that `npm test` does not take it for one:
 * `node vitest-file.mjs path/of/file.ts`. What the file prints is all that is printed, unless it fails.
 */
import { startVitest } from 'vitest/node';
import { endDescendants } from './end-descendants.mjs';
import { projectRoot } from './project.mjs';
import { exitCodeOf } from './run.mjs';

const [file = ''] = process.argv.slice(2);

/** Told to end, Vitest leaves its workers behind: one that kills and starts relays would go on doing so. */
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.once(signal, () => {
    endDescendants();
    process.exit(exitCodeOf(null, signal));
  });
}

const vitest = await startVitest('test', [], {
  root: projectRoot,
  config: false,
  include: [file],
  watch: false,
  pool: 'forks',
  maxWorkers: 1,
  // A scenario looks for memory that is not given back.
  execArgv: ['--expose-gc'],
  disableConsoleIntercept: true,
  reporters: [{}],
});
const failed = vitest.state.getCountOfFailedTests() > 0;
const strays = vitest.state.getUnhandledErrors();
for (const stray of strays) process.stderr.write(`outside any test: ${describeStray(stray)}\n`);
const broken = vitest.state.getTestModules().filter((module) => module.errors().length > 0);
for (const module of broken)
  for (const error of module.errors()) process.stderr.write(`${error.stack ?? error.message}\n`);
await vitest.close();
process.exitCode = failed || strays.length > 0 || broken.length > 0 ? 1 : 0;

/** @param {unknown} stray */
function describeStray(stray) {
  return stray instanceof Error || (typeof stray === 'object' && stray !== null && 'stack' in stray)
    ? String(stray.stack)
    : String(stray);
}
