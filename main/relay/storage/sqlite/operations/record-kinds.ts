import type { RecordKind } from '../../../ports/operations-store.ts';

// The positions below are what the file holds. Add at the end; never move, never remove.
const kinds = [
  'state_span',
  'leg_span',
  'incident',
  'incident_event',
  'told',
  'receipt',
  'gap',
  'maintenance',
  'watch',
  'audit',
  'shift_note',
  'sla_case',
  'sla_breach',
  'sla_version',
  'certificate',
  'certificate_request',
  'certificate_authority',
  'certificate_trust',
  'credential',
  'customer',
  'traffic_span',
  'message_task',
  'sighting',
] as const satisfies readonly RecordKind[];

export const recordKindNumber: Readonly<Record<RecordKind, number>> = Object.fromEntries(
  kinds.map((kind, number) => [kind, number]),
) as Record<RecordKind, number>;

/** Kinds that tell of a moment: without an end they are over as soon as they are written. */
const momentary: ReadonlySet<RecordKind> = new Set(['incident_event', 'told', 'receipt', 'audit', 'shift_note']);

/** From when on the age of a record counts for removal; null while it goes on. */
export function overAt(kind: RecordKind, at: number, endedAt: number | null): number | null {
  return endedAt ?? (momentary.has(kind) ? at : null);
}
