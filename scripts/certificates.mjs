/** `npm run --silent certificates -- …`: reads and makes certificates, without window or relay. */
import { becomeProgram } from './lib/become-program.mjs';
import { reportFailure } from './lib/problem.mjs';

await becomeProgram('certificates').catch(reportFailure);
