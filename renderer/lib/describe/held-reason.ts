import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { PendingReason, TrafficRow } from '#shared/domain/message.ts';

/**
 * Why a waiting message waits. Its row tells only of the message itself; that nothing at all is handed on at present is
 * known of the channel, and comes first: 'next in line' would promise that it goes at once.
 */
export function heldReason(
  { state, pendingReason, direction }: Pick<TrafficRow, 'state' | 'pendingReason' | 'direction'>,
  channel: Pick<ChannelSnapshot, 'state' | 'legs'> | undefined,
): PendingReason | null {
  if (channel === undefined || state !== 'pending') return pendingReason;
  if (pendingReason !== 'due' && pendingReason !== 'retry') return pendingReason;
  if (channel.state.kind === 'paused') return 'paused';
  if (channel.state.kind === 'stopped') return 'leg_down';
  const { fault } = channel.legs[direction === 'inbound' ? 'cxoneOut' : 'wechatOut'];
  return pendingReason === 'due' && fault !== null ? 'leg_down' : pendingReason;
}
