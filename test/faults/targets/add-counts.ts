import type { FaultCounts } from '#test/faults/plan/scenario.ts';

export type Counts = FaultCounts;

export const noCounts: Counts = {
  injections: 0,
  offered: 0,
  acknowledged: 0,
  lost: 0,
  unexpected: 0,
  repeatedRequests: 0,
  doubled: 0,
  unconfirmed: 0,
  orderBreaks: 0,
};

/** Sums two runs of one scenario. */
export function addCounts(first: Counts, second: Counts): Counts {
  const names = Object.keys(noCounts) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, first[name] + second[name]])) as unknown as Counts;
}
