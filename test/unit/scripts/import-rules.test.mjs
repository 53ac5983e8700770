import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../../../scripts/lib/project.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

/** For each rule one import that breaks it and nothing else: importing file, what it imports. */
const seeds = /** @type {const} */ ([
  ['nothing-unresolved', 'shared/lib/a1.ts', '#shared/lib/missing.ts'],
  ['production-never-imports-tests', 'main/app/a2.ts', '#test/fakes/fake.ts'],
  ['production-never-imports-scripts', 'main/app/a3.ts', '../../scripts/tool.mjs'],
  ['shared-imports-only-shared', 'shared/domain/a4.ts', '#main/node/helper.ts'],
  ['shared-runs-anywhere', 'shared/domain/a5.ts', 'node:fs'],
  ['shared-lib-and-errors-are-the-ground', 'shared/errors/a6.ts', '#shared/domain/plain.ts'],
  ['domain-knows-no-contract', 'shared/domain/a7.ts', '#shared/contract/plain.ts'],
  ['renderer-stays-in-the-page', 'renderer/lib/a8.ts', 'electron'],
  ['renderer-uses-no-node', 'renderer/lib/a9.ts', 'node:path'],
  ['features-are-strangers', 'renderer/features/one/b1.ts', '#renderer/features/two/plain.ts'],
  ['features-know-no-frame', 'renderer/features/one/b2.ts', '#renderer/app/plain.ts'],
  ['store-draws-nothing', 'renderer/store/b3.ts', '#renderer/features/two/plain.ts'],
  ['ui-kit-knows-no-feature', 'renderer/ui/b4.ts', '#renderer/store/plain.ts'],
  ['practice-pages-stand-alone', 'renderer/desk/b4.ts', '#renderer/store/plain.ts'],
  ['console-knows-no-practice-page', 'renderer/features/one/b5.ts', '#renderer/desk/plain.ts'],
  ['relay-knows-no-electron', 'main/relay/http/b5.ts', 'electron'],
  ['node-helpers-know-no-process', 'main/node/b6.ts', 'electron'],
  ['only-the-entry-from-outside', 'main/app/b7.ts', '#relay/compose.ts'],
  ['core-is-pure', 'main/relay/core/b8.ts', 'zod'],
  ['core-uses-no-node-builtin', 'main/relay/core/b9.ts', 'node:crypto'],
  ['ports-see-no-adapter', 'main/relay/ports/c1.ts', '#relay/http/plain.ts'],
  ['services-see-ports-not-adapters', 'main/relay/services/c2.ts', '#relay/storage/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/alerts/d4.ts', '#relay/http/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/probes/d5.ts', '#relay/connectors/cxone/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/operations/d6.ts', '#relay/storage/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/reconnect/d7.ts', '#relay/services/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/outage/d8.ts', '#relay/services/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/action-pages/d9.ts', '#relay/connectors/cxone/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/sla/f1.ts', '#relay/connectors/cxone/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/credentials/f3.ts', '#relay/connectors/cxone/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/certificates/desk/f4.ts', '#relay/http/plain.ts'],
  ['operations-see-ports-not-adapters', 'main/relay/setup/f5.ts', '#relay/connectors/cxone/plain.ts'],
  ['ground-sees-no-operations', 'main/relay/connectors/cxone/f6.ts', '#relay/setup/plain.ts'],
  ['setup-and-tunnel-know-no-electron', 'main/setup/f7.ts', 'electron'],
  ['setup-and-tunnel-know-no-electron', 'main/tunnel/f8.ts', '#main/app/plain.ts'],
  ['certificates-stand-alone', 'main/relay/certificates/reading/f2.ts', '#relay/http/plain.ts'],
  ['ground-sees-no-operations', 'main/relay/services/c0.ts', '#relay/alerts/plain.ts'],
  ['log-sees-ports-not-adapters', 'main/relay/messages/g1.ts', '#relay/services/plain.ts'],
  ['log-sees-ports-not-adapters', 'main/relay/tasks/g2.ts', '#relay/search/plain.ts'],
  ['log-sees-ports-not-adapters', 'main/relay/customers/g3.ts', '#relay/connectors/cxone/plain.ts'],
  ['log-knows-few-operations', 'main/relay/tasks/g4.ts', '#relay/alerts/plain.ts'],
  ['search-sees-storage-only', 'main/relay/search/g5.ts', '#relay/services/plain.ts'],
  ['nobody-builds-on-the-log', 'main/relay/storage/g6.ts', '#relay/search/plain.ts'],
  ['nobody-builds-on-the-log', 'main/relay/alerts/g7.ts', '#relay/search/plain.ts'],
  ['connectors-are-strangers', 'main/relay/connectors/wechat/c3.ts', '#relay/connectors/cxone/plain.ts'],
  ['adapters-are-strangers', 'main/relay/storage/c4.ts', '#relay/http/plain.ts'],
  ['adapters-see-no-service', 'main/relay/http/c5.ts', '#relay/services/plain.ts'],
  ['preload-is-thin', 'main/preload/c6.ts', '#main/node/helper.ts'],
  ['preload-uses-no-node-builtin', 'main/preload/c7.ts', 'node:fs'],
  ['main-draws-nothing', 'main/app/c8.ts', 'react'],
  ['database-only-in-the-relay', 'main/app/c9.ts', 'libsql'],
  ['simulators-are-strangers', 'main/sandbox/wechat/d1.ts', '#sandbox/cxone/plain.ts'],
  ['sandbox-knows-no-relay', 'main/sandbox/wechat/d2.ts', '#relay/entry.ts'],
  ['nobody-looks-into-the-simulators', 'main/app/d3.ts', '#sandbox/wechat/plain.ts'],
]);

const clean = [
  'shared/lib/plain.ts',
  'shared/domain/plain.ts',
  'shared/contract/plain.ts',
  'renderer/app/plain.ts',
  'renderer/store/plain.ts',
  'renderer/desk/plain.ts',
  'renderer/features/two/plain.ts',
  'main/node/helper.ts',
  'main/relay/entry.ts',
  'main/relay/compose.ts',
  'main/relay/core/plain.ts',
  'main/relay/http/plain.ts',
  'main/relay/storage/plain.ts',
  'main/relay/services/plain.ts',
  'main/relay/connectors/cxone/plain.ts',
  'main/app/plain.ts',
  'main/relay/alerts/plain.ts',
  'main/relay/setup/plain.ts',
  'main/relay/operations/plain.ts',
  'main/relay/search/plain.ts',
  'main/relay/ports/plain.ts',
  'main/sandbox/entry.ts',
  'main/sandbox/wechat/plain.ts',
  'main/sandbox/cxone/plain.ts',
  'test/fakes/fake.ts',
  'scripts/tool.mjs',
];

/** What each part is meant to import: none of it may be complained about. */
const allowed = /** @type {const} */ ([
  ['main/app/e1.ts', '#relay/entry.ts'],
  ['main/app/e2.ts', '#sandbox/entry.ts'],
  ['main/preload/e3.ts', '#shared/contract/plain.ts'],
  ['main/preload/e4.ts', 'electron'],
  ['main/relay/storage/e5.ts', 'libsql'],
  ['main/relay/services/e6.ts', '#relay/core/plain.ts'],
  ['main/relay/action-pages/e0.ts', '#relay/ports/plain.ts'],
  ['main/relay/reconnect/e0.ts', '#relay/core/plain.ts'],
  ['main/relay/compose-operations.ts', '#relay/alerts/plain.ts'],
  ['main/relay/tasks/e0.ts', '#relay/operations/plain.ts'],
  ['main/relay/search/e0.ts', '#relay/storage/plain.ts'],
  ['main/relay/http/e7.ts', '#main/node/helper.ts'],
  ['main/sandbox/wechat/e8.ts', '#main/node/helper.ts'],
  ['main/relay/connectors/cxone/e9.ts', './plain.ts'],
  ['renderer/features/two/f1.ts', '#renderer/store/plain.ts'],
  ['renderer/app/f2.ts', '#renderer/features/two/plain.ts'],
  ['test/f3.ts', '#relay/compose.ts'],
]);

/** @param {Record<string, string>} files */
function cruise(files) {
  const root = temporaryFolder();
  const all = { 'package.json': readFileSync(fromRoot('package.json'), 'utf8'), ...files };
  for (const name of ['electron', 'zod', 'react', 'libsql']) {
    Object.assign(all, {
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
      [`node_modules/${name}/index.js`]: '',
    });
  }
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const program = fromRoot('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [
    'main',
    'renderer',
    'shared',
    'test',
    '--config',
    fromRoot('.dependency-cruiser.cjs'),
    '--output-type',
    'json',
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' });
  try {
    /** @type {{ from: string, rule: { name: string } }[]} */
    const violations = JSON.parse(stdout).summary.violations;
    return violations.map(({ from, rule }) => `${from}: ${rule.name}`).sort();
  } catch {
    throw new Error(`dependency-cruiser: ${stderr}`);
  }
}

/** @param {readonly (readonly [string, string])[]} imports */
const filesWith = (imports) => ({
  ...Object.fromEntries(clean.map((path) => [path, 'export const plain = 1;\n'])),
  ...Object.fromEntries(
    imports.map(([path, target]) => [path, `import * as it from '${target}';\nexport const used = it;\n`]),
  ),
});

describe('the import rules', { timeout: 60_000 }, () => {
  const violations = cruiseOnce(() => cruise(filesWith(seeds.map(([, path, target]) => [path, target]))));

  it.each(seeds)('%s: %s', (rule, path) => {
    expect(violations()).toContain(`${path}: ${rule}`);
  });

  it('no-cycles', () => {
    const files = {
      ...filesWith([]),
      'shared/lib/one.ts': "import { two } from './two.ts';\nexport const one = () => two;\n",
      'shared/lib/two.ts': "import { one } from './one.ts';\nexport const two = () => one;\n",
    };
    expect(cruise(files)).toEqual(expect.arrayContaining([expect.stringContaining('no-cycles')]));
  });

  it('let through what each part is meant to import', () => {
    expect(cruise(filesWith(allowed))).toEqual([]);
  });

  it('are each tried here', () => {
    const names = [...readFileSync(fromRoot('.dependency-cruiser.cjs'), 'utf8').matchAll(/name: '([a-z-]+)'/g)].map(
      (match) => match[1],
    );
    expect(names.sort()).toEqual([...new Set([...seeds.map(([rule]) => rule), 'no-cycles'])].sort());
  });
});

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T} the value, made at the first call
 */
function cruiseOnce(make) {
  /** @type {{ value: T } | undefined} */
  let made;
  return () => (made ??= { value: make() }).value;
}
