import type { Leg, ProofStrength } from '#shared/domain/channel.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { PushJudgement } from '../core/push-watch.ts';
import { cannotTell, passed, warning } from '../core/probe-findings.ts';
import { probeRations } from '../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../ports/leg-probe.ts';
import type { ChannelTraffic } from './traffic-watch.ts';

/** The newest proof of a leg, which outlives a restart. */
export type ProofOf = (leg: Leg) => { readonly at: number; readonly strength: ProofStrength } | null;

export interface PassingProbesDeps {
  readonly traffic: () => ChannelTraffic | null;
  readonly proofOf: ProofOf;
  /** What is to be entered at WeChat. */
  readonly callbackUrl: () => string | null;
  /** What is to be entered at CXone. */
  readonly boxUrl: () => string | null;
  readonly clock: Clock;
}

/** `lastPushAt`: epoch ms, null when none is known of. */
export function judgePushes(
  judgement: PushJudgement,
  { lastPushAt, callbackUrl }: { readonly lastPushAt: number | null; readonly callbackUrl: string | null },
): ProbeFinding {
  switch (judgement.kind) {
    case 'stopped':
      return warning('WECHAT_PUSHES_STOPPED', { value: timeOf(lastPushAt) });
    case 'slow':
      return warning('ANSWERS_SLOW', { value: `${(judgement.slowestMs / 1_000).toFixed(1)} s` });
    case 'ok':
    case 'silent':
      return lastPushAt === null ? cannotTell({ value: callbackUrl }, 'NO_PROOF_YET') : passed(timeOf(lastPushAt));
  }
}

/** A token that was fetched and never used is half a proof: the addresses in CXone's form are entered one by one. */
export function judgeBoxToken(
  { issuedAt, usedAt }: { readonly issuedAt: number | null; readonly usedAt: number | null },
  boxUrl: string | null,
): ProbeFinding {
  if (usedAt !== null) return passed(timeOf(issuedAt ?? usedAt));
  return cannotTell({ platformCode: issuedAt === null ? null : 'token not used', value: boxUrl }, 'BOX_NOT_CALLED_YET');
}

export function judgeBoxCalls(lastAt: number | null, boxUrl: string | null): ProbeFinding {
  return lastAt === null ? cannotTell({ value: boxUrl }, 'BOX_NOT_CALLED_YET') : passed(timeOf(lastAt));
}

/** What passes by anyway: WeChat's pushes, and CXone's calls. Values are moments in ISO form. */
export function passingProbes(deps: PassingProbesDeps): readonly LegProbe[] {
  const { traffic, clock } = deps;
  const seen = (leg: Leg): number | null => {
    const proof = deps.proofOf(leg);
    return proof === null || proof.strength === 'own_check' ? null : proof.at;
  };
  const probe = (name: 'wechat_pushes' | 'box_token' | 'cxone_calls', run: () => ProbeFinding): LegProbe => {
    const { leg, everyMs } = probeRations[name];
    return { name, leg, everyMs, run: () => Promise.resolve(run()) };
  };
  return [
    probe('wechat_pushes', () =>
      judgePushes(traffic()?.pushes.judge(clock.monotonic()) ?? { kind: 'silent' }, {
        lastPushAt: newest(traffic()?.lastPushAt, seen('wechatIn')),
        callbackUrl: deps.callbackUrl(),
      }),
    ),
    probe('box_token', () => {
      const proof = deps.proofOf('cxoneIn');
      const usedBefore = proof?.strength === 'message' ? proof.at : null;
      const issuedAt = traffic()?.tokenIssuedAt ?? (proof?.strength === 'other_side' ? proof.at : null);
      return judgeBoxToken({ issuedAt, usedAt: traffic()?.tokenUsedAt ?? usedBefore }, deps.boxUrl());
    }),
    probe('cxone_calls', () => {
      const known = traffic();
      const lastAt = newest(known?.tokenUsedAt, known?.tokenIssuedAt, seen('cxoneIn'));
      return judgeBoxCalls(lastAt, deps.boxUrl());
    }),
  ];
}

function newest(...times: readonly (number | null | undefined)[]): number | null {
  const known = times.filter((time) => typeof time === 'number');
  return known.length === 0 ? null : Math.max(...known);
}

function timeOf(at: number): string;
function timeOf(at: number | null): string | null;
function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
