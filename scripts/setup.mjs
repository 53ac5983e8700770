/** `npm run setup`: packages, build, system libraries and the Electron runtime, so that start and test are quick. */
import { runMain } from './lib/problem.mjs';
import { sayOn } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';
import { hasDisplay } from './lib/virtual-display.mjs';

await runMain(async () => {
  const say = sayOn(process.stdout);
  const { electron } = await setUp(say, { build: true, electron: true, virtualDisplay: !hasDisplay() });
  say.line(`ready. Electron ${electron?.version} (${electron?.kind}), Node ${process.versions.node}`);
});
