/**
 * `npm test`: sets everything up, then runs each part in order and counts.
 * `npm test -- unit e2e` runs only those parts; what follows a second `--` goes to the part's own program.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { appEnvironment } from './lib/run-app.mjs';
import { sayOn, seconds } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { testParts } from './lib/test-parts.mjs';
import { addCounts, countsLine, noCounts } from './lib/test-reports.mjs';
import { testTable } from './lib/test-table.mjs';
import { hasDisplay, hasXvfb, startVirtualDisplay } from './lib/virtual-display.mjs';

const say = sayOn(process.stdout);

await runMain(async () => {
  const { names, extra } = readArguments();
  const parts = testParts.filter((part) => (names.length === 0 ? part.isPresent() : names.includes(part.name)));
  const startedAt = performance.now();
  const env = await setUpFor(parts);
  const interruption = noteInterruption();

  const reportFolder = mkdtempSync(join(tmpdir(), 'veerpont-test-'));
  const results = [];
  try {
    // Checks share the cores; tests have them to themselves, one part after the other, because some measure time.
    const checks = parts.filter((part) => part.isCheck);
    results.push(...(await Promise.all(checks.map((part) => runPart(part, env, reportFolder, extra)))));
    for (const part of parts.filter(({ isCheck }) => !isCheck)) {
      if (interruption.happened()) throw new Problem(`interrupted before ${part.name}`);
      results.push(await runPart(part, env, reportFolder, extra));
    }
  } finally {
    rmSync(reportFolder, { recursive: true, force: true });
  }

  const total = results.reduce((sum, result) => addCounts(sum, result.counts), noCounts);
  const elapsed = seconds(performance.now() - startedAt);
  process.stdout.write(`\n${testTable(results)}\nall parts: ${elapsed}\n${countsLine(total)}\n`);
  return results.every((result) => result.ok) ? 0 : 1;
});

function readArguments() {
  const given = process.argv.slice(2);
  const border = given.includes('--') ? given.indexOf('--') : given.length;
  const names = given.slice(0, border);
  const unknown = names.filter((name) => !testParts.some((part) => part.name === name));
  if (unknown.length > 0) {
    throw new Problem(`unknown part ${unknown.join(', ')}; there are ${testParts.map((part) => part.name).join(', ')}`);
  }
  return { names, extra: given.slice(border + 1) };
}

/**
 * @param {readonly import('./lib/test-parts.mjs').TestPart[]} parts
 * @returns {Promise<NodeJS.ProcessEnv>} the environment the parts run in
 */
async function setUpFor(parts) {
  const needsApp = parts.some((part) => part.needsApp);
  const needsDisplay = parts.some((part) => part.needsDisplay);
  const { electron } = await setUp(say, {
    build: needsApp,
    electron: needsApp,
    virtualDisplay: needsDisplay && !hasDisplay(),
    tests: needsDisplay,
  });
  // A file is no place for colours.
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  if (electron === undefined) return appEnvironment(colours);
  say.line(`Electron ${electron.version} (${electron.kind}), Node ${process.versions.node}`);
  return appEnvironment({
    ...colours,
    VEERPONT_ELECTRON_PATH: electron.executablePath,
    VEERPONT_ELECTRON_KIND: electron.kind,
    VEERPONT_RUNTIME_KIND: electron.kind,
    VEERPONT_ELECTRON_VERSION: electron.version,
  });
}

function noteInterruption() {
  endWithNpm('test');
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (interrupted = true));
  return { happened: () => interrupted };
}

/**
 * @param {import('./lib/test-parts.mjs').TestPart} part
 * @param {NodeJS.ProcessEnv} env
 * @param {string} reportFolder
 * @param {readonly string[]} extra arguments for the part's program
 */
async function runPart(part, env, reportFolder, extra) {
  say.line(`== ${part.name}`);
  const startedAt = performance.now();
  const displays = part.needsDisplay ? (part.displays ?? 1) : 0;
  const result = await onDisplays(displays, (display) => part.run({ ...env, ...display }, reportFolder, extra));
  const elapsed = seconds(performance.now() - startedAt);
  say.line(`== ${part.name}: ${result.note} (${elapsed})`);
  return { name: part.name, elapsed, ...result };
}

/**
 * Runs a part that opens windows on displays of its own, so that it neither disturbs nor is disturbed.
 *
 * @template T
 * @param {number} count
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} run
 * @returns {Promise<T>}
 */
async function onDisplays(count, run) {
  if (count === 0 || process.platform !== 'linux' || (hasDisplay() && !hasXvfb())) return run({});
  const screens = await Promise.all(Array.from({ length: count }, () => startVirtualDisplay()));
  const names = screens.map(({ display }) => display);
  try {
    return await run({ DISPLAY: names[0], WAYLAND_DISPLAY: '', VEERPONT_DISPLAYS: names.join(' ') });
  } finally {
    await Promise.all(screens.map((screen) => screen.stop()));
  }
}
