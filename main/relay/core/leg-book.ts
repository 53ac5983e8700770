import type { Leg, LegStatus, ProofStrength } from '#shared/domain/channel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { LegFault, LegWarning } from '../ports/leg-reporter.ts';
import { hasHeard, isCuredByCheck, isCuredByTraffic, isSeenByTrafficOnly, type FaultSource } from './health/curable.ts';
import type { Moment } from './health/moment.ts';
import { isRepeated, mayBeAStrangers, withRefusal, type RefusalRow } from './health/repeated-refusal.ts';

export type { FaultSource };

/** So many different faults and warnings of one leg are kept at a time. */
const mostKept = 6;

/** Strongest first. */
export const strengths: readonly ProofStrength[] = ['end_to_end', 'message', 'answered', 'other_side', 'own_check'];

type ShownFault = NonNullable<LegStatus['fault']>;

export interface SeenFault extends ShownFault {
  readonly source: FaultSource;
  /** The same moments as `since` and `at`, on the steady clock. */
  readonly sinceSteady: number;
  readonly atSteady: number;
  readonly refusals: RefusalRow;
}

export interface SeenWarning extends LegWarning {
  /** When it was first seen, and last, epoch ms. */
  readonly since: number;
  readonly at: number;
}

/** What is known of one leg. Several faults may stand at once: a line that breaks does not undo a refusal. */
export interface LegRecord {
  /** What is shown: of the faults the gravest, then the newest. */
  readonly status: LegStatus;
  readonly faults: readonly SeenFault[];
  readonly warnings: readonly SeenWarning[];
  /** When each kind of proof was last seen, epoch ms. */
  readonly provenAt: Readonly<Partial<Record<ProofStrength, number>>>;
  /** When it was last proven, on the steady clock; null when not since the relay started. */
  readonly provenSteady: number | null;
  /** A fault that our checks cannot see was declared repaired: only real traffic says whether it is. */
  readonly doubted: boolean;
}

export type LegRecords = Readonly<Record<Leg, LegRecord>>;

export const unknownLeg: LegRecord = {
  status: { proof: null, fault: null },
  faults: [],
  warnings: [],
  provenAt: {},
  provenSteady: null,
  doubted: false,
};

/** A leg of which the last proof is known from before the start, and whether something after it made it doubtful. */
export function rememberedLeg(proof: LegStatus['proof'], doubted = false): LegRecord {
  if (proof === null) return unknownLeg;
  return { ...unknownLeg, status: { proof, fault: null }, provenAt: { [proof.strength]: proof.at }, doubted };
}

/**
 * A message or a call failed, and no check of ours can tell whether the next one would: when the fault itself is forgotten
 * (a restart), the proof from before it says nothing any more.
 */
export function isDoubtful({ faults, doubted }: LegRecord): boolean {
  return doubted || faults.some(isSeenByTrafficOnly);
}

/** Whether the leg has ever been seen to work, and nothing since makes that doubtful. */
export function isProven({ status, doubted }: LegRecord): boolean {
  return status.proof !== null && !doubted;
}

export function withProof(record: LegRecord, strength: ProofStrength, at: Moment): LegRecord {
  const cures = strength === 'own_check' ? isCuredByCheck : isCuredByTraffic;
  const faults = record.faults.length === 0 ? record.faults : record.faults.filter((fault) => !cures(fault));
  const before = record.status.proof;
  // Of two proofs of one moment the stronger is told, whichever came first.
  const isWeaker = before?.at === at.wall && strengths.indexOf(before.strength) < strengths.indexOf(strength);
  return {
    ...record,
    faults,
    status: { proof: isWeaker ? before : { at: at.wall, strength }, fault: shownOf(faults) },
    provenAt: { ...record.provenAt, [strength]: at.wall },
    provenSteady: at.steady,
    doubted: record.doubted && strength === 'own_check',
  };
}

export function withFault(record: LegRecord, seen: LegFault, source: FaultSource, at: Moment): LegRecord {
  const before = record.faults.find((fault) => fault.code === seen.code);
  const row = record.faults[0];
  const refusals = withRefusal(before?.refusals ?? null, at.steady);
  const isKnown = before?.nextTryAt === null || isRepeated(refusals);
  const isPassing = seen.retryable && !(mayBeAStrangers(seen.code) && isKnown);
  const fault: SeenFault = {
    since: row?.since ?? at.wall,
    sinceSteady: row?.sinceSteady ?? at.steady,
    at: at.wall,
    atSteady: at.steady,
    code: seen.code,
    platformCode: seen.platformCode,
    value: seen.value,
    count: (before?.count ?? 0) + 1,
    nextTryAt: isPassing ? (seen.nextTryAt ?? at.wall) : null,
    source,
    refusals,
  };
  // Our check got further, or less far, than before: what it said then is out of date.
  const isOutdated = (other: SeenFault): boolean =>
    source === 'check' && hasHeard(seen.code) && other.atSteady < at.steady && isCuredByCheck(other);
  const others = record.faults.filter((other) => other !== before && !isOutdated(other));
  return withFaults(record, bounded([...others, fault]));
}

/** That fault is over, though nothing proved the leg. The same record when it has no such fault. */
export function withoutFault(record: LegRecord, code: ErrorCode, source: FaultSource): LegRecord {
  const faults = record.faults.filter((fault) => fault.code !== code || fault.source !== source);
  return faults.length === record.faults.length ? record : withFaults(record, faults);
}

/** Somebody says that it is repaired: what checks cannot disprove is set aside, and the leg counts as unproven. */
export function withRepairClaimed(record: LegRecord): LegRecord {
  const faults = record.faults.filter(isCuredByCheck);
  if (faults.length === record.faults.length) return record;
  return { ...withFaults(record, faults), doubted: true };
}

export function withWarning(record: LegRecord, warning: LegWarning, at: Moment): LegRecord {
  const before = record.warnings.find(({ code }) => code === warning.code);
  const seen: SeenWarning = { ...warning, since: before?.since ?? at.wall, at: at.wall };
  const others = record.warnings.filter((other) => other !== before);
  return { ...record, warnings: [...others, seen].sort(byAge).slice(0, mostKept) };
}

/** The same record when it has no such warning. */
export function withoutWarning(record: LegRecord, code: ErrorCode): LegRecord {
  const warnings = record.warnings.filter((warning) => warning.code !== code);
  return warnings.length === record.warnings.length ? record : { ...record, warnings };
}

/** The strongest proof at or after `since` (epoch ms), or null. */
export function strongestSince(
  { provenAt }: LegRecord,
  since: number,
): { readonly strength: ProofStrength; readonly at: number } | null {
  for (const strength of strengths) {
    const at = provenAt[strength];
    if (at !== undefined && at >= since) return { strength, at };
  }
  return null;
}

function withFaults(record: LegRecord, faults: readonly SeenFault[]): LegRecord {
  return { ...record, faults, status: { proof: record.status.proof, fault: shownOf(faults) } };
}

function bounded(faults: readonly SeenFault[]): readonly SeenFault[] {
  return faults.length <= mostKept ? faults : [...faults].sort(byGravity).slice(0, mostKept);
}

function shownOf(faults: readonly SeenFault[]): ShownFault | null {
  if (faults.length === 0) return null;
  const [gravest] = [...faults].sort(byGravity);
  if (gravest === undefined) return null;
  const { source: _source, sinceSteady: _since, atSteady: _at, refusals: _refusals, ...shown } = gravest;
  return shown;
}

/** Refusals first, for they last until somebody acts; then the newest; then by name, so that no order of arrival matters. */
export function byGravity(first: SeenFault, second: SeenFault): number {
  const [refused, alsoRefused] = [first.nextTryAt === null, second.nextTryAt === null];
  if (refused !== alsoRefused) return refused ? -1 : 1;
  return second.atSteady - first.atSteady || (first.code < second.code ? -1 : 1);
}

function byAge(first: SeenWarning, second: SeenWarning): number {
  return first.since - second.since || (first.code < second.code ? -1 : 1);
}
