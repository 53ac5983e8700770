import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { contentFaults, shippedFuses } from '../../../scripts/lib/packaged-app.mjs';
import { fromRoot } from '../../../scripts/lib/project.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

const wanted = [
  'package.json',
  'out/main/main.js',
  'out/main/relay.js',
  'out/main/pac.js',
  'node_modules/quickjs-wasi/quickjs.wasm',
  'out/main/sandbox.js',
  'out/preload/preload.cjs',
  'out/renderer/index.html',
];

/**
 * An archive's table of contents, in the form `@electron/asar` writes it.
 *
 * @param {Record<string, boolean>} files whether each is unpacked
 */
function resourcesWith(files) {
  /** @type {{ files: Record<string, any> }} */
  const root = { files: {} };
  for (const [path, unpacked] of Object.entries(files)) {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    const folder = parts.reduce((node, part) => (node.files[part] ??= { files: {} }), root);
    folder.files[name] = { size: 1, ...(unpacked ? { unpacked } : { offset: '0' }) };
  }
  const json = Buffer.from(JSON.stringify(root));
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(4, 0);
  sizes.writeUInt32LE(json.length + 8, 4);
  sizes.writeUInt32LE(json.length + 4, 8);
  sizes.writeUInt32LE(json.length, 12);
  const resources = temporaryFolder();
  writeFileSync(join(resources, 'app.asar'), Buffer.concat([sizes, json]));
  return resources;
}

const sound = Object.fromEntries(wanted.map((path) => [path, false]));

describe('the packaged app', () => {
  it('holds the programs and nothing else of ours', () => {
    expect(contentFaults(resourcesWith({ ...sound, 'node_modules/@libsql/x/index.node': true }))).toEqual([]);
  });

  it.each([
    ['a source map', 'out/main/main.js.map'],
    ['a source', 'shared/lib/clock.ts'],
    ['a native module the system cannot load', 'node_modules/@libsql/x/index.node'],
  ])('is refused with %s', (_what, path) => {
    expect(contentFaults(resourcesWith({ ...sound, [path]: false }))).toEqual([expect.stringContaining(path)]);
  });

  it('is refused without a program, and with the runtime’s own start-up app', () => {
    const { 'out/main/relay.js': _relay, ...rest } = sound;
    expect(contentFaults(resourcesWith(rest))).toEqual(['out/main/relay.js is missing']);
    const resources = resourcesWith(sound);
    mkdirSync(join(resources, 'app'));
    expect(contentFaults(resources)).toEqual(['resources/app was packed']);
  });

  it('is checked for the very fuses its configuration sets', () => {
    const configured = [
      ...readFileSync(fromRoot('electron-builder.yml'), 'utf8').matchAll(/^ {2}(\w+): (true|false)$/gm),
    ];
    const fuses = Object.fromEntries(configured.map(([, name, on]) => [String(name).toLowerCase(), on === 'true']));
    for (const [name, on] of shippedFuses) expect([name, fuses[name.toLowerCase()]]).toEqual([name, on]);
  });
});
