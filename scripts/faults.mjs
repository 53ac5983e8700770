/**
 * `npm run test:faults`: sets everything up, runs the fault plan and prints its table. docs/faults.md has the options.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { listScenarios, runScenarios } from './lib/fault-plan.mjs';
import { faultSummary, faultTable } from './lib/fault-table.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { fromRoot } from './lib/project.mjs';
import { appEnvironment } from './lib/run-app.mjs';
import { sayOn, seconds } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/virtual-display.mjs';

const say = sayOn(process.stdout);

await runMain(async () => {
  const wish = readWish();
  const startedAt = performance.now();
  const needsScreen = process.platform === 'linux' && !hasDisplay();
  const { electron } = await setUp(say, {
    build: true,
    electron: true,
    virtualDisplay: needsScreen,
    tests: true,
  });
  if (electron === undefined) throw new Problem('no Electron');
  const env = appEnvironment({
    VEERPONT_ELECTRON_PATH: electron.executablePath,
    VEERPONT_ELECTRON_KIND: electron.kind,
    VEERPONT_RUNTIME_KIND: electron.kind,
    VEERPONT_ELECTRON_VERSION: electron.version,
  });

  const all = await listScenarios(env);
  const chosen = choose(all, wish);
  if (wish.list) {
    for (const { group, name, title } of chosen) process.stdout.write(`${group}/${name}: ${title}\n`);
    return 0;
  }
  endWithNpm('test:faults');
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isInterrupted = true));
  say.line(`${chosen.length} of ${all.length} scenarios, ${wish.extent}, seed ${wish.seed}`);

  const screen = needsScreen ? await startVirtualDisplay() : undefined;
  let results;
  try {
    const display = screen === undefined ? {} : { DISPLAY: screen.display, WAYLAND_DISPLAY: '' };
    results = await runScenarios(chosen, wish, { ...env, ...display }, () => isInterrupted);
  } finally {
    await screen?.stop();
  }

  const summary = faultSummary(results);
  const folder = fromRoot('artifacts/faults');
  mkdirSync(folder, { recursive: true });
  const text = `${faultTable(results)}\n${JSON.stringify({ seed: wish.seed, extent: wish.extent, ...summary })}\n`;
  writeFileSync(join(folder, 'faults.txt'), text);
  writeFileSync(join(folder, 'faults.json'), `${JSON.stringify({ ...wish, summary, results }, null, 2)}\n`);
  for (const { group, name, status, reason } of results)
    if (status === 'failed') process.stdout.write(`\n== ${group}/${name}\n${reason}\n`);
  process.stdout.write(`\n${text}all scenarios: ${seconds(performance.now() - startedAt)}\n`);

  const isComplete = results.length === chosen.length;
  const isExcused = results.every(({ status, isExcused: excused }) => status !== 'not run' || excused);
  return summary.failed === 0 && isComplete && (isExcused || wish.extent === 'slice') ? 0 : 1;
});

function readWish() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      group: { type: 'string', multiple: true, default: [] },
      seed: { type: 'string' },
      night: { type: 'boolean', default: false },
      slice: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
    },
  });
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Problem(`--seed takes a whole number, not "${values.seed}"`);
  /** @type {'slice' | 'full' | 'night'} */
  const extent = values.night ? 'night' : values.slice ? 'slice' : 'full';
  const parts = (/** @type {string[]} */ given) => given.flatMap((one) => one.split(',')).filter(Boolean);
  return { extent, seed, list: values.list, only: parts(values.only), groups: parts(values.group) };
}

/**
 * @param {readonly import('./lib/fault-plan.mjs').ListedScenario[]} all
 * @param {ReturnType<typeof readWish>} wish
 */
function choose(all, { extent, only, groups }) {
  const unknown = [
    ...only.filter((name) => !all.some((scenario) => scenario.name === name)),
    ...groups.filter((group) => !all.some((scenario) => scenario.group === group)),
  ];
  if (unknown.length > 0) throw new Problem(`the plan has no ${unknown.join(', ')}; --list prints what it has`);
  return all.filter(
    ({ name, group, inSlice }) =>
      (only.length === 0 || only.includes(name)) &&
      (groups.length === 0 || groups.includes(group)) &&
      // Named ones run in the slice's size even when the slice leaves them out.
      (extent !== 'slice' || inSlice || only.length > 0),
  );
}
