import { existsSync, openSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';

/**
 * The fuses of what ships, by their names in electron-builder.yml, and how `@electron/fuses` writes on and off.
 *
 * @type {readonly (readonly [keyof typeof import('@electron/fuses').FuseV1Options, boolean])[]}
 */
export const shippedFuses = [
  ['RunAsNode', false],
  ['EnableCookieEncryption', true],
  ['EnableNodeOptionsEnvironmentVariable', false],
  ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true],
  ['OnlyLoadAppFromAsar', true],
  ['LoadBrowserProcessSpecificV8Snapshot', false],
  ['GrantFileProtocolExtraPrivileges', false],
];

/**
 * @param {string} program
 * @returns {Promise<string[]>} what is wrong with its fuses
 */
export async function fuseFaults(program) {
  const { FuseV1Options, getCurrentFuseWire } = await import('@electron/fuses');
  const wire = await getCurrentFuseWire(program);
  return shippedFuses.flatMap(([name, on]) => {
    // The program carries one character per fuse.
    const state = String.fromCharCode(Number(wire[FuseV1Options[name]]));
    return state === (on ? '1' : '0') ? [] : [`fuse ${name} is not ${on ? 'on' : 'off'}`];
  });
}

/** @typedef {{ files?: Record<string, AsarNode>, unpacked?: boolean }} AsarNode */

/**
 * Paths inside an asar archive, with whether each is kept outside it.
 *
 * @param {string} archive
 * @returns {{ path: string, unpacked: boolean }[]}
 */
export function listAsar(archive) {
  const file = openSync(archive, 'r');
  try {
    const sizes = Buffer.alloc(16);
    readSync(file, sizes, 0, 16, 0);
    // Two nested length-prefixed records; the fourth number is the length of the table of contents, which is JSON.
    const table = Buffer.alloc(sizes.readUInt32LE(12));
    readSync(file, table, 0, table.length, 16);
    return walk(JSON.parse(table.toString('utf8')), '');
  } finally {
    closeSync(file);
  }
}

/**
 * @param {AsarNode} node
 * @param {string} path
 * @returns {{ path: string, unpacked: boolean }[]}
 */
function walk(node, path) {
  if (node.files === undefined) return [{ path, unpacked: node.unpacked ?? false }];
  return Object.entries(node.files).flatMap(([name, child]) => walk(child, path === '' ? name : `${path}/${name}`));
}

/**
 * @param {string} resources the packaged app's resources folder
 * @returns {string[]} what is wrong with it
 */
export function contentFaults(resources) {
  const archive = join(resources, 'app.asar');
  if (!existsSync(archive)) throw new Problem(`${archive} is missing`);
  const entries = listAsar(archive);
  const faults = [];
  for (const stray of ['app', 'default_app.asar'])
    if (existsSync(join(resources, stray))) faults.push(`resources/${stray} was packed`);
  for (const { path, unpacked } of entries) {
    if (path.endsWith('.map')) faults.push(`source map packed: ${path}`);
    if (path.endsWith('.node') && !unpacked) faults.push(`native module inside the archive: ${path}`);
    if (/^(test|scripts|main|renderer|shared)\//.test(path)) faults.push(`source packed: ${path}`);
  }
  for (const wanted of [
    'package.json',
    'out/main/main.js',
    'out/main/relay.js',
    'out/main/pac.js',
    'node_modules/quickjs-wasi/quickjs.wasm',
    'out/main/sandbox.js',
    'out/preload/preload.cjs',
    'out/renderer/index.html',
  ]) {
    if (!entries.some(({ path }) => path === wanted)) faults.push(`${wanted} is missing`);
  }
  return faults;
}
