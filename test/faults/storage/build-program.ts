import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const built = new Map<string, Promise<string>>();

/** Builds a program of the tests (its path from the project's root) into one JavaScript file. Returns that file's path. */
export function buildProgram(source: string): Promise<string> {
  const before = built.get(source);
  if (before !== undefined) return before;
  // Inside node_modules, so that the packages it imports are found from where it lies.
  const name = basename(source, '.ts');
  const outDir = `${root}node_modules/.cache/veerpont-tests/${process.pid}-${name}`;
  process.once('exit', () => {
    rmSync(outDir, { recursive: true, force: true });
  });
  const done = build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: `${root}${source}`, outDir, minify: false, target: 'node20' },
  }).then(() => `${outDir}/${name}.js`);
  built.set(source, done);
  return done;
}
