/** `npm run --silent relay -- …`: the relay without Electron. */
import { becomeProgram } from './lib/become-program.mjs';
import { reportFailure } from './lib/problem.mjs';

await becomeProgram('relay').catch(reportFailure);
