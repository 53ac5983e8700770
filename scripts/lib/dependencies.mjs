import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, projectRoot } from './project.mjs';
import { Problem } from './problem.mjs';
import { npmProgram, runQuietly } from './run.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 * @property {boolean} [devOptional]
 * @property {boolean} [peer]
 * @property {boolean} [link]
 * @property {Record<string, string>} [engines]
 * @property {boolean} [hasInstallScript]
 * @property {string} [resolved]
 */

/** @typedef {{ packages: Record<string, LockedPackage> }} LockFile */

/** @returns {LockFile} */
export const readLockFile = (path = fromRoot('package-lock.json')) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * Installs exactly what package-lock.json says, unless that is what node_modules holds already.
 *
 * @param {import('./say.mjs').Say} say
 * @param {string} [root]
 */
export async function ensureDependencies(say, root = projectRoot) {
  const stampPath = join(root, 'node_modules', '.veerpont-lock-hash');
  const lockHash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (readIfThere(stampPath) === lockHash) return;
  if (!holdsWhatTheLockSays(root)) await install(say, root);
  writeFileSync(stampPath, lockHash);
}

/**
 * True when npm's own record inside node_modules agrees with the lock file: somebody ran npm by hand.
 *
 * @param {string} root
 */
export function holdsWhatTheLockSays(root) {
  const recordPath = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(recordPath)) return false;
  const wanted = readLockFile(join(root, 'package-lock.json')).packages;
  const present = readLockFile(recordPath).packages;
  return Object.entries(wanted).every(([path, locked]) => {
    if (path === '' || locked.link) return true;
    const found = present[path];
    if (found === undefined) return Boolean(locked.optional || locked.devOptional);
    return found.version === locked.version && found.integrity === locked.integrity;
  });
}

/**
 * @param {import('./say.mjs').Say} say
 * @param {string} root
 */
async function install(say, root) {
  const locked = Object.entries(readLockFile(join(root, 'package-lock.json')).packages);
  // Optional packages are mostly those of other systems.
  const wanted = locked.filter(([path, { optional }]) => isTopLevel(path) && !optional).length;
  const npm = npmProgram();
  const progress = say.start(`installing ${wanted} packages from the registry (npm ci)`);
  // Development packages are part of the job (the build needs them), also where NODE_ENV says production.
  const args = [...npm.args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    await runQuietly(npm.command, args, {
      cwd: root,
      onBeat() {
        const count = installedCount(root);
        progress.at(count < wanted ? `${count} of ${wanted} packages` : 'all there, npm is finishing');
      },
    });
  } catch (thrown) {
    // Half an installation would look like a whole one at the next start.
    rmSync(join(root, 'node_modules', '.package-lock.json'), { force: true });
    throw new Problem(`the packages could not be installed.\n${/** @type {Error} */ (thrown).message}`);
  }
  progress.done('packages installed');
}

/** @param {string} path a key of the lock file's packages */
const isTopLevel = (path) =>
  path.startsWith('node_modules/') && !path.slice('node_modules/'.length).includes('node_modules/');

/** @param {string} root */
function installedCount(root) {
  try {
    return readdirSync(join(root, 'node_modules')).reduce((count, name) => {
      if (name.startsWith('.')) return count;
      return count + (name.startsWith('@') ? readdirSync(join(root, 'node_modules', name)).length : 1);
    }, 0);
  } catch {
    return 0;
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
