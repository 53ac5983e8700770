import type { ChannelSnapshot, Leg, LegStatus, ProofStrength } from '#shared/domain/channel.ts';
import type { Direction } from '#shared/domain/message.ts';
import { channelStateLook } from './describe-channel-state.ts';
import type { Tone } from '../tone.ts';

/** The legs a message passes, in its order. */
export const legsOf: Readonly<Record<Direction, readonly [Leg, Leg]>> = {
  inbound: ['wechatIn', 'cxoneOut'],
  outbound: ['cxoneIn', 'wechatOut'],
};

export const directionOfLeg: Readonly<Record<Leg, Direction>> = {
  wechatIn: 'inbound',
  cxoneOut: 'inbound',
  cxoneIn: 'outbound',
  wechatOut: 'outbound',
};

type Fault = NonNullable<LegStatus['fault']>;

/** What can be claimed of one direction: its worst leg decides. */
export type DirectionView =
  | { readonly kind: 'fault'; readonly tone: Tone; readonly leg: Leg; readonly fault: Fault }
  | {
      readonly kind: 'proof';
      readonly tone: Tone;
      readonly at: number;
      readonly leg: Leg;
      readonly strength: ProofStrength;
    }
  | { readonly kind: 'unproven'; readonly tone: Tone; readonly leg: Leg };

/** A fault that is tried again by itself is a warning; one that only a person can mend is bad. */
export function faultTone(fault: Fault): Tone {
  return fault.nextTryAt === null ? 'bad' : 'warn';
}

export function legTone(status: LegStatus | undefined): Tone {
  if (status?.fault) return faultTone(status.fault);
  return status?.proof ? 'ok' : 'idle';
}

/** A direction is as good as its worse leg, and as old as its older proof. */
export function describeDirection(channel: ChannelSnapshot, direction: Direction): DirectionView {
  const legs = legsOf[direction];
  const faults = legs.flatMap((leg) => {
    const fault = channel.legs[leg]?.fault;
    return fault ? [{ leg, fault }] : [];
  });
  const worst = faults.find(({ fault }) => faultTone(fault) === 'bad') ?? faults[0];
  if (worst) return { kind: 'fault', tone: faultTone(worst.fault), ...worst };

  const unproven = legs.find((leg) => !channel.legs[leg]?.proof);
  if (unproven) return { kind: 'unproven', tone: 'idle', leg: unproven };

  const proofs = legs.flatMap((leg) => {
    const proof = channel.legs[leg]?.proof;
    return proof ? [{ leg, ...proof }] : [];
  });
  const oldest = proofs.reduce((older, proof) => (proof.at < older.at ? proof : older));
  return { kind: 'proof', tone: 'ok', at: oldest.at, leg: oldest.leg, strength: oldest.strength };
}

/** True when this direction passes messages as far as its proofs tell. */
export function directionWorks(channel: ChannelSnapshot, direction: Direction): boolean {
  return (
    describeDirection(channel, direction).kind === 'proof' && channelStateLook(channel.state.kind).tone !== 'unsure'
  );
}
