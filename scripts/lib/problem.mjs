/** A failure the person at the keyboard can understand and act on: shown as its message, without a stack. */
export class Problem extends Error {
  /** @override */
  name = 'Problem';
}

/**
 * @param {unknown} thrown
 * @returns {string}
 */
export const messageOf = (thrown) => (thrown instanceof Error ? thrown.message : String(thrown));

/**
 * Says on standard error why a script fails, and makes its exit code 1. A problem is one clear message, without a stack.
 *
 * @param {unknown} thrown
 */
export function reportFailure(thrown) {
  process.exitCode = 1;
  if (thrown instanceof Problem) process.stderr.write(`veerpont: ${thrown.message}\n`);
  else
    process.stderr.write(`veerpont: unexpected failure\n${thrown instanceof Error ? thrown.stack : String(thrown)}\n`);
}

/**
 * Runs a script's main function.
 *
 * @param {() => Promise<number | void>} main answers the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (thrown) {
    reportFailure(thrown);
  }
}
