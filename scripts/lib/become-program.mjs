import { pathToFileURL } from 'node:url';
import { endWithNpm } from './end-with-npm.mjs';
import { fromRoot } from './project.mjs';
import { sayOn } from './say.mjs';
import { setUp } from './set-up.mjs';

/**
 * Sets up, speaking on standard error only, and then is the built program: same process, so that signals, exit code and
 * standard output are the program's own.
 *
 * @param {'relay' | 'sandbox' | 'certificates'} name of the npm script and of the program in out/main
 */
export async function becomeProgram(name) {
  await setUp(sayOn(process.stderr), { build: true });
  endWithNpm(name);
  // npm changes into the project; relative paths in the arguments mean the folder the person is in.
  if (process.env.npm_lifecycle_event === name && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
  const program = fromRoot('out', 'main', `${name}.js`);
  process.argv[1] = program;
  await import(pathToFileURL(program).href);
}
