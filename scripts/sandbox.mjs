/** `npm run --silent sandbox -- …`: the simulated WeChat and CXone alone. */
import { becomeProgram } from './lib/become-program.mjs';
import { reportFailure } from './lib/problem.mjs';

await becomeProgram('sandbox').catch(reportFailure);
