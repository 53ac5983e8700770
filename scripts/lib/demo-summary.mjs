/**
 * The one JSON line the app prints at the end of a demo run.
 *
 * @typedef {{ event: 'demo-summary', lost: number } & Record<string, unknown>} DemoSummary
 */

/**
 * @param {string} line one line of the app's standard output
 * @returns {DemoSummary | undefined} undefined when the line is something else
 */
export function readSummaryLine(line) {
  if (!line.trimStart().startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line);
    return value?.event === 'demo-summary' && typeof value.lost === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} exitCode of the app
 * @param {DemoSummary | undefined} summary
 * @returns {string | undefined} what is wrong with the run; undefined when nothing is
 */
export function demoFault(exitCode, summary) {
  if (exitCode !== 0) return `the app ended with exit code ${exitCode}`;
  if (summary === undefined) return 'the app ended without a summary';
  return summary.lost === 0 ? undefined : `${summary.lost} messages were lost`;
}

/**
 * Splits a stream into lines, whatever the sizes of its pieces.
 *
 * @param {(line: string) => void} onLine
 */
export function lineSplitter(onLine) {
  let rest = '';
  return {
    /** @param {string} piece */
    push(piece) {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line.replace(/\r$/, ''));
    },
    end() {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
