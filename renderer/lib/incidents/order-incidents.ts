import type { Incident } from '#shared/domain/incident.ts';
import { needRank } from '../describe/describe-channel-state.ts';

/** The worst first, then what nobody looks after, then the oldest. */
export function byUrgency(a: Incident, b: Incident): number {
  return (
    needRank(a.worst) - needRank(b.worst) ||
    Number(a.acknowledgedBy !== null) - Number(b.acknowledgedBy !== null) ||
    a.openedAt - b.openedAt ||
    a.id.localeCompare(b.id)
  );
}

/** Those that are not closed, the most urgent first. */
export function openIncidents(incidents: Iterable<Incident>): readonly Incident[] {
  return [...incidents].filter(({ closedAt }) => closedAt === null).sort(byUrgency);
}

/** Two lists of incidents as one without doubles: of two versions of one the newer counts. Newest beginning first. */
export function mergeIncidents(...lists: readonly (readonly Incident[])[]): readonly Incident[] {
  const byId = new Map<string, Incident>();
  for (const incident of lists.flat()) {
    const known = byId.get(incident.id);
    if (known === undefined || incident.revision >= known.revision) byId.set(incident.id, incident);
  }
  return [...byId.values()].sort((a, b) => b.openedAt - a.openedAt || b.id.localeCompare(a.id));
}
