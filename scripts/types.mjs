/**
 * `npm run types`: checks the types of every project, one after the other, with the compiler that works on all cores. Its results are
 * not built from: Vite does that. ESLint reads the sources with the compiler's former major version, whose interface it still needs.
 */
import { spawnSync } from 'node:child_process';
import { fromRoot, projectRoot } from './lib/project.mjs';
import { runMain } from './lib/problem.mjs';

const projects = ['shared', 'main', 'renderer', 'test', 'scripts'];
const compiler = fromRoot('node_modules/typescript-7/bin/tsc');

await runMain(() => {
  const failed = projects.filter(
    (project) =>
      spawnSync(process.execPath, [compiler, '-p', project], { cwd: projectRoot, stdio: 'inherit' }).status !== 0,
  );
  return Promise.resolve(failed.length === 0 ? 0 : 1);
});
