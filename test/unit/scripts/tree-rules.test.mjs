import { describe, expect, it } from 'vitest';
import { lockFaults, textFaults, versionFaults } from '../../../scripts/lib/tree-rules.mjs';

/** @param {object} locked */
const lockWith = (locked, name = 'some-package') => ({
  packages: { '': {}, [`node_modules/${name}`]: { version: '1.0.0', integrity: 'sha512-x', ...locked } },
});

describe('the lock file', () => {
  it('passes when every package is plain', () => {
    expect(lockFaults(lockWith({ engines: { node: '>=18' } }))).toEqual([]);
  });

  it('may not need a newer Node than we promise', () => {
    expect(lockFaults(lockWith({ engines: { node: '>=22' }, dev: true }))).toEqual([
      'node_modules/some-package@1.0.0 needs Node >=22; we promise 20.19.0',
    ]);
  });

  it('lets the listed packages ask for a newer Node', () => {
    expect(lockFaults(lockWith({ engines: { node: '>= 22.12.0' }, dev: true }, 'electron'))).toEqual([]);
    expect(lockFaults(lockWith({ engines: { node: '>=22.12.0' }, dev: true }, '@electron/get'))).toEqual([]);
  });

  it('may not ship what the Node inside the fallback runtime cannot run', () => {
    const locked = { engines: { node: '>=20.19' } };
    expect(lockFaults(lockWith({ ...locked, dev: true }))).toEqual([]);
    expect(lockFaults(lockWith(locked))).toEqual([
      'node_modules/some-package@1.0.0 ships and needs Node >=20.19; the fallback runtime has 20.18.1',
    ]);
  });

  it('names no host, skips no integrity, runs no unknown install script', () => {
    expect(lockFaults(lockWith({ resolved: 'https://packages.example/some-package.tgz' }))).toHaveLength(1);
    expect(lockFaults(lockWith({ integrity: undefined }))).toHaveLength(1);
    expect(lockFaults(lockWith({ hasInstallScript: true }))).toHaveLength(1);
  });

  it('reads the name of a nested package', () => {
    const nested = lockWith({ engines: { node: '>=22' }, dev: true }, 'a/node_modules/@electron/get');
    expect(lockFaults(nested)).toEqual([]);
  });
});

describe('package.json', () => {
  it('pins every version exactly', () => {
    const file = {
      version: '1.0.0',
      dependencies: { a: '1.2.3', b: '^1.2.3' },
      devDependencies: { c: '1.0.0-rc.1', d: 'latest', e: 'npm:a@2.0.0', f: 'npm:a@^2.0.0' },
    };
    expect(versionFaults(file)).toEqual([
      'package.json: b is "^1.2.3", not one exact version',
      'package.json: d is "latest", not one exact version',
      'package.json: f is "npm:a@^2.0.0", not one exact version',
    ]);
  });
});

describe('our text', () => {
  const join = (/** @type {string[]} */ ...parts) => parts.join('');

  it.each([
    ['a path of one machine', join('see /ro', 'ot/notes')],
    ['a path of one machine', join("open('/wo", "rk/main/x')")],
    ['a registry host', join('https://registry.', 'npmjs.org/x')],
    ['unfinished work', join('// TO', 'DO later')],
    ['a merge marker', '<<<<<<< HEAD'],
  ])('holds no %s', (what, line) => {
    expect(textFaults('main/x.ts', `const a = 1;\n${line}\n`)).toEqual([
      expect.stringMatching(new RegExp(`^main/x.ts:2: ${what}`)),
    ]);
  });

  it('may speak of work, roots and lists', () => {
    expect(textFaults('x.md', 'rework/main, the root/folder, a todo list, https://example.com/root/x')).toEqual([]);
  });
});
