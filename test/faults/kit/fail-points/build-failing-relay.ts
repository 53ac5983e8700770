import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const here = fileURLToPath(new URL('./', import.meta.url));

/** Modules of the relay and what stands in for them, by file name. */
const replacements: Readonly<Record<string, string>> = {
  'sqlite-store.ts': 'failing-store.ts',
  'cxone-target.ts': 'failing-cxone-target.ts',
  'wechat-target.ts': 'failing-wechat-target.ts',
  'public-server.ts': 'failing-public-server.ts',
};

let built: Promise<string> | null = null;

/**
 * Builds the relay with fail points, from its own sources: where it is put together, four modules are taken from here
 * instead, which wrap the real ones. So nothing of it is in the released program. Returns the path of the program.
 */
export function buildFailingRelay(): Promise<string> {
  built ??= buildOnce();
  return built;
}

async function buildOnce(): Promise<string> {
  const replaced = new Set<string>();
  const outDir = `${root}out/test`;
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'fail-points',
        enforce: 'pre',
        resolveId(source, importer) {
          const name = basename(source);
          const replacement = replacements[name];
          const isComposition = /\/main\/relay\/(?:compose[\w-]*|open-relay-data)\.ts$/u.test(importer ?? '');
          if (replacement === undefined || !isComposition) return null;
          replaced.add(name);
          return `${here}${replacement}`;
        },
      },
    ],
    build: {
      ssr: `${root}main/relay/entry.ts`,
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'relay.js' } },
    },
  });
  const missed = Object.keys(replacements).filter((name) => !replaced.has(name));
  if (missed.length > 0) throw new Error(`the relay is not put together with ${missed.join(', ')} any more`);
  return `${outDir}/relay.js`;
}
