import type { ChannelId } from '../domain/ids.ts';
import type { SlaCaseFacts, SlaMove, SlaPreview } from '../domain/sla.ts';
import type { SlaMetric } from '../domain/sla-settings.ts';
import { readClocksTimedAt } from './case-clocks.ts';
import type { PolicyTimeline } from './policy-timeline.ts';
import type { ClockReading } from './read-round.ts';

const mostMoves = 200;

/**
 * Which clocks that go on would move if `after` counted in the place of `before`. Settings that are to come into force later
 * are weighed as they will be then. Most urgent first: by the new deadline, those without one last.
 */
export function movesOf(
  cases: readonly SlaCaseFacts[],
  before: PolicyTimeline,
  after: PolicyTimeline,
  now: number,
  nameOf: (id: ChannelId) => string,
): Omit<SlaPreview, 'problems'> {
  const appliesAt = Math.max(now, after.changes.at(-1) ?? now);
  const counts = { openClocks: 0, sooner: 0, later: 0, wouldBreach: 0, appearOrEnd: 0 };
  const moves: SlaMove[] = [];
  for (const facts of cases) {
    const old = openByMetric(readClocksTimedAt(facts, before, now, appliesAt));
    const young = openByMetric(readClocksTimedAt(facts, after, now, appliesAt));
    counts.openClocks += old.size;
    for (const metric of new Set([...old.keys(), ...young.keys()])) {
      const was = old.get(metric);
      const is = young.get(metric);
      if (was !== undefined && is !== undefined) {
        if (was.deadlineAt === is.deadlineAt && was.state === is.state) continue;
        if (wouldMiss(is, appliesAt) && !wouldMiss(was, appliesAt)) counts.wouldBreach += 1;
        const shift = (is.deadlineAt ?? Infinity) - (was.deadlineAt ?? Infinity);
        if (shift < 0) counts.sooner += 1;
        if (shift > 0) counts.later += 1;
      } else {
        counts.appearOrEnd += 1;
        if (is !== undefined && wouldMiss(is, appliesAt)) counts.wouldBreach += 1;
      }
      moves.push(moveOf(facts, metric, was, is, appliesAt));
    }
  }
  const names = new Map<ChannelId, string>();
  const newest = moves.sort(byUrgency).slice(0, mostMoves);
  for (const move of newest) names.set(move.channelId, names.get(move.channelId) ?? nameOf(move.channelId));
  return {
    ...counts,
    moves: newest.map((move) => ({ ...move, channelName: names.get(move.channelId) ?? '' })),
  };
}

function openByMetric(readings: readonly ClockReading[]): Map<SlaMetric, ClockReading> {
  const open = new Map<SlaMetric, ClockReading>();
  for (const reading of readings) if (reading.endedAt === null) open.set(reading.metric, reading);
  return open;
}

/** That the customer's idle time is over is no miss. */
function wouldMiss({ metric, deadlineAt }: ClockReading, appliesAt: number): boolean {
  return metric !== 'customer_idle' && deadlineAt !== null && deadlineAt <= appliesAt;
}

function moveOf(
  facts: SlaCaseFacts,
  metric: SlaMetric,
  was: ClockReading | undefined,
  is: ClockReading | undefined,
  appliesAt: number,
): SlaMove {
  const { id, channelId, endUser, caseId } = facts;
  const after = standing(is);
  // Counted as missed at once, and so named as that: CXone may only be behind.
  if (after !== null && is !== undefined && wouldMiss(is, appliesAt)) after.state = 'breached';
  return { id, channelId, channelName: '', endUser, caseId, metric, before: standing(was), after };
}

function standing(reading: ClockReading | undefined): SlaMove['after'] {
  return reading === undefined ? null : { deadlineAt: reading.deadlineAt, state: reading.state };
}

function byUrgency(a: SlaMove, b: SlaMove): number {
  const difference = urgencyOf(a) - urgencyOf(b);
  if (Number.isNaN(difference) || difference === 0) return a.id < b.id ? -1 : Number(a.id > b.id);
  return difference;
}

/** By the new deadline; a clock that is timed no longer, by its old one, after all others. */
function urgencyOf(move: SlaMove): number {
  return move.after === null ? Infinity : (move.after.deadlineAt ?? Number.MAX_SAFE_INTEGER);
}
