import type { SlaBreach } from '#shared/domain/sla.ts';

/** Both lists in one, newest first, each once; where both hold one, the second list's word counts. */
export function mergeBreaches(known: readonly SlaBreach[], told: readonly SlaBreach[]): readonly SlaBreach[] {
  const byId = new Map([...known, ...told].map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => b.breachedAt - a.breachedAt || (a.id < b.id ? 1 : -1));
}
