/**
 * `npm start`: sets everything up and opens the console with the built-in sandbox. Without a display, or with `--demo`,
 * the same app runs for about a minute, leaves screenshots in artifacts/demo/ and prints a summary as its last line.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { demoFault } from './lib/demo-summary.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { Problem, messageOf, runMain } from './lib/problem.mjs';
import { fromRoot, projectRoot } from './lib/project.mjs';
import { appEnvironment, machineSwitches, runDemo } from './lib/run-app.mjs';
import { runAttached } from './lib/run.mjs';
import { sayOn } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/virtual-display.mjs';

const usage = 'usage: npm start [-- [--demo] [--demo-seconds N]]';
const defaultDemoSeconds = 60;
const say = sayOn(process.stdout);

/** @returns {{ sandbox: boolean, demo: boolean, demoSeconds: number }} */
function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        sandbox: { type: 'boolean', default: false },
        demo: { type: 'boolean', default: false },
        'demo-seconds': { type: 'string', default: String(defaultDemoSeconds) },
      },
    });
    const demoSeconds = Number(values['demo-seconds']);
    if (!Number.isInteger(demoSeconds) || demoSeconds < 1)
      throw new Error('--demo-seconds takes a whole number of seconds');
    return { sandbox: values.sandbox, demo: values.demo, demoSeconds };
  } catch (thrown) {
    throw new Problem(`${messageOf(thrown)}\n${usage}`);
  }
}

await runMain(async () => {
  const { sandbox, demo, demoSeconds } = readArguments();
  endWithNpm(demo ? 'demo' : 'start');
  const virtualDisplay = !hasDisplay();
  const { electron } = await setUp(say, { build: true, electron: true, virtualDisplay });
  if (electron === undefined) throw new Problem('no Electron runtime');
  say.line(`Electron ${electron.version} (${electron.kind})`);
  // Loaded late, as it comes from a module that reads node_modules.
  const { sandboxSwitches } = await import('./lib/electron-runtime.mjs');
  const switches = [...sandboxSwitches(), ...machineSwitches(process.env)];
  const env = appEnvironment({ VEERPONT_RUNTIME_KIND: electron.kind });

  if (!demo && !virtualDisplay) {
    say.line('opening the console; close its window or press Ctrl+C to end');
    const args = [...switches, projectRoot, ...(sandbox ? ['--with-sandbox'] : [])];
    return runAttached(electron.executablePath, args, { env });
  }
  return demonstrate(electron.executablePath, switches, env, virtualDisplay, demoSeconds);
});

/**
 * @param {string} program
 * @param {readonly string[]} switches
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} virtualDisplay
 * @param {number} demoSeconds
 * @returns {Promise<number>} exit code
 */
async function demonstrate(program, switches, env, virtualDisplay, demoSeconds) {
  const pictures = fromRoot('artifacts', 'demo');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'veerpont-demo-'));
  const screen = virtualDisplay ? await startVirtualDisplay() : undefined;
  say.line(
    `${screen === undefined ? 'demo' : `no display here: demo on virtual display ${screen.display}`}, ` +
      `${demoSeconds} s with the built-in sandbox; screenshots in artifacts/demo/`,
  );
  try {
    const { exitCode, summary } = await runDemo(
      program,
      [...switches, projectRoot, '--with-sandbox', '--demo-report'],
      {
        ...env,
        ...(screen === undefined ? {} : { DISPLAY: screen.display }),
        VEERPONT_DEMO_SECONDS: String(demoSeconds),
        VEERPONT_DEMO_DIR: pictures,
        VEERPONT_PROFILE_DIR: profile,
      },
      demoSeconds,
    );
    const fault = demoFault(exitCode, summary);
    say.line(fault === undefined ? 'demo done' : `demo failed: ${fault}`);
    await screen?.stop();
    // Nothing may follow this line.
    if (summary !== undefined) process.stdout.write(`${JSON.stringify(summary)}\n`);
    return fault === undefined ? 0 : 1;
  } finally {
    await screen?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
