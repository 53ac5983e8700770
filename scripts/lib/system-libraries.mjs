import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Problem } from './problem.mjs';
import { runQuietly } from './run.mjs';

/**
 * What Debian must have for an Electron window. Each entry lists the names one library goes by: since Debian 13 and
 * Ubuntu 24.04 some carry the suffix of the 64-bit time transition.
 */
const forAnyWindow = [['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libasound2t64', 'libasound2'], ['libgbm1']];
const forAVirtualDisplay = [['xvfb']];
/** So that Chinese and emoji are drawn rather than shown as boxes. Worth installing, not worth refusing to start. */
const forAllScripts = [['fonts-noto-cjk'], ['fonts-noto-color-emoji']];
/**
 * A real key ring for the tests of secret storage; a tracer that lets the disk fail for those of the store; a library
 * that lies about the time, a tool that takes memory away and one that takes the network away for the fault plan.
 */
const forTests = [['dbus'], ['gnome-keyring'], ['strace'], ['faketime'], ['util-linux'], ['iproute2']];

/**
 * @typedef {object} LibrariesWanted
 * @property {boolean} virtualDisplay the window will be drawn under Xvfb
 * @property {boolean} [tests] the tests will run
 */

/**
 * @typedef {object} LibrarySystem what this module needs from the machine; replaced in tests
 * @property {NodeJS.Platform} platform
 * @property {boolean} root
 * @property {() => string} osRelease the text of /etc/os-release
 * @property {(names: readonly string[]) => Set<string>} installed those of the names that are installed
 * @property {(names: readonly string[]) => Set<string>} offered those of the names the package lists offer
 * @property {(args: readonly string[]) => Promise<void>} apt runs apt-get
 */

/**
 * Makes sure that the libraries a window needs are there: installs them as root on Debian and its children, otherwise
 * stops with the command to run.
 *
 * @param {import('./say.mjs').Say} say
 * @param {LibrariesWanted} wanted
 * @param {LibrarySystem} [system]
 */
export async function ensureSystemLibraries(say, wanted, system = thisMachine) {
  if (system.platform !== 'linux' || !/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(system.osRelease())) return;

  const needed = [...forAnyWindow, ...(wanted.virtualDisplay ? forAVirtualDisplay : [])];
  const welcome = [...forAllScripts, ...(wanted.tests ? forTests : [])];
  const present = system.installed([...needed, ...welcome].flat());
  /** @param {readonly string[]} names */
  const isMissing = (names) => !names.some((name) => present.has(name));
  const missing = needed.filter(isMissing);
  const missed = welcome.filter(isMissing);
  if (missing.length + missed.length === 0) return;

  if (!system.root) {
    const command = `sudo apt-get install -y --no-install-recommends ${[...missing, ...missed].map(lastName).join(' ')}`;
    if (missing.length > 0)
      throw new Problem(`system libraries are missing. Run this, then start again:\n  ${command}`);
    say.line(`some characters may be drawn as boxes; to mend that: ${command}`);
    return;
  }

  const progress = say.start(`installing system libraries: ${[...missing, ...missed].map(lastName).join(' ')}`);
  await system.apt(['update', '-q']);
  const offered = system.offered([...missing, ...missed].flat());
  const names = [...missing, ...missed].map((group) => group.find((name) => offered.has(name)) ?? lastName(group));
  await system.apt(['install', '-q', '-y', '--no-install-recommends', ...names]);
  progress.done('system libraries installed');
}

/** @param {readonly string[]} names */
const lastName = (names) => names[names.length - 1] ?? '';

/** @type {LibrarySystem} */
const thisMachine = {
  platform: process.platform,
  root: process.getuid?.() === 0,
  osRelease() {
    try {
      return readFileSync('/etc/os-release', 'utf8');
    } catch {
      return '';
    }
  },
  installed(names) {
    // eslint-disable-next-line no-template-curly-in-string -- dpkg-query's own field syntax
    const format = '${Package} ${db:Status-Status}\\n';
    const { stdout } = spawnSync('dpkg-query', ['-W', '-f', format, ...names], { encoding: 'utf8' });
    return firstWords(stdout ?? '', / installed$/);
  },
  offered(names) {
    const { stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', ...names], { encoding: 'utf8' });
    return new Set([...(stdout ?? '').matchAll(/^Package: (\S+)$/gm)].map((match) => match[1] ?? ''));
  },
  async apt(args) {
    await runQuietly('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  },
};

/**
 * @param {string} text
 * @param {RegExp} lineEnd
 * @returns {Set<string>}
 */
const firstWords = (text, lineEnd) =>
  new Set(
    text
      .split('\n')
      .filter((line) => lineEnd.test(line))
      .map((line) => line.split(' ')[0] ?? ''),
  );
