import type { SlaReading } from '#shared/domain/sla.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { nextMoment, readClocks } from '#shared/sla/case-clocks.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import type { ClockReading } from '#shared/sla/read-round.ts';
import { isOfClock, isTarget, statusOf, type KeptCase } from './kept-case.ts';

/** How a case stands, read at one moment. */
export interface CaseView {
  readonly readAt: number;
  /** All rounds. */
  readonly readings: readonly SlaReading[];
  /** The newest round of each metric. */
  readonly clocks: readonly SlaReading[];
  readonly next: { readonly metric: SlaMetric; readonly deadlineAt: number | null } | null;
  readonly rank: Rank;
  /** Not over, and not resolved with nothing left to wait for. */
  readonly isOpen: boolean;
  readonly isAtRisk: boolean;
  readonly isBreached: boolean;
  readonly isUnsure: boolean;
  /** When time alone changes something, epoch ms. */
  readonly changesAt: number | null;
}

/** Where its row stands: lower first; `group` before `at`. */
export interface Rank {
  readonly group: 0 | 1 | 2 | 3;
  readonly at: number;
}

const lowest: Rank = { group: 3, at: Infinity };

/** Reads all clocks of a case. */
export function viewOf(kept: KeptCase, timeline: PolicyTimeline, now: number): CaseView {
  const read = readClocks(kept, timeline, now);
  const changesAt = kept.overAt === null ? nextMoment(read, now) : null;
  const readings = read.map((reading) => withBreach(kept, plain(reading)));
  const clocks = newestRounds(readings);
  const live = clocks.filter(goesOn);
  const isOver = kept.overAt !== null;
  const targets = live.filter(isTarget);
  // The customer's idle timer decides the place of a row only when nothing else goes on, and is never missed.
  const first = mostUrgent(targets) ?? live.find(({ breachedAt }) => breachedAt === null) ?? null;
  return {
    readAt: now,
    readings,
    clocks,
    next: first === null ? null : { metric: first.metric, deadlineAt: first.breachedAt ?? first.deadlineAt },
    rank: first === null ? lowest : rankOf(first),
    isOpen: !isOver && (statusOf(kept)?.status !== 'resolved' || live.length > 0),
    isAtRisk: targets.some((clock) => isAtRisk(clock, now)),
    isBreached: targets.some(isBreached),
    isUnsure: live.some(isUnsure),
    changesAt,
  };
}

/** Without what only the arithmetic needs. */
function plain({ changesAt: _changesAt, ran: _ran, ...reading }: ClockReading): SlaReading {
  return reading;
}

/** Its clock is not at its end, and does not stand by a rule. */
export function goesOn({ endedAt, state }: SlaReading): boolean {
  return endedAt === null && state !== 'held' && state !== 'void';
}

/** A warning has come, the target has not. */
export function isAtRisk({ state, warnAt }: SlaReading, now: number): boolean {
  return (state === 'running' || state === 'closed') && warnAt.some((at) => at <= now);
}

export function isBreached({ state }: SlaReading): boolean {
  return state === 'breached';
}

export function isUnsure({ state }: SlaReading): boolean {
  return state === 'unsure';
}

/** Missed first, the longest first; then by deadline; then what stands. */
export function rankOf({ breachedAt, deadlineAt }: SlaReading): Rank {
  if (breachedAt !== null) return { group: 0, at: breachedAt };
  return deadlineAt === null ? { group: 2, at: Infinity } : { group: 1, at: deadlineAt };
}

export function compareRanks(one: Rank, other: Rank): number {
  if (one.group !== other.group) return one.group - other.group;
  return one.at === other.at ? 0 : one.at - other.at;
}

export function mostUrgent(clocks: readonly SlaReading[]): SlaReading | null {
  let first: SlaReading | null = null;
  for (const clock of clocks) {
    if (first === null || compareRanks(rankOf(clock), rankOf(first)) < 0) first = clock;
  }
  return first;
}

function newestRounds(readings: readonly SlaReading[]): SlaReading[] {
  const newest = new Map<SlaMetric, SlaReading>();
  for (const reading of readings) {
    const known = newest.get(reading.metric);
    if (known === undefined || reading.round >= known.round) newest.set(reading.metric, reading);
  }
  return [...newest.values()];
}

/** What was recorded as missed stays missed, whatever became known or was set later. */
export function withBreach<R extends SlaReading>(kept: KeptCase, reading: R): R {
  if (reading.breachedAt !== null || kept.breaches.length === 0) return reading;
  const known = kept.breaches.find((breach) => isOfClock(breach, reading));
  return known === undefined ? reading : { ...reading, state: 'breached', grade: 'critical', breachedAt: known.at };
}
