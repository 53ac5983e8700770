import type { Leg } from '#shared/domain/channel.ts';

/** Which way messages go over a leg, for words about what stops: from customers, or from agents. */
export const directionOf: Readonly<Record<Leg, 'inbound' | 'outbound'>> = {
  wechatIn: 'inbound',
  cxoneOut: 'inbound',
  cxoneIn: 'outbound',
  wechatOut: 'outbound',
};
