import type { Leg, ProofStrength } from '#shared/domain/channel.ts';

/** Key under `strength`. */
export type StrengthText =
  | 'strength.end_to_end'
  | 'strength.message'
  | 'strength.answeredWechat'
  | 'strength.answeredCxone'
  | 'strength.otherSideWechat'
  | 'strength.otherSideCxone'
  | 'strength.own_check'
  | 'strength.none';

/** How strong a proof is, in words; what the other side did names that side. */
export function strengthText(leg: Leg, strength: ProofStrength | null): StrengthText {
  const atWechat = leg === 'wechatIn' || leg === 'wechatOut';
  switch (strength) {
    case null:
      return 'strength.none';
    case 'answered':
      return atWechat ? 'strength.answeredWechat' : 'strength.answeredCxone';
    case 'other_side':
      return atWechat ? 'strength.otherSideWechat' : 'strength.otherSideCxone';
    case 'end_to_end':
    case 'message':
    case 'own_check':
      return `strength.${strength}`;
  }
}

/** In the order a message takes: there and back. */
export const legOrder: readonly Leg[] = ['wechatIn', 'cxoneOut', 'cxoneIn', 'wechatOut'];
