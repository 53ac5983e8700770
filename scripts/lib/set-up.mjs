import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { withFolderLock } from './folder-lock.mjs';
import { cacheFolder, projectRoot, readPackageFile } from './project.mjs';
import { Problem } from './problem.mjs';
import { ensureSystemLibraries } from './system-libraries.mjs';

/**
 * @typedef {object} SetUpParts
 * @property {boolean} [build] the programs in out/
 * @property {boolean} [electron] the Electron runtime and the system libraries of a window
 * @property {boolean} [virtualDisplay] the window is drawn under Xvfb
 * @property {boolean} [tests] tests of secret storage will run
 */

/**
 * Makes sure that everything the parts need is there. Only what is missing or out of date is done.
 *
 * @param {import('./say.mjs').Say} say
 * @param {SetUpParts} parts
 */
export async function setUp(say, parts) {
  refuseOldNode();
  const lock = join(
    cacheFolder(),
    'locks',
    `${createHash('sha256').update(projectRoot).digest('hex').slice(0, 16)}.lock`,
  );
  await withFolderLock(
    lock,
    async () => {
      await ensureDependencies(say);
      if (parts.build) await ensureBuild(say);
    },
    () => say.line('another command is setting up this folder; waiting for it'),
  );
  if (!parts.electron) return { electron: undefined };

  await ensureSystemLibraries(say, { virtualDisplay: parts.virtualDisplay ?? false, tests: parts.tests ?? false });
  // Loaded late: it reads from node_modules, which may not have been there when this file was.
  const { ensureRuntimeLoads, resolveElectron } = await import('./electron-runtime.mjs');
  const electron = await resolveElectron(say);
  ensureRuntimeLoads(electron);
  return { electron };
}

function refuseOldNode() {
  const wanted = /** @type {{ engines: { node: string } }} */ (/** @type {unknown} */ (readPackageFile())).engines.node;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.replace('>=', '').split('.').map(Number);
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    throw new Problem(`Node ${process.versions.node} is too old; Veerpont needs ${wanted}`);
  }
}
