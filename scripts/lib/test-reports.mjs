/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @type {Counts} */
export const noCounts = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export const addCounts = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/**
 * Counts in Vitest's JSON report. A file that could not be loaded holds no tests, yet is a failure.
 *
 * @param {string} text
 * @returns {Counts}
 */
export function countVitest(text) {
  const report = JSON.parse(text);
  /** @type {{ status: string, assertionResults: { status: string }[] }[]} */
  const files = report.testResults;
  const statuses = files.flatMap((file) => file.assertionResults.map((test) => test.status));
  const failedTests = statuses.filter((status) => status === 'failed').length;
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = statuses.filter((status) => status === 'passed').length;
  return { passed, failed: failedTests + brokenFiles, skipped: statuses.length - passed - failedTests };
}

/**
 * Counts in Playwright's JSON report. A test that passed only when repeated is a failure, and so is trouble outside tests.
 *
 * @param {string} text
 * @returns {Counts}
 */
export function countPlaywright(text) {
  const { stats, errors } = JSON.parse(text);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (errors?.length ?? 0),
    skipped: stats.skipped,
  };
}

/**
 * What a part of the tests came to. It failed when its program failed, also if the report names no failed test, and
 * when nothing ran at all.
 *
 * @param {number} exitCode
 * @param {Counts | undefined} counts undefined when the program left no report
 * @returns {{ ok: boolean, counts: Counts, note: string }}
 */
export function verdictOf(exitCode, counts) {
  if (counts === undefined)
    return { ok: false, counts: { ...noCounts, failed: 1 }, note: `crashed (exit code ${exitCode}, no report)` };
  if (counts.failed > 0) return { ok: false, counts, note: 'failed' };
  if (exitCode !== 0) return { ok: false, counts: { ...counts, failed: 1 }, note: `ended with exit code ${exitCode}` };
  if (counts.passed === 0) return { ok: false, counts: { ...counts, failed: 1 }, note: 'no test ran' };
  return { ok: true, counts, note: 'ok' };
}

/**
 * @param {Counts} counts
 * @returns {string} the last line of `npm test`
 */
export const countsLine = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;
