import type { SlaCaseFacts, SlaReading } from '../domain/sla.ts';
import type { SlaWarning } from '../domain/sla-settings.ts';
import { gradeOf } from './grade.ts';
import type { OpenStretch } from './office-hours.ts';
import { hoursOf, partAt, targetNames, type PolicyPart } from './policy-timeline.ts';
import { deadlineOf, ranUntil, reach, usedMs, warningReach } from './reach.ts';
import { openRun, type Round } from './rounds.ts';
import { fittingWarnings } from './warnings.ts';

/** A reading with what only the code around it needs; it is not sent to the window. */
export interface ClockReading extends SlaReading {
  /** When it opens, closes or gets other settings next, as far as that changes how it stands; null: never. */
  readonly changesAt: number | null;
  /** Missed: the stretches in which it ran until then, for certain; empty otherwise. */
  readonly ran: readonly OpenStretch[];
}

type Verdict = Pick<SlaReading, 'state' | 'deadlineAt' | 'breachedAt'>;

/**
 * Reads one round. Null when its metric is not timed: judged at `timedAt` while the round goes on, at its end afterwards;
 * a target missed before its metric was switched off stays missed.
 */
export function readRound(
  round: Round,
  parts: readonly PolicyPart[],
  facts: SlaCaseFacts,
  now: number,
  timedAt: number,
): ClockReading | null {
  const verdict = round.end === null ? judgeOpen(round, parts, facts, now) : judgeEnded(round, parts, facts);
  const judgedAt = verdict.breachedAt ?? round.end?.at.latest ?? timedAt;
  const { policy } = partAt(parts, judgedAt).at;
  const target = policy[targetNames[round.metric]];
  if (!target.enabled) return null;
  const least = usedMs(round, parts, now, 'surest');
  const isExact = round.runs.every((run) => run.from.earliest === run.from.latest && isExactEnd(run.until));
  const goesOn = round.end === null && verdict.state !== 'held';
  const present = partAt(parts, now);
  const hours = hoursOf(present.at, round.metric);
  const isCounting = verdict.state === 'running';
  const state = isCounting && !hours.isOpen(now) ? 'closed' : verdict.state;
  return {
    metric: round.metric,
    round: round.round,
    state,
    grade: gradeOf(state, least, target.targetMs, policy.warnings),
    startedAt: round.start,
    endedAt: round.end?.at ?? null,
    targetMs: target.targetMs,
    usedMs: { least, most: isExact ? least : usedMs(round, parts, now, 'widest') },
    deadlineAt: verdict.deadlineAt,
    warnAt: goesOn ? warningsOf(round, parts, fittingWarnings(policy.warnings, target.targetMs), present.from) : [],
    breachedAt: verdict.breachedAt,
    startedBy: round.startedBy,
    endedBy: round.end?.by ?? null,
    changesAt: changeOf(verdict.state, hours.nextChange(now), present.until),
    ran: verdict.breachedAt === null ? [] : ranUntil(round, verdict.breachedAt),
  };
}

function isExactEnd(until: { readonly earliest: number; readonly latest: number } | null): boolean {
  return until === null || until.earliest === until.latest;
}

function judgeOpen(round: Round, parts: readonly PolicyPart[], facts: SlaCaseFacts, now: number): Verdict {
  const deadlineAt = deadlineOf(round, parts);
  if (deadlineAt !== null && deadlineAt <= now) {
    return isCertain(round, facts, deadlineAt)
      ? { state: 'breached', deadlineAt, breachedAt: deadlineAt }
      : { state: 'unsure', deadlineAt, breachedAt: null };
  }
  if (openRun(round) === undefined) return { state: 'held', deadlineAt: null, breachedAt: null };
  return { state: 'running', deadlineAt, breachedAt: null };
}

/** Whether nothing that CXone may still tell could have ended the round by then. */
function isCertain(round: Round, facts: SlaCaseFacts, deadlineAt: number): boolean {
  if (round.maybeEndAt !== null && round.maybeEndAt <= deadlineAt) return false;
  // A case that never reached CXone cannot have been handled there; one that did may be, its number known or not.
  const isThere =
    facts.caseId !== null || facts.messages.some((one) => one.kind === 'request' && one.acceptedAt !== null);
  if (!facts.asked || !isThere) return true;
  return facts.knownUntil !== null && facts.knownUntil >= deadlineAt;
}

function judgeEnded(round: Round, parts: readonly PolicyPart[], facts: SlaCaseFacts): Verdict {
  const { end } = round;
  if (end === null) throw new Error('This round goes on');
  const passedAt = reach(round, parts, 'surest', null, false);
  const isAnswerAsked = round.maybeEndAt !== null && (passedAt === null || round.maybeEndAt <= passedAt);
  if (passedAt !== null) {
    // A result seen later proves that it had not come before; what was merely overtaken proves nothing.
    const isSure = end.as === 'void' ? isCertain(round, facts, passedAt) : !isAnswerAsked;
    return isSure
      ? { state: 'breached', deadlineAt: passedAt, breachedAt: passedAt }
      : { state: 'unsure', deadlineAt: passedAt, breachedAt: null };
  }
  switch (end.as) {
    case 'void':
      return { state: 'void', deadlineAt: null, breachedAt: null };
    case 'no_reply':
    case 'missed': {
      const none = { deadlineAt: null, breachedAt: null };
      if (isAnswerAsked) return { state: 'unsure', ...none };
      if (end.as === 'no_reply') return { state: 'no_reply', ...none };
      return { state: 'breached', deadlineAt: null, breachedAt: end.at.latest };
    }
    case 'result':
      if (reach(round, parts, 'widest', null, false) === null)
        return { state: 'attained', deadlineAt: null, breachedAt: null };
      return { state: 'unsure', deadlineAt: deadlineOf(round, parts), breachedAt: null };
  }
}

function warningsOf(
  round: Round,
  parts: readonly PolicyPart[],
  warnings: readonly SlaWarning[],
  since: number,
): number[] {
  const moments: number[] = [];
  for (const warning of warnings) {
    const at = warningReach(round, parts, warning, since);
    if (at !== null && !moments.includes(at)) moments.push(at);
  }
  return moments.sort((a, b) => a - b);
}

/** A clock that stands does not see its office open or close, but another target may make it one at risk. */
function changeOf(state: Verdict['state'], officeChange: number | null, otherSettings: number): number | null {
  if (state !== 'running' && state !== 'held') return null;
  const at = Math.min(state === 'running' ? (officeChange ?? Infinity) : Infinity, otherSettings);
  return at === Infinity ? null : at;
}
