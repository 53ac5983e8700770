import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem } from './problem.mjs';

/** The folder that holds package.json. */
export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @param {...string} parts
 * @returns {string} an absolute path inside the project
 */
export const fromRoot = (...parts) => join(projectRoot, ...parts);

/**
 * @typedef {object} PackageFile
 * @property {string} version
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [overrides]
 */

/** @returns {PackageFile} our own package.json */
export const readPackageFile = () => JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));

/**
 * The folder for what may be fetched again: outside the work tree, so that a fresh clone finds it. Made if need be; where
 * the person has no home folder to write in, it lies under the temporary folder.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function cacheFolder(env = process.env) {
  const usual = usualCacheFolder(env, process.platform);
  try {
    mkdirSync(usual, { recursive: true });
    return usual;
  } catch (thrown) {
    if (env.VEERPONT_CACHE_DIR) throw thrown;
  }
  const uid = process.getuid?.();
  const spare = join(tmpdir(), `veerpont-cache-${uid ?? 'user'}`);
  mkdirSync(spare, { recursive: true, mode: 0o700 });
  // Programs are run from here, so a folder somebody else made under that name is refused.
  if (uid !== undefined && statSync(spare).uid !== uid)
    throw new Problem(`${spare} belongs to somebody else; set VEERPONT_CACHE_DIR`);
  return spare;
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string}
 */
export function usualCacheFolder(env, platform) {
  if (env.VEERPONT_CACHE_DIR) return resolve(env.VEERPONT_CACHE_DIR);
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'veerpont');
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'veerpont', 'cache');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'veerpont');
}
