import type { SlaMetric, SlaWarning } from '../domain/sla-settings.ts';
import type { OpenStretch } from './office-hours.ts';
import { hoursOf, partAt, targetNames, type PolicyAt, type PolicyPart } from './policy-timeline.ts';
import type { Round, Run } from './rounds.ts';
import { warningAtMs } from './warnings.ts';

/** surest: only time that was certainly inside a run; widest: all that may have been. */
export type Count = 'surest' | 'widest';

/** Office time used up to `now`, ms. */
export function usedMs(round: Round, parts: readonly PolicyPart[], now: number, count: Count): number {
  let used = 0;
  let edge = -Infinity;
  for (const run of round.runs) {
    const from = Math.max(beginOf(run, count), edge);
    const until = Math.min(endOf(run, count), now);
    used += openMs(parts, round.metric, from, until);
    edge = Math.max(edge, until);
  }
  return used;
}

/** The stretches, open or not, in which the clock certainly ran until `moment`. */
export function ranUntil(round: Round, moment: number): OpenStretch[] {
  const stretches: OpenStretch[] = [];
  for (const run of round.runs) {
    const from = beginOf(run, 'surest');
    const until = Math.min(endOf(run, 'surest'), moment);
    if (from < until) stretches.push({ from, until });
  }
  return stretches;
}

/** Office time within [from, until), each stretch by the version that counts in it. */
export function openMs(parts: readonly PolicyPart[], metric: SlaMetric, from: number, until: number): number {
  let open = 0;
  for (let at = from; at < until;) {
    const part = partAt(parts, at);
    const end = Math.min(part.until, until);
    open += hoursOf(part.at, metric).openMs(at, end);
    at = end;
  }
  return open;
}

/** Moment at which the target is used up if nothing stops the clock; null when it stands or never gets there. */
export function deadlineOf(round: Round, parts: readonly PolicyPart[]): number | null {
  return reach(round, parts, 'surest', null, true);
}

/**
 * When the clock comes to a warning by the version that counts from `since` on. A version with a longer target takes an earlier
 * warning back; it comes again when its share of the longer one is used. Null when that is out of reach.
 */
export function warningReach(
  round: Round,
  parts: readonly PolicyPart[],
  warning: SlaWarning,
  since: number,
): number | null {
  const limit = limitOf(partAt(parts, since).at, round.metric, warning);
  const isOver = usedMs(round, parts, since, 'surest') >= limit;
  // Over it already as the version came: it was reached when it was reached first.
  return reach(round, parts, 'surest', warning, true, isOver ? -Infinity : since);
}

/**
 * First moment at which the target (or the share of it that a warning names) is used up. The target is that of the version
 * in force then: a version that comes with a shorter one is reached the moment it comes, if more is used by then. An end at
 * that very moment is in time. Where the metric is switched off, its target is out of reach.
 */
export function reach(
  round: Round,
  parts: readonly PolicyPart[],
  count: Count,
  warning: SlaWarning | null,
  /** Asks what would be if the round had not ended. */
  goesOn: boolean,
  /** Versions that ended by then have no say in it. */
  since = -Infinity,
): number | null {
  let used = 0;
  let edge = -Infinity;
  const lastIndex = round.runs.length - 1;
  for (const [index, run] of round.runs.entries()) {
    const until = goesOn && index === lastIndex && run.heldBy === null ? Infinity : endOf(run, count);
    let at = Math.max(beginOf(run, count), edge);
    edge = Math.max(edge, until);
    while (at < until) {
      const part = partAt(parts, at);
      const end = Math.min(part.until, until);
      const hours = hoursOf(part.at, round.metric);
      const left = limitOf(part.at, round.metric, warning) - used;
      const counts = part.until > since;
      if (counts && left <= 0) return at;
      const moment = Number.isFinite(left) ? hours.addOpen(at, left) : null;
      if (counts && moment !== null && moment < end) return moment;
      if (end === Infinity) return null;
      used += hours.openMs(at, end);
      at = end;
    }
  }
  return null;
}

function limitOf(at: PolicyAt, metric: SlaMetric, warning: SlaWarning | null): number {
  const target = at.policy[targetNames[metric]];
  if (!target.enabled) return Infinity;
  return warning === null ? target.targetMs : Math.max(0, warningAtMs(warning, target.targetMs));
}

function beginOf(run: Run, count: Count): number {
  return count === 'surest' ? run.from.latest : run.from.earliest;
}

function endOf(run: Run, count: Count): number {
  if (run.until === null) return Infinity;
  return count === 'surest' ? run.until.earliest : run.until.latest;
}
