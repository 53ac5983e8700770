/** Prints which Electron the scripts use, as one JSON line, fetching it if need be. */
import { runMain } from './lib/problem.mjs';
import { sayOn } from './lib/say.mjs';
import { setUp } from './lib/set-up.mjs';

await runMain(async () => {
  const { electron } = await setUp(sayOn(process.stderr), { electron: true });
  process.stdout.write(`${JSON.stringify(electron)}\n`);
});
