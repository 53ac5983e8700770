import type { SlaCaseFacts, SlaReading } from '../domain/sla.ts';
import type { SlaMetric } from '../domain/sla-settings.ts';
import { agentFirst, agentFollowUp, customerIdle } from './agent-timers.ts';
import { caseEvents } from './case-events.ts';
import { caseStart } from './case-start.ts';
import { firstResponse } from './first-response.ts';
import { targetNames, type PolicyPart, type PolicyTimeline } from './policy-timeline.ts';
import { readRound, type ClockReading } from './read-round.ts';
import type { Round } from './rounds.ts';
import { solution } from './solution.ts';

/**
 * Every clock of a case at `now`: metrics in the order of `SlaMetric`, of each the newest round last; metrics that are not
 * timed are left out. Facts are taken as they are: nothing here waits, polls or keeps a clock of its own.
 */
export function readClocks(facts: SlaCaseFacts, timeline: PolicyTimeline, now: number): ClockReading[] {
  return readClocksTimedAt(facts, timeline, now, now);
}

/** As `readClocks`; which metrics are timed is asked at `timedAt`, so that settings of tomorrow can be tried today. */
export function readClocksTimedAt(
  facts: SlaCaseFacts,
  timeline: PolicyTimeline,
  now: number,
  timedAt: number,
): ClockReading[] {
  const parts = timeline.parts(facts.channelId);
  const readings: ClockReading[] = [];
  for (const round of roundsOf(facts, parts)) {
    const reading = readRound(round, parts, facts, now, timedAt);
    if (reading !== null) readings.push(reading);
  }
  return readings;
}

/** The courses of every metric that any version times. */
export function roundsOf(facts: SlaCaseFacts, parts: readonly PolicyPart[]): Round[] {
  const events = caseEvents(facts, parts);
  const rounds: Round[] = [];
  if (isEverTimed(parts, 'first_response') || isEverTimed(parts, 'solution')) {
    const start = caseStart(facts, parts);
    const first = isEverTimed(parts, 'first_response') ? firstResponse(facts, events, start, parts) : null;
    if (first !== null) rounds.push(first);
    if (isEverTimed(parts, 'solution')) rounds.push(...solution(facts, events, start, parts));
  }
  if (isEverTimed(parts, 'agent_first_response')) rounds.push(...agentFirst(facts, events));
  if (isEverTimed(parts, 'agent_follow_up')) rounds.push(...agentFollowUp(events, parts));
  if (isEverTimed(parts, 'customer_idle')) rounds.push(...customerIdle(events, parts));
  return rounds;
}

function isEverTimed(parts: readonly PolicyPart[], metric: SlaMetric): boolean {
  return parts.some((part) => part.at.policy[targetNames[metric]].enabled);
}

/**
 * When something about this case changes by time alone: a warning, a deadline, an opening or closing. Null: never. Other
 * settings that come into force are among it for clocks that run; whoever keeps clocks reads all of them anew then, since a
 * metric may be switched on.
 */
export function nextMoment(
  readings: readonly (SlaReading & { readonly changesAt?: number | null })[],
  now: number,
): number | null {
  let next = Infinity;
  for (const reading of readings) {
    if (reading.endedAt !== null) continue;
    for (const at of reading.warnAt) if (at > now && at < next) next = at;
    const { deadlineAt, changesAt } = reading;
    if (deadlineAt !== null && deadlineAt > now && deadlineAt < next) next = deadlineAt;
    if (changesAt !== undefined && changesAt !== null && changesAt > now && changesAt < next) next = changesAt;
  }
  return next === Infinity ? null : next;
}
