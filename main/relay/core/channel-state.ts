import type { ChannelState, ChannelStateKind } from '#shared/domain/channel.ts';
import type { ChannelControl } from '#shared/domain/operations.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { countsAsFlap, isFall, isFlapping, recent, withChange } from './health/flapping.ts';
import type { Moment } from './health/moment.ts';
import {
  toldAwaiting,
  toldControl,
  toldFault,
  toldUnknown,
  toldWarning,
  toldWorking,
  type Told,
} from './health/told-state.ts';
import { judge, warningOf, type Verdict } from './health/verdict.ts';
import { unknownLeg, type LegRecords } from './leg-book.ts';

/** A change is shown at once and marked as settling for this long; notices wait for the end of it. */
export const settleMs = 30_000;

/** A full round of our own checks: both ways out, asked anew. Steady times. */
export interface CheckRound {
  readonly beganAt: number;
  readonly passed: boolean;
}

export interface HealthFacts {
  readonly legs: LegRecords;
  readonly control: ChannelControl;
  /** True once both of our own checks have ended, well or badly, since the relay started. */
  readonly checked: boolean;
  /** The newest full round that has ended. */
  readonly lastRound: CheckRound | null;
  /** When the oldest message still waiting was accepted (epoch ms), or null when nothing waits. */
  readonly oldestWaitingAt: number | null;
  /** The set-up is not done: the channel does not exist in CXone yet. Nothing is asked or said of CXone's legs. */
  readonly awaitsCxone: boolean;
}

/** Nothing older is believed until a round that began at or after `from` has ended. */
interface Doubt {
  readonly kind: 'unknown' | 'verifying';
  readonly from: Moment;
  readonly code: ErrorCode | null;
}

/** A channel's state and what has to be remembered to derive the next one. */
export interface Health {
  readonly state: ChannelState;
  readonly startedAt: Moment;
  /** When the present kind began, on the steady clock. */
  readonly kindSince: number;
  /** Steady times of the changes that count as unrest. */
  readonly changes: readonly number[];
  /** It fell from connected, and has not been connected since. */
  readonly hasFallen: boolean;
  /** The channel failed, or was not watched, and has not been found whole since. */
  readonly mustVerify: boolean;
  /** When the present verification began. */
  readonly verifyingFrom: Moment | null;
  readonly doubt: Doubt | null;
}

const failureKinds: ReadonlySet<ChannelStateKind> = new Set([
  'degraded',
  'retrying',
  'action_required',
  'down',
  'unknown',
]);

export function isFailure(kind: ChannelStateKind): boolean {
  return failureKinds.has(kind);
}

/** `mustVerify`: it was not found whole when it was last watched. */
export function initialHealth(now: Moment, mustVerify = false): Health {
  return {
    state: {
      kind: 'connecting',
      since: now.wall,
      leg: null,
      code: null,
      value: null,
      settling: true,
      flapping: false,
      operatorMustAct: false,
      owner: 'nobody',
      until: null,
      evidence: { at: now.wall, kind: 'start', leg: null, code: null, platformCode: null },
    },
    startedAt: now,
    kindSince: now.steady,
    changes: [],
    hasFallen: false,
    mustVerify,
    verifyingFrom: mustVerify ? now : null,
    doubt: null,
  };
}

/** From here on the channel is verified, whatever was known of it: an operator or the ladder repaired it. */
export function verifyFrom(health: Health, now: Moment): Health {
  return { ...health, mustVerify: true, verifyingFrom: now, doubt: { kind: 'verifying', from: now, code: null } };
}

/** It was not watched since `sinceWall`; what is known of it is doubted until it has been checked. */
export function unknownFrom(health: Health, sinceWall: number, now: Moment, code: ErrorCode): Health {
  const from: Moment = { wall: Math.min(sinceWall, now.wall), steady: now.steady };
  return { ...health, mustVerify: true, verifyingFrom: now, doubt: { kind: 'unknown', from, code } };
}

/** True while a full round of checks is what the channel waits for. */
export function wantsRound({ state, doubt, verifyingFrom }: Health, lastRound: CheckRound | null): boolean {
  if (state.kind === 'paused' || state.kind === 'stopped') return false;
  const from = doubt?.from.steady ?? (state.kind === 'verifying' ? verifyingFrom?.steady : undefined);
  return from !== undefined && (lastRound === null || lastRound.beganAt < from || !lastRound.passed);
}

/**
 * The channel's state from what was seen of its legs, never from hope. A failure state is left only through `verifying`,
 * and `verifying` only after a full round of our checks that began since has passed, every leg has a proof, and what
 * waited then has been delivered.
 */
export function nextHealth(previous: Health, facts: HealthFacts, now: Moment): Health {
  return stamped(previous, derive(previous, facts, now), now);
}

type Memory = Pick<Health, 'mustVerify' | 'verifyingFrom' | 'doubt'>;
type Step = Memory & { readonly told: Told };

/** Nothing has to be remembered but what the legs say. */
const plain: Memory = { mustVerify: false, verifyingFrom: null, doubt: null };
const failed: Memory = { mustVerify: true, verifyingFrom: null, doubt: null };

function derive(previous: Health, facts: HealthFacts, now: Moment): Step {
  const { control } = facts;
  if (control.mode !== 'running') return { ...failed, told: toldControl(control, previous.startedAt.wall) };
  if (!facts.awaitsCxone) return deriveRunning(previous, facts, now);
  const step = deriveRunning(previous, { ...facts, legs: withoutCxone(facts.legs) }, now);
  // WeChat's side runs, so that a fault there is one. All else comes second to what is not there yet.
  if (step.told.evidence.kind === 'fault' || step.told.kind === 'unknown') return step;
  return { ...failed, doubt: step.doubt, told: toldAwaiting(facts.legs, previous.startedAt.wall) };
}

function withoutCxone(legs: LegRecords): LegRecords {
  return { ...legs, cxoneIn: unknownLeg, cxoneOut: unknownLeg };
}

function deriveRunning(previous: Health, facts: HealthFacts, now: Moment): Step {
  const resumed = previous.state.kind === 'paused' || previous.state.kind === 'stopped';
  const begun = resumed ? verifyFrom(previous, now) : previous;
  const { doubt } = begun;
  if (doubt !== null && !isDispelled(doubt, facts)) {
    const verdict = judge(facts.legs, now, doubt.from.steady);
    if (!isFault(verdict)) return { ...begun, told: doubtful(begun, doubt, verdict, facts) };
  }
  return believe(begun, facts, now);
}

/** Nothing is in doubt: what the legs say counts. */
function believe(previous: Health, facts: HealthFacts, now: Moment): Step {
  const verdict = judge(facts.legs, now);
  if (isFault(verdict)) return { ...failed, told: toldFault(verdict, now) };
  const warning = warningOf(facts.legs);
  const { kind } = previous.state;
  const stillWarned = kind === 'degraded' && !previous.mustVerify && warning !== null && verdict.kind === 'whole';
  const isChecked = facts.checked || facts.lastRound !== null || stillWarned;
  if (previous.mustVerify || (isFailure(kind) && !stillWarned)) {
    const verifyingFrom = previous.verifyingFrom ?? now;
    const memory: Memory = { mustVerify: true, verifyingFrom, doubt: null };
    const begins = kind === 'connecting';
    if (begins && !isChecked) return { ...memory, told: working('connecting', previous, verdict, facts) };
    // One step at least: that a failure is verified is seen.
    if (begins || isFailure(kind) || !isVerified(verifyingFrom, verdict, facts, now)) {
      return { ...memory, told: working('verifying', previous, verdict, facts) };
    }
  }
  if (!isChecked) return { ...plain, told: working('connecting', previous, verdict, facts) };
  if (verdict.kind === 'unproven') return { ...plain, told: working('verifying', previous, verdict, facts) };
  if (warning !== null) return { ...plain, told: toldWarning(warning.leg, warning.warning) };
  return { ...plain, told: working('connected', previous, verdict, facts) };
}

type NoFault = Extract<Verdict, { kind: 'whole' | 'unproven' }>;

function isFault(verdict: Verdict): verdict is Exclude<Verdict, NoFault> {
  return verdict.kind !== 'whole' && verdict.kind !== 'unproven';
}

function isDispelled(doubt: Doubt, { lastRound }: HealthFacts): boolean {
  return lastRound !== null && lastRound.beganAt >= doubt.from.steady;
}

function doubtful(health: Health, doubt: Doubt, verdict: NoFault, facts: HealthFacts): Told {
  if (doubt.kind === 'unknown') return toldUnknown(doubt.from, doubt.code);
  return working('verifying', health, verdict, facts);
}

function working(
  kind: 'connecting' | 'verifying' | 'connected',
  { startedAt }: Health,
  verdict: NoFault,
  facts: HealthFacts,
): Told {
  return toldWorking(kind, verdict.kind === 'unproven' ? verdict.leg : null, facts.legs, startedAt.wall);
}

function isVerified(from: Moment, verdict: NoFault, facts: HealthFacts, now: Moment): boolean {
  const { lastRound, oldestWaitingAt } = facts;
  const checked = lastRound !== null && lastRound.passed && lastRound.beganAt >= from.steady;
  // A clock that was set back must not make new messages look like the backlog.
  const caughtUp = oldestWaitingAt === null || oldestWaitingAt >= Math.min(from.wall, now.wall);
  return verdict.kind === 'whole' && checked && caughtUp;
}

function stamped(previous: Health, { told, ...memory }: Step, now: Moment): Health {
  const { began, ...state } = told;
  const before = previous.state;
  const sameKind = state.kind === before.kind;
  const isSame = sameKind && state.leg === before.leg && state.code === before.code;
  // A failure began when it was first seen, but never before what came before it; one grave state after another, now.
  const isEntered = !sameKind && (state.kind === 'unknown' || !isFailure(before.kind));
  const starts = isEntered && began !== null ? began : now;
  const since = Math.min(Math.max(starts.wall, before.since), now.wall);
  const kindSince = sameKind ? previous.kindSince : Math.max(starts.steady, previous.kindSince);
  const changes = countsAsFlap(before.kind, state.kind, previous.hasFallen)
    ? withChange(previous.changes, now.steady)
    : recent(previous.changes, now.steady);
  return {
    ...memory,
    startedAt: previous.startedAt,
    kindSince,
    changes,
    hasFallen: isFall(before.kind, state.kind) || (previous.hasFallen && state.kind !== 'connected'),
    state: {
      ...state,
      since: isSame ? Math.min(before.since, now.wall) : since,
      settling: now.steady - kindSince < settleMs,
      flapping: isFlapping(changes, now.steady),
    },
  };
}
