import type { StateCounts } from '#shared/domain/overview.ts';

/** Received messages that stand in no state (positive) or in two (negative); 0 when every message is accounted for. */
export function ledgerDifference(counts: StateCounts): number {
  const { accepted, pending, delivered, unconfirmed, dead_letter, expired, quarantined, discarded } = counts;
  return accepted - (pending + delivered + unconfirmed + dead_letter + expired + quarantined + discarded);
}
