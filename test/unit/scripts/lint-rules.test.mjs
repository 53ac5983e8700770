import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { fromRoot, projectRoot } from '../../../scripts/lib/project.mjs';
import { temporaryFolder } from './temporary-folder.mjs';

const eslint = new ESLint({ cwd: projectRoot });
const linter = new Linter();

/**
 * Lints a text as if it stood at `path`, with the rules that need no types.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Promise<string[]>} the names of the rules it breaks
 */
async function broken(path, text) {
  const { rules } = await eslint.calculateConfigForFile(fromRoot(path));
  const wanted = Object.entries(rules).filter(([name]) => /^no-(restricted|console|eval|new-func)/.test(name));
  const messages = linter.verify(
    text,
    {
      files: ['**/*.{ts,tsx,mjs}'],
      languageOptions: {
        parser: /** @type {Linter.Parser} */ (tseslint.parser),
        parserOptions: { ecmaFeatures: { jsx: true } },
      },
      rules: Object.fromEntries(wanted),
    },
    { filename: path },
  );
  return messages.map(({ ruleId, message }) => ruleId ?? message);
}

describe('the lint rules', { timeout: 60_000 }, () => {
  it.each([
    ['renderer/app/a.tsx', 'node.innerHTML = text;'],
    ['renderer/app/a.tsx', 'node.outerHTML = text;'],
    ['renderer/app/a.tsx', "node.insertAdjacentHTML('beforeend', text);"],
    ['renderer/app/a.tsx', 'document.write(text);'],
    ['renderer/app/a.tsx', 'const a = <p dangerouslySetInnerHTML={{ __html: text }} />;'],
    ['renderer/app/a.tsx', "createElement('p', { dangerouslySetInnerHTML: { __html: text } });"],
    ['renderer/app/a.tsx', 'eval(text);'],
    ['renderer/app/a.tsx', 'new Function(text);'],
    ['renderer/app/a.tsx', 'console.log(text);'],
    ['main/app/a.ts', 'window.webContents.executeJavaScript(text);'],
    ['main/app/a.ts', 'connect({ rejectUnauthorized: false });'],
    ['main/app/a.ts', 'options.rejectUnauthorized = false;'],
    ['main/app/a.ts', "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';"],
    ['main/app/a.ts', 'shell.openExternal(url);'],
    ['main/app/a.ts', 'const { openExternal } = shell;'],
    ['main/app/a.ts', "import { ipcMain } from 'electron';"],
    ['main/relay-host/a.ts', "import { ipcMain } from 'electron';"],
    ['renderer/lib/a.ts', "import { ipcRenderer } from 'electron';"],
    ['shared/domain/a.ts', 'export default 1;'],
    ['main/app/a.ts', 'export { one as default };'],
    ['scripts/lib/a.mjs', 'connect({ rejectUnauthorized: false });'],
    ...['main/relay/core/a.ts', 'main/relay/services/a.ts', 'main/relay-host/a.ts'].flatMap((path) =>
      [
        'Date.now();',
        'new Date();',
        'Math.random();',
        'performance.now();',
        'setTimeout(run, 1);',
        'setInterval(run, 1);',
        'globalThis.setTimeout(run, 1);',
        "import { setTimeout as sleep } from 'node:timers/promises';",
      ].map((text) => [path, text]),
    ),
  ])('%s: refused: %s', async (path, text) => {
    expect(await broken(String(path), String(text))).toHaveLength(1);
  });

  it.each([
    ['main/app/open-link.ts', 'shell.openExternal(url);'],
    ['main/ipc/a.ts', "import { ipcMain } from 'electron';"],
    ['main/preload/a.ts', "import { contextBridge, ipcRenderer } from 'electron';"],
    ['main/app/a.ts', "import { app } from 'electron';\nsetTimeout(run, Date.now());"],
    ['main/relay/core/a.ts', 'new Date(atMs).toISOString();'],
    ['main/relay/connectors/a.ts', 'connect({ rejectUnauthorized: true });'],
    ['renderer/app/a.tsx', 'const a = <p>{node.innerHTML}</p>;'],
    ['test/integration/a.test.ts', 'connect({ rejectUnauthorized: false });'],
    ['vitest.config.ts', 'export default {};'],
  ])('%s: let through: %s', async (path, text) => {
    expect(await broken(path, text)).toEqual([]);
  });
});

describe('the lint rules that know types', { timeout: 60_000 }, () => {
  /**
   * Lints a text in a project of its own.
   *
   * @param {string} text
   * @returns {string[]} the names of the rules it breaks
   */
  function brokenTypes(text) {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'tsconfig.json'), '{ "compilerOptions": { "strict": true }, "include": ["."] }');
    writeFileSync(join(folder, 'a.ts'), text);
    const args = [fromRoot('node_modules/oxlint/bin/oxlint'), '--config', fromRoot('.oxlintrc.json')];
    const { stdout, stderr } = spawnSync(process.execPath, [...args, '--format', 'json', join(folder, 'a.ts')], {
      cwd: projectRoot,
      encoding: 'utf8',
    });
    try {
      /** @type {{ diagnostics: { code: string }[] }} */
      const { diagnostics } = JSON.parse(stdout);
      return diagnostics.map(({ code }) => code);
    } catch {
      throw new Error(`Oxlint: ${stderr}${stdout}`);
    }
  }

  it.each([
    ['no-floating-promises', 'async function f(): Promise<void> {}\nf();'],
    ['no-misused-promises', 'declare const f: () => Promise<boolean>;\nif (f()) throw new Error();'],
    ['no-unsafe-return', 'export const f = (text: string): number => JSON.parse(text);'],
    ['no-deprecated', '/** @deprecated */\nexport const a = 1;\nexport const b = a + 1;'],
    ['switch-exhaustiveness-check', "export function f(a: 'x' | 'y'): void {\n  switch (a) {\n    case 'x':\n  }\n}"],
    ['no-base-to-string', "export const f = (a: object): string => '' + a;"],
  ])('%s', (rule, text) => {
    expect(brokenTypes(text)).toEqual([`typescript(${rule})`]);
  });

  it('let a sound text through', () => {
    expect(brokenTypes('export const f = async (): Promise<number> => Promise.resolve(1);')).toEqual([]);
  });
});
