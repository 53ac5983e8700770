import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './project.mjs';
import { Problem } from './problem.mjs';
import { runQuietly } from './run.mjs';
import { bytesUnder } from './electron-fallback.mjs';
import { megabytes } from './say.mjs';

const stallMs = 30_000;
const releaseHost = 'https://github.com/electron/electron/releases/download/';

/** @type {Partial<Record<NodeJS.Platform, string>>} */
const programs = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/**
 * The program the `electron` package would use, whether or not it is there yet.
 *
 * @param {string} [root]
 */
export function declaredProgram(root = projectRoot) {
  const home = join(root, 'node_modules', 'electron');
  return {
    home,
    version: /** @type {string} */ (JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version),
    executablePath: join(home, 'dist', programs[process.platform] ?? 'electron'),
  };
}

/** @param {{ home: string, version: string, executablePath: string }} program */
export function isDeclaredInstalled({ home, version, executablePath }) {
  try {
    return (
      readFileSync(join(home, 'dist', 'version'), 'utf8')
        .trim()
        .replace(/^v/, '') === version && existsSync(executablePath)
    );
  } catch {
    return false;
  }
}

/**
 * The file the package's own installer will ask for, mirrors set in the environment included.
 *
 * @param {string} version
 * @param {NodeJS.ProcessEnv} env
 */
export function releaseUrl(version, env) {
  const base = env.npm_config_electron_mirror || env.NPM_CONFIG_ELECTRON_MIRROR || env.ELECTRON_MIRROR || releaseHost;
  const folder = (env.npm_config_electron_custom_dir || env.ELECTRON_CUSTOM_DIR || `v${version}`).replace(
    '{{ version }}',
    version,
  );
  return `${base}${folder}/electron-v${version}-${process.platform}-${process.arch}.zip`;
}

/**
 * Lets the `electron` package download its program, and gives up when nothing moves any more.
 *
 * @param {{ home: string, version: string, executablePath: string }} program
 * @param {import('./say.mjs').Say} say
 * @param {NodeJS.ProcessEnv} env
 */
export async function installDeclared(program, say, env) {
  const progress = say.start(`fetching Electron ${program.version} from its release host (about 110 MB, once)`);
  const scratch = join(tmpdir(), `veerpont-electron-${process.pid}`);
  mkdirSync(scratch, { recursive: true });
  let seenBytes = -1;
  let seenAt = performance.now();
  try {
    await runQuietly(process.execPath, [join(program.home, 'install.js')], {
      // The installer downloads into the temporary folder it is given, so its size shows how far it is.
      env: { ...env, TMPDIR: scratch, TEMP: scratch, TMP: scratch, ELECTRON_GET_NO_PROGRESS: '1' },
      onBeat(stop) {
        const bytes = bytesUnder(scratch) + bytesUnder(join(program.home, 'dist'));
        if (bytes !== seenBytes) seenAt = performance.now();
        else if (performance.now() - seenAt > stallMs) stop(`the download stopped moving for ${stallMs / 1000} s`);
        seenBytes = bytes;
        progress.at(megabytes(bytes));
      },
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  if (!isDeclaredInstalled(program)) throw new Problem('the electron package ended without a program');
  progress.done('fetched');
}
