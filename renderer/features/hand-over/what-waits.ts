import type { ChannelSnapshot } from '#shared/domain/channel.ts';

/** True when messages of this channel wait, or need somebody's decision. */
export function hasSomethingLeft(channel: Pick<ChannelSnapshot, 'waiting' | 'unconfirmed' | 'deadLetters'>): boolean {
  return channel.waiting.inbound + channel.waiting.outbound > 0 || channel.unconfirmed > 0 || channel.deadLetters > 0;
}
