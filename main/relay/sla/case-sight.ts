import type { SlaMoment } from '#shared/domain/sla.ts';
import type { SeenCase } from './case-observation.ts';
import { exactly, isEnd, statusOf, type KeptCase } from './kept-case.ts';

/** CXone's stamps may differ so much from our clock and still count as lying within a poll. */
const toleranceMs = 1_000;

/** When one poll's question was asked and its answer read, and since when nothing is known. */
export interface Sight {
  readonly askedAt: number;
  readonly readAt: number;
  /** The case was surely not in the list of open cases then; null when that says nothing. */
  readonly absentAt: number | null;
}

/** Takes over what CXone showed of a case. True when it is news. */
export function takeSight(kept: KeptCase, seen: SeenCase, sight: Sight): boolean {
  const { readAt, askedAt } = sight;
  const since = Math.min(knownSince(kept, seen, sight), readAt);
  let isNews = kept.caseId !== seen.caseId || kept.hasLeft;
  kept.caseId = seen.caseId;
  kept.hasLeft = false;
  kept.missingAt = null;
  if (seen.createdAt !== null && kept.createdAt === null) {
    // Seen, it has been created.
    kept.createdAt = Math.min(seen.createdAt, readAt);
    isNews = true;
  }
  if (seen.beganBy !== kept.beganBy) {
    kept.beganBy = seen.beganBy;
    isNews = true;
  }
  if (takeStatus(kept, seen, since, readAt)) isNews = true;
  if (takeAgent(kept, seen, since, readAt)) isNews = true;
  kept.detailUrl = seen.detailUrl ?? kept.detailUrl;
  kept.raw = seen.raw ?? kept.raw;
  kept.knownUntil = Math.max(kept.knownUntil ?? askedAt, askedAt);
  return isNews;
}

/** CXone does not know the case any more. */
export function takeMissing(kept: KeptCase, { askedAt, readAt }: Sight): void {
  const earliest = Math.min(kept.knownUntil ?? statusOf(kept)?.at.latest ?? kept.beganAt, readAt);
  kept.statuses.push({ status: 'trashed', at: { earliest, latest: readAt } });
  kept.knownUntil = askedAt;
  kept.overAt = readAt;
}

function takeStatus(kept: KeptCase, seen: SeenCase, since: number, readAt: number): boolean {
  const last = statusOf(kept);
  if (last?.status === seen.status) return false;
  const isFirst = last === null;
  const stamp = isFirst && seen.status === 'new' ? (seen.createdAt ?? seen.statusAt) : seen.statusAt;
  const known = momentOf(stamp === kept.statusStamp ? null : stamp, since, readAt);
  const floor = last?.at.earliest ?? -Infinity;
  const at = { earliest: Math.max(known.earliest, floor), latest: Math.max(known.latest, floor) };
  kept.statuses.push({ status: seen.status, at });
  kept.statusStamp = seen.statusAt;
  if (isEnd(seen.status)) kept.overAt = at.latest;
  return true;
}

function takeAgent(kept: KeptCase, seen: SeenCase, since: number, readAt: number): boolean {
  const last = kept.assignments.at(-1) ?? null;
  if ((last?.agent ?? null) === seen.agent) return false;
  const stamp = seen.agent === null || seen.assignedAt === kept.assignedStamp ? null : seen.assignedAt;
  const known = momentOf(stamp, since, readAt);
  const floor = last?.at.earliest ?? -Infinity;
  const at = { earliest: Math.max(known.earliest, floor), latest: Math.max(known.latest, floor) };
  kept.assignments.push({ agent: seen.agent, at });
  kept.assignedStamp = seen.assignedAt;
  return true;
}

/** CXone's own stamp when it fits into the time between two looks, else that time. */
export function momentOf(stamp: number | null, since: number, readAt: number): SlaMoment {
  const fits = stamp !== null && stamp >= since - toleranceMs && stamp <= readAt + toleranceMs;
  return fits ? exactly(stamp) : { earliest: since, latest: readAt };
}

/** Until then the case was known to be as it is kept. */
function knownSince(kept: KeptCase, seen: SeenCase, { absentAt }: Sight): number {
  if (kept.knownUntil !== null) {
    const isBack = statusOf(kept)?.status === 'resolved' && seen.status !== 'resolved' && !isEnd(seen.status);
    return isBack && absentAt !== null ? Math.max(kept.knownUntil, absentAt) : kept.knownUntil;
  }
  return seen.createdAt ?? kept.createdAt ?? kept.beganAt;
}
