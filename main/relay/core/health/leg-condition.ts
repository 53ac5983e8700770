import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import type { LegCondition } from './timeline.ts';

/** What a leg of a channel counts as in the uptime figures. A leg that nothing has proven is not up. */
export function conditionOf(
  { state, legs, maintenanceUntil }: Pick<ChannelSnapshot, 'state' | 'legs' | 'maintenanceUntil'>,
  leg: Leg,
): LegCondition {
  if (state.kind === 'paused' || state.kind === 'stopped' || maintenanceUntil !== null) return 'off';
  // Not in use yet, so neither up nor down.
  if (state.kind === 'not_configured' && (leg === 'cxoneIn' || leg === 'cxoneOut')) return 'off';
  // What is known from before a start or a sleep is no proof that it works now: our checks have to end first.
  if (state.kind === 'unknown' || state.kind === 'connecting') return 'unknown';
  const { proof, fault } = legs[leg];
  if (fault !== null) return 'down';
  return proof === null ? 'unknown' : 'up';
}
