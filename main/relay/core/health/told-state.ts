import type { ActionOwner, ChannelState, Evidence, Leg } from '#shared/domain/channel.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import { reasonOwner } from '#shared/domain/reason-owner.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { LegRecords, SeenWarning } from '../leg-book.ts';
import type { Moment } from './moment.ts';
import { legs, type Verdict } from './verdict.ts';

/** What a state says, but for how long it has said so. */
export interface Told extends Omit<ChannelState, 'since' | 'settling' | 'flapping'> {
  /** When that began, where it was before it was noticed. */
  readonly began: Moment | null;
}

const nothing = {
  leg: null,
  code: null,
  value: null,
  operatorMustAct: false,
  owner: 'nobody',
  until: null,
  began: null,
} as const;

export function toldFault(verdict: Extract<Verdict, { fault: unknown }>, now: Moment): Told {
  const { kind, leg, fault } = verdict;
  const { code, platformCode, value, at, nextTryAt } = fault;
  const operatorMustAct = kind === 'action_required' || kind === 'down';
  return {
    kind,
    leg,
    code,
    value,
    operatorMustAct,
    owner: kind === 'retrying' ? 'nobody' : ownerOf(code, operatorMustAct),
    until: kind === 'retrying' && nextTryAt !== null && nextTryAt > now.wall ? nextTryAt : null,
    evidence: { at, kind: 'fault', leg, code, platformCode },
    began: { wall: fault.since, steady: fault.sinceSteady },
  };
}

export function toldWarning(leg: Leg, { code, platformCode, value, at }: SeenWarning): Told {
  const evidence: Evidence = { at, kind: 'warning', leg, code, platformCode };
  return { ...nothing, kind: 'degraded', leg, code, value, owner: reasonOwner(code), evidence };
}

/** `since`: when it was paused or stopped, where the control itself does not say. */
export function toldControl(control: ChannelControl, since: number): Told {
  const isPaused = control.mode === 'paused';
  const code = control.code ?? (isPaused ? 'CHANNEL_PAUSED' : 'CHANNEL_STOPPED');
  return {
    ...nothing,
    kind: isPaused ? 'paused' : 'stopped',
    code,
    owner: isPaused && control.until !== null ? 'nobody' : reasonOwner(code),
    until: isPaused ? control.until : null,
    evidence: { at: control.at ?? since, kind: 'operator', leg: null, code, platformCode: null },
  };
}

export function toldUnknown(from: Moment, code: ErrorCode | null): Told {
  return {
    ...nothing,
    kind: 'unknown',
    code,
    evidence: { at: from.wall, kind: 'relay_lost', leg: null, code, platformCode: null },
    began: from,
  };
}

/** The channel does not exist in CXone yet. `startedAt`: as for `toldWorking`. */
export function toldAwaiting(records: LegRecords, startedAt: number): Told {
  const code = 'CHANNEL_WAITS_FOR_CXONE';
  return {
    ...nothing,
    kind: 'not_configured',
    leg: 'cxoneOut',
    code,
    operatorMustAct: true,
    owner: reasonOwner(code),
    evidence: newestProof(records, startedAt),
  };
}

/**
 * `unproven`: the leg that waits for its first proof, or for one since a repair that only traffic can prove. What a check of
 * ours cannot see (the address entered at the other side) no quiet line makes true, so such a channel goes on verifying. `startedAt`: when the relay began to watch. */
export function toldWorking(
  kind: 'connecting' | 'verifying' | 'connected',
  unproven: Leg | null,
  records: LegRecords,
  startedAt: number,
): Told {
  const evidence = newestProof(records, startedAt);
  if (unproven === null || kind !== 'verifying') return { ...nothing, kind, evidence };
  const code = unproven === 'cxoneIn' ? 'BOX_NOT_CALLED_YET' : 'NO_PROOF_YET';
  return { ...nothing, kind, leg: unproven, code, owner: reasonOwner(code), evidence };
}

function newestProof(records: LegRecords, startedAt: number): Evidence {
  let newest: Evidence = { at: startedAt, kind: 'start', leg: null, code: null, platformCode: null };
  for (const leg of legs) {
    const { proof } = records[leg].status;
    if (proof !== null && (newest.kind === 'start' || proof.at > newest.at)) {
      newest = { ...newest, at: proof.at, kind: 'proof', leg };
    }
  }
  return newest;
}

/** Somebody has to act, whatever the code by itself says. */
function ownerOf(code: ErrorCode, operatorMustAct: boolean): ActionOwner {
  const owner = reasonOwner(code);
  return owner === 'nobody' && operatorMustAct ? 'operator' : owner;
}
