/** `npm run bench`: builds the relay and the programs of the benchmark, then runs it. See docs/performance.md. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { runMain } from './lib/problem.mjs';
import { fromRoot, projectRoot } from './lib/project.mjs';
import { runAttached } from './lib/run.mjs';
import { appEnvironment } from './lib/run-app.mjs';
import { sayOn } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { hasDisplay, startVirtualDisplay } from './lib/virtual-display.mjs';

const programs = {
  main: 'main.ts',
  load: 'programs/load.ts',
  target: 'programs/target.ts',
  fill: 'programs/fill.ts',
  'fill-sla': 'programs/fill-sla.ts',
  'sla-work': 'programs/sla-work.ts',
  'fill-search': 'programs/fill-search.ts',
  'search-work': 'programs/search-work.ts',
  'ported-relay': 'programs/ported-relay.ts',
  bare: 'references/bare.ts',
  durable: 'references/durable.ts',
  naive: 'references/naive.ts',
};

await runMain(async () => {
  endWithNpm('bench');
  const given = process.argv.slice(2);
  const ownRelay = given.some((argument) => /^--relay(=|$)/.test(argument));
  // The window's own measure is made only when it is asked for.
  const withWindow = given.some(
    (argument, index) => argument === '--only=tail' || (argument === 'tail' && given[index - 1] === '--only'),
  );
  const { electron } = await setUp(sayOn(process.stderr), {
    build: !ownRelay,
    electron: withWindow,
    virtualDisplay: withWindow && !hasDisplay(),
  });
  const screen = withWindow && !hasDisplay() ? await startVirtualDisplay() : undefined;
  const folder = await bundled();
  try {
    const relay = ownRelay ? [] : ['--relay', fromRoot('out', 'main', 'relay.js')];
    const window = withWindow ? ['--window', fromRoot('test', 'e2e', 'driven-app')] : [];
    const args = [join(folder, 'main.js'), ...given, ...relay, ...window, '--programs', folder];
    const env = appEnvironment({
      ...(electron !== undefined && { VEERPONT_ELECTRON_PATH: electron.executablePath }),
      ...(screen !== undefined && { DISPLAY: screen.display, WAYLAND_DISPLAY: '' }),
    });
    return await runAttached(process.execPath, args, { cwd: callerFolder(), env });
  } finally {
    await screen?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** npm changes into the project; relative paths mean the folder the person is in. */
function callerFolder() {
  const { npm_lifecycle_event: script, INIT_CWD: folder } = process.env;
  return script === 'bench' && folder !== undefined ? folder : process.cwd();
}

/** Plain JavaScript in a folder from which packages are found. */
async function bundled() {
  const cache = fromRoot('node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'veerpont-bench-'));
  await build({
    root: projectRoot,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      outDir: folder,
      target: 'node20.18',
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(programs).map(([name, path]) => [name, resolve(projectRoot, 'test/bench', path)]),
        ),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return folder;
}
