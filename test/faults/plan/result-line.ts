import type { ScenarioResult } from './run-scenario.ts';
import type { FaultCounts } from './scenario.ts';

const shownCounts: readonly (readonly [keyof FaultCounts, string])[] = [
  ['injections', 'faults'],
  ['offered', 'offered'],
  ['acknowledged', 'acknowledged'],
  ['lost', 'lost'],
  ['unexpected', 'unexpected'],
  ['repeatedRequests', 'repeated requests'],
  ['doubled', 'doubled'],
  ['unconfirmed', 'unconfirmed'],
  ['orderBreaks', 'order breaks'],
];

/** What one scenario came to, on one line. */
export function resultLine(result: ScenarioResult): string {
  const { outcome } = result;
  const counts = outcome === null ? [] : shownCounts.filter(([name]) => outcome[name] !== undefined);
  const parts = [
    ...counts.map(([name, word]) => `${outcome?.[name] ?? 0} ${word}`),
    ...Object.entries(outcome?.figures ?? {}).map(([name, value]) => `${name} ${value}`),
    `seed ${result.seed}`,
    `${(result.elapsedMs / 1_000).toFixed(1)} s`,
    ...(result.reason === '' ? [] : [result.reason.split('\n')[0] ?? '']),
  ];
  return `${result.status.padEnd(7)}  ${result.group}/${result.name}: ${parts.join(', ')}`;
}
