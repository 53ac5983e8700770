import type { TrafficRow } from '#shared/domain/message.ts';
import { heldReason } from '../lib/describe/held-reason.ts';
import { useConsole } from './console-store.ts';

/** The row as it is to be shown: a channel that hands nothing on is why its messages wait. */
export function useHeldRow(row: TrafficRow): TrafficRow {
  const reason = useConsole((state) => heldReason(row, state.channels[row.channelId]));
  return reason === row.pendingReason ? row : { ...row, pendingReason: reason };
}
