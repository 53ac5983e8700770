/**
 * @param {readonly import('./fault-plan.mjs').FaultResult[]} results
 * @returns {string} one line per scenario in columns, and their sum
 */
export function faultTable(results) {
  const head = ['scenario', '', 'faults', 'acknowledged', 'lost', 'doubled', 'unconfirmed', 'time', ''];
  const rows = results.map(({ group, name, status, outcome, elapsedMs, reason }) => [
    `${group}/${name}`,
    status,
    ...['injections', 'acknowledged', 'lost', 'doubled', 'unconfirmed'].map((count) => String(outcome?.[count] ?? '')),
    `${(elapsedMs / 1000).toFixed(1)} s`,
    reason === '' ? figuresOf(outcome?.figures ?? {}) : (reason.split('\n')[0] ?? '').slice(0, 100),
  ]);
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  /** @type {(cell: string, column: number) => string} */
  const pad = (cell, column) => {
    const width = column === head.length - 1 ? 0 : (widths[column] ?? 0);
    return column > 1 && column < head.length - 1 ? cell.padStart(width) : cell.padEnd(width);
  };
  return all.map((row) => row.map(pad).join('  ').trimEnd()).join('\n');
}

/** @param {Record<string, number | string>} figures */
const figuresOf = (figures) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

/** @param {readonly import('./fault-plan.mjs').FaultResult[]} results */
export function faultSummary(results) {
  /** @param {string} status */
  const count = (status) => results.filter((result) => result.status === status).length;
  /** @param {string} name */
  const sum = (name) => results.reduce((total, { outcome }) => total + Number(outcome?.[name] ?? 0), 0);
  return {
    scenarios: results.length,
    held: count('held'),
    failed: count('failed'),
    notRun: count('not run'),
    injections: sum('injections'),
    offered: sum('offered'),
    acknowledged: sum('acknowledged'),
    lost: sum('lost'),
    unexpected: sum('unexpected'),
    repeatedRequests: sum('repeatedRequests'),
    doubled: sum('doubled'),
    unconfirmed: sum('unconfirmed'),
    orderBreaks: sum('orderBreaks'),
  };
}
