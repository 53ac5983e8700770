import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const project = fileURLToPath(new URL('../../../', import.meta.url));

/** Builds a program of this folder into one file that Node starts as it is. Returns its path. */
export async function buildChild(name: string, outDir: string): Promise<string> {
  const entryFileNames = `${name}.mjs`;
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: `${project}test/integration/media/${name}.ts`,
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames } },
    },
    ssr: { noExternal: true },
  });
  return join(outDir, entryFileNames);
}
