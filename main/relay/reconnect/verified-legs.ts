import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import type { LegVerification } from '#shared/domain/health.ts';

const order: readonly Leg[] = ['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut'];

/**
 * How each leg is proven since a reconnect began. A leg that stayed quiet keeps its strength null, which says 'not proven
 * since'; `at` is then its last proof, so that its age can be told.
 */
export function verifiedLegs(
  since: readonly LegVerification[],
  legs: ChannelSnapshot['legs'],
): readonly LegVerification[] {
  const found = new Map(since.map((one) => [one.leg, one]));
  return order.map((leg) => {
    const proven = found.get(leg);
    if (proven !== undefined && proven.strength !== null) return proven;
    return { leg, strength: null, at: legs[leg].proof?.at ?? null };
  });
}
