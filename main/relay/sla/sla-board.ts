import type { SlaBoardQuery } from '#shared/contract/sla-contract.ts';
import type { ChannelStateKind } from '#shared/domain/channel.ts';
import type { SlaReading, SlaRow } from '#shared/domain/sla.ts';
import { compareRanks, goesOn, isAtRisk, isBreached, isUnsure, rankOf, type CaseView, type Rank } from './case-view.ts';
import { statusOf, type KeptCase } from './kept-case.ts';

export interface Standing {
  readonly kept: KeptCase;
  readonly view: CaseView;
}

/** Those that match, most urgent first, and how many there are. */
export function pickRows(
  all: Iterable<Standing>,
  query: SlaBoardQuery,
  now: number,
): { readonly picked: readonly Standing[]; readonly total: number } {
  const channels = new Set(query.channelIds);
  const matching: { readonly standing: Standing; readonly rank: Rank }[] = [];
  for (const standing of all) {
    const { kept, view } = standing;
    if (!view.isOpen || (channels.size > 0 && !channels.has(kept.channelId))) continue;
    const rank = rankIn(view, query, now);
    if (rank !== null) matching.push({ standing, rank });
  }
  const first = smallest(matching, query.limit);
  return { picked: first.map(({ standing }) => standing), total: matching.length };
}

/** One conversation as the board shows it. */
export function rowOf(
  { kept, view }: Standing,
  parts: {
    readonly channelName: string;
    readonly channelState: ChannelStateKind;
    readonly incidentId: string | null;
    readonly mayExtendIdle: boolean;
  },
): SlaRow {
  const status = statusOf(kept);
  const assignment = kept.assignments.at(-1) ?? null;
  return {
    id: kept.id,
    channelId: kept.channelId,
    channelName: parts.channelName,
    channelState: parts.channelState,
    incidentId: parts.incidentId,
    endUser: kept.endUser,
    caseId: kept.caseId,
    status: status?.status ?? null,
    statusAt: status?.at ?? null,
    agent: assignment?.agent ?? null,
    assignedAt: assignment?.agent == null ? null : assignment.at,
    clocks: [...view.clocks],
    next: view.next,
    isHeld: kept.messages.some(({ doneAt }) => doneAt === null),
    messageId: kept.messages.at(-1)?.messageId ?? null,
    mayExtendIdle: parts.mayExtendIdle,
  };
}

/** The customer's idle timer that goes on, or null. */
export function idleClock({ clocks }: CaseView): SlaReading | null {
  return clocks.find((clock) => clock.metric === 'customer_idle' && goesOn(clock)) ?? null;
}

/** Null when it is not to be shown. */
function rankIn(view: CaseView, { metric, show }: SlaBoardQuery, now: number): Rank | null {
  if (metric === null) {
    if (show === 'at_risk' && !view.isAtRisk) return null;
    if (show === 'breached' && !view.isBreached) return null;
    if (show === 'unsure' && !view.isUnsure) return null;
    return view.rank;
  }
  const clock = view.clocks.find((one) => one.metric === metric);
  const live = clock !== undefined && goesOn(clock) ? clock : undefined;
  if (show === 'open') return clock === undefined ? null : live === undefined ? last : rankOf(live);
  if (live === undefined) return null;
  if (show === 'at_risk' && !isAtRisk(live, now)) return null;
  if (show === 'breached' && !isBreached(live)) return null;
  if (show === 'unsure' && !isUnsure(live)) return null;
  return rankOf(live);
}

const last: Rank = { group: 3, at: Infinity };

/** The first `limit` in order, without putting all in order: there may be tens of thousands. */
function smallest<T extends { readonly rank: Rank; readonly standing: Standing }>(all: T[], limit: number): T[] {
  const order = (one: T, other: T): number =>
    compareRanks(one.rank, other.rank) || compareText(one.standing.kept.id, other.standing.kept.id);
  let low = 0;
  let high = all.length - 1;
  while (low < high && limit < all.length) {
    const pivot = all[(low + high) >> 1] as T;
    let left = low;
    let right = high;
    while (left <= right) {
      while (order(all[left] as T, pivot) < 0) left += 1;
      while (order(all[right] as T, pivot) > 0) right -= 1;
      if (left > right) break;
      [all[left], all[right]] = [all[right] as T, all[left] as T];
      left += 1;
      right -= 1;
    }
    if (limit - 1 <= right) high = right;
    else if (limit - 1 >= left) low = left;
    else break;
  }
  return all.slice(0, limit).sort(order);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
