import { satisfies } from './node-range.mjs';

/** The oldest Node that people may build and run with, and the one inside the fallback runtime, which only runs. */
const buildNode = '20.19.0';
const runNode = '20.18.1';

/**
 * Packages that ask for a newer Node and may: electron and its downloader work with Node 20.19 (its program carries a
 * Node of its own), and electron-builder's rebuild step is switched off (npmRebuild: false).
 */
const newerNodeAllowed = new Set([
  'electron',
  '@electron/get',
  '@electron-internal/extract-zip',
  '@electron/rebuild',
  'node-abi',
]);

/** Packages whose install scripts are known. electron-winstaller unpacks its own Windows helper. */
const installScriptsAllowed = new Set(['electron-winstaller']);

/** Also of a package that stands under another name. */
const exactVersion = /^(npm:[^@]+@)?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/**
 * @param {import('./dependencies.mjs').LockFile} lock
 * @returns {string[]} what is wrong with it
 */
export function lockFaults(lock) {
  return Object.entries(lock.packages).flatMap(([path, locked]) => {
    if (path === '') return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const faults = [];
    if (/^[a-z+]+:\/\//.test(locked.resolved ?? '')) faults.push(`${path}: the lock file names the host it came from`);
    if (locked.integrity === undefined && !locked.link) faults.push(`${path}: no integrity`);
    if (locked.hasInstallScript && !installScriptsAllowed.has(name))
      faults.push(`${path}: runs an install script nobody has looked at`);
    return [...faults, ...engineFaults(path, name, locked)];
  });
}

/**
 * @param {string} path
 * @param {string} name
 * @param {import('./dependencies.mjs').LockedPackage & { dev?: boolean }} locked
 */
function engineFaults(path, name, locked) {
  const range = locked.engines?.node;
  if (range === undefined) return [];
  const faults = [];
  if (!newerNodeAllowed.has(name) && !satisfies(buildNode, range))
    faults.push(`${path}@${locked.version} needs Node ${range}; we promise ${buildNode}`);
  const ships = !locked.dev && !locked.devOptional;
  if (ships && !satisfies(runNode, range))
    faults.push(`${path}@${locked.version} ships and needs Node ${range}; the fallback runtime has ${runNode}`);
  return faults;
}

/**
 * @param {import('./project.mjs').PackageFile} file
 * @returns {string[]}
 */
export function versionFaults(file) {
  const all = { ...file.dependencies, ...file.devDependencies, ...file.overrides };
  return Object.entries(all)
    .filter(([, version]) => !exactVersion.test(version))
    .map(([name, version]) => `package.json: ${name} is "${version}", not one exact version`);
}

/** Written in pieces, so that this file does not accuse itself. */
const forbiddenText = [
  { pattern: new RegExp(['(^|[\\s\'"`(=:])/(work', 'root', 'Users)/'].join('|')), what: 'a path of one machine' },
  { pattern: new RegExp(['/tmp/', 'brief'].join('')), what: 'a path of one machine' },
  { pattern: new RegExp(['registry', '(npmjs|yarnpkg|npmmirror)'].join('\\.')), what: 'a registry host' },
  { pattern: new RegExp(['_auth', 'Token'].join('')), what: 'a registry credential' },
  { pattern: new RegExp(['\\b(TO', 'DO|FIX', 'ME)\\b'].join('')), what: 'unfinished work' },
  { pattern: /^(<{7} |>{7} |={7}$)/, what: 'a merge marker' },
];

/**
 * @param {string} path
 * @param {string} text
 * @returns {string[]}
 */
export function textFaults(path, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      forbiddenText
        .filter(({ pattern }) => pattern.test(line))
        .map(({ what }) => `${path}:${index + 1}: ${what}: ${line.trim().slice(0, 100)}`),
    );
}
