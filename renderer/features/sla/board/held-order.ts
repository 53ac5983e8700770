import type { SlaRow } from '#shared/domain/sla.ts';

export interface HeldOrder {
  readonly rows: readonly SlaRow[];
  /** Conversations of the held list that are no longer in the new one. */
  readonly gone: ReadonlySet<string>;
  /** Conversations of the new list that the held one does not show. */
  readonly newCount: number;
  /** The new list stands in another order. */
  readonly orderWaits: boolean;
}

/** What is shown while somebody points at the list: new content in the old places, so that nothing moves away. */
export function heldOrder(held: readonly SlaRow[], fresh: readonly SlaRow[]): HeldOrder {
  const byId = new Map(fresh.map((row) => [row.id, row]));
  const heldIds = new Set(held.map((row) => row.id));
  const gone = new Set(held.filter((row) => !byId.has(row.id)).map((row) => row.id));
  const kept = fresh.filter((row) => heldIds.has(row.id)).map((row) => row.id);
  const places = held.filter((row) => byId.has(row.id)).map((row) => row.id);
  return {
    rows: held.map((row) => byId.get(row.id) ?? row),
    gone,
    newCount: fresh.length - kept.length,
    orderWaits: gone.size > 0 || kept.some((id, index) => id !== places[index]),
  };
}
