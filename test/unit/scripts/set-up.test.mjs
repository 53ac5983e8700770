import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { hashOfSources } from '../../../scripts/lib/build.mjs';
import { holdsWhatTheLockSays } from '../../../scripts/lib/dependencies.mjs';
import { withFolderLock } from '../../../scripts/lib/folder-lock.mjs';
import { usualCacheFolder } from '../../../scripts/lib/project.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

/**
 * @param {string} root
 * @param {Record<string, string>} files
 */
function write(root, files) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
}

describe('the hash of the sources', () => {
  const files = { 'package.json': '{}', 'main/app/main.ts': 'one', 'shared/a.ts': 'a', 'test/a.test.ts': 't' };

  it('stays while nothing that is built changes', () => {
    const root = temporaryFolder();
    write(root, files);
    const before = hashOfSources(root);
    utimesSync(join(root, 'main/app/main.ts'), new Date(), new Date());
    write(root, { 'test/a.test.ts': 'changed', 'out/main/main.js': 'built', 'main/README.md': 'words' });
    expect(hashOfSources(root)).toBe(before);
  });

  it.each([
    ['a changed file', { 'main/app/main.ts': 'two' }],
    ['a new file', { 'renderer/index.html': '' }],
    ['a changed configuration', { 'electron.vite.config.ts': 'x' }],
    ['text that moved from one file to another', { 'main/app/main.ts': 'on', 'shared/a.ts': 'ea' }],
  ])('changes with %s', (_what, change) => {
    const root = temporaryFolder();
    write(root, files);
    const before = hashOfSources(root);
    write(root, change);
    expect(hashOfSources(root)).not.toBe(before);
  });
});

describe('node_modules', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0', integrity: 'x' },
    'node_modules/b': { version: '1.0.0', optional: true },
  };

  /** @param {object | undefined} present npm's own record of what it installed */
  function folderWith(present) {
    const root = temporaryFolder();
    write(root, { 'package-lock.json': JSON.stringify({ packages: wanted }) });
    if (present) write(root, { 'node_modules/.package-lock.json': JSON.stringify({ packages: present }) });
    return root;
  }

  it('is taken as it is when it agrees with the lock file, without packages for other systems', () => {
    expect(holdsWhatTheLockSays(folderWith({ 'node_modules/a': { version: '1.0.0', integrity: 'x' } }))).toBe(true);
  });

  it.each([
    ['missing', undefined],
    ['empty', {}],
    ['of another version', { 'node_modules/a': { version: '1.0.1', integrity: 'x' } }],
    ['of other content', { 'node_modules/a': { version: '1.0.0', integrity: 'y' } }],
  ])('is installed anew when it is %s', (_what, present) => {
    expect(holdsWhatTheLockSays(folderWith(present))).toBe(false);
  });
});

describe('the lock between commands', () => {
  it('lets one through at a time', async () => {
    const lock = join(temporaryFolder(), 'a.lock');
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    const onWait = vi.fn();
    await Promise.all([1, 2, 3].map(() => withFolderLock(lock, work, onWait)));
    expect(most).toBe(1);
    expect(onWait).toHaveBeenCalledTimes(2);
    expect(existsSync(lock)).toBe(false);
  });

  it('is released when the work fails', async () => {
    const lock = join(temporaryFolder(), 'a.lock');
    await expect(withFolderLock(lock, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk');
    await expect(withFolderLock(lock, async () => 'done')).resolves.toBe('done');
  });

  it.each([
    // Linux ids end below 2^22.
    ['a process that is gone', '4194305 1'],
    ['an earlier process with our id', `${process.pid} 0`],
  ])('is taken over from %s', async (_who, owner) => {
    const lock = join(temporaryFolder(), 'a.lock');
    write(lock, { owner });
    await expect(withFolderLock(lock, async () => 'done')).resolves.toBe('done');
  });
});

describe('the cache folder', () => {
  it('lies outside the work tree, where each system keeps such things', () => {
    expect(usualCacheFolder({ XDG_CACHE_HOME: '/var/caches' }, 'linux')).toBe('/var/caches/veerpont');
    expect(usualCacheFolder({}, 'linux')).toMatch(/\/\.cache\/veerpont$/);
    expect(usualCacheFolder({}, 'darwin')).toMatch(/\/Library\/Caches\/veerpont$/);
    expect(usualCacheFolder({ VEERPONT_CACHE_DIR: '/srv/cache', XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/srv/cache');
  });
});
