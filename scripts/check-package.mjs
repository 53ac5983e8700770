/**
 * `node scripts/check-package.mjs`: starts the packaged app as a person would and reads its summary; reads its fuses and
 * its archive. A release build refuses test drivers, so the app is judged from outside.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoFault } from './lib/demo-summary.mjs';
import { sandboxSwitches } from './lib/electron-runtime.mjs';
import { contentFaults, fuseFaults } from './lib/packaged-app.mjs';
import { Problem, runMain } from './lib/problem.mjs';
import { fromRoot } from './lib/project.mjs';
import { appEnvironment, machineSwitches, runDemo } from './lib/run-app.mjs';
import { sayOn } from './lib/say.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/virtual-display.mjs';

const demoSeconds = 10;
const say = sayOn(process.stdout);

await runMain(async () => {
  const folder = join(fromRoot('dist'), process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
  const program = join(folder, 'veerpont');
  if (!existsSync(program)) throw new Problem(`${program} is not there; run npm run package first`);

  const faults = [...(await fuseFaults(program)), ...contentFaults(join(folder, 'resources'))];
  for (const fault of faults) say.line(fault);

  const pictures = fromRoot('artifacts', 'package');
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'veerpont-package-'));
  const screen = hasDisplay() ? undefined : await startVirtualDisplay();
  try {
    say.line(`starting the packaged app for ${demoSeconds} s`);
    const env = appEnvironment({
      ...(screen === undefined ? {} : { DISPLAY: screen.display }),
      VEERPONT_DEMO_SECONDS: String(demoSeconds),
      VEERPONT_DEMO_DIR: pictures,
      VEERPONT_PROFILE_DIR: profile,
    });
    const args = [...sandboxSwitches(), ...machineSwitches(env), '--with-sandbox', '--demo-report'];
    const { exitCode, summary } = await runDemo(program, args, env, demoSeconds);
    const fault =
      demoFault(exitCode, summary) ?? (readdirSync(pictures).length === 0 ? 'the app left no screenshot' : undefined);
    if (fault !== undefined) faults.push(fault);
    say.line(faults.length === 0 ? 'the packaged app is sound' : `the packaged app is not sound: ${faults.join('; ')}`);
    if (summary !== undefined) process.stdout.write(`${JSON.stringify(summary)}\n`);
  } finally {
    await screen?.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return faults.length === 0 ? 0 : 1;
});
