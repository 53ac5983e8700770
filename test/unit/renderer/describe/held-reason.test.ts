import { describe, expect, it } from 'vitest';
import type { ChannelStateKind } from '#shared/domain/channel.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import { heldReason } from '#renderer/lib/describe/held-reason.ts';
import { aChannel, fault } from '../fake-data.ts';

type Row = Pick<TrafficRow, 'state' | 'pendingReason' | 'direction'>;
const waiting = (part: Partial<Row> = {}): Row => ({
  state: 'pending',
  pendingReason: 'due',
  direction: 'outbound',
  ...part,
});
const inState = (kind: ChannelStateKind) => {
  const channel = aChannel();
  return { ...channel, state: { ...channel.state, kind } };
};
const refused = fault({ code: 'WECHAT_IP_NOT_LISTED' });

describe('why a message of a channel waits', () => {
  it.each(['due', 'retry'] as const)('is the pause, not that it is %s', (pendingReason) => {
    expect(heldReason(waiting({ pendingReason }), inState('paused'))).toBe('paused');
    expect(heldReason(waiting({ pendingReason, direction: 'inbound' }), inState('paused'))).toBe('paused');
  });

  it('is the missing way out while its own direction fails', () => {
    const { legs, ...channel } = inState('action_required');
    const failing = { ...channel, legs: { ...legs, wechatOut: refused } };
    expect(heldReason(waiting(), failing)).toBe('leg_down');
    expect(heldReason(waiting({ direction: 'inbound' }), failing)).toBe('due');
    expect(heldReason(waiting({ pendingReason: 'retry' }), failing)).toBe('retry');
  });

  it('is never that it goes at once while the channel is stopped', () => {
    expect(heldReason(waiting(), inState('stopped'))).toBe('leg_down');
  });

  it('stays what the relay told of the message itself', () => {
    expect(heldReason(waiting(), inState('connected'))).toBe('due');
    expect(heldReason(waiting({ pendingReason: 'sending' }), inState('paused'))).toBe('sending');
    expect(heldReason(waiting({ pendingReason: 'window_closed' }), inState('paused'))).toBe('window_closed');
    expect(heldReason(waiting({ state: 'delivered', pendingReason: null }), inState('paused'))).toBeNull();
    expect(heldReason(waiting(), undefined)).toBe('due');
  });
});
