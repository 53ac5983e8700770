import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import typescript from 'typescript';

// `node --import <this file> program.ts`: lets a child process of a test run our sources as they are.
if (isMainThread) register(import.meta.url);

/**
 * A module hook: turns TypeScript into JavaScript as it is loaded. Types are not checked here.
 * @param {string} url
 * @param {{ format?: string }} context
 * @param {(url: string, context: object) => Promise<{ format: string, source?: string | ArrayBuffer }>} nextLoad
 */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const { outputText } = typescript.transpileModule(await readFile(fileURLToPath(url), 'utf8'), {
    compilerOptions: {
      target: typescript.ScriptTarget.ES2022,
      module: typescript.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
