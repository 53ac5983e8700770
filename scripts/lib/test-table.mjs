/** @typedef {{ name: string, elapsed: string, note: string, counts: import('./test-reports.mjs').Counts }} TableRow */

/**
 * @param {readonly TableRow[]} results
 * @returns {string} one line per part, in columns
 */
export function testTable(results) {
  const rows = results.map(({ name, elapsed, note, counts: { passed, failed, skipped } }) => {
    const isCheck = passed + failed + skipped === 0;
    return [name, ...(isCheck ? ['', '', ''] : [passed, failed, skipped].map(String)), elapsed, note];
  });
  const all = [['part', 'passed', 'failed', 'skipped', 'time', ''], ...rows];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  /** @type {(cell: string, column: number) => string} */
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0));
  return all.map((row) => [...row.slice(0, 5).map(pad), row[5]].join('  ').trimEnd()).join('\n');
}
