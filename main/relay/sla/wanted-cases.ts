import type { ChannelId } from '#shared/domain/ids.ts';
import type { WantedCases } from './case-observation.ts';
import { statusOf, type KeptCase } from './kept-case.ts';

/** A resolved case may be closed meanwhile, and one with a newer beside it should be: they are asked for so often. */
const askAgainMs = 10 * 60_000;
const askSupersededMs = 60_000;
const mostCases = 100;
const mostMessages = 200;
const dayMs = 86_400_000;
/** Without a word from CXone or the end user a case counts as forgotten after so long. */
const forgottenMs = { known: 30 * dayMs, unknown: 7 * dayMs } as const;

/** What is to be asked of CXone by itself: cases that may have left the list of open ones, and answers without an author. */
export function wantedOf(cases: Iterable<KeptCase>, channelIds: ReadonlySet<ChannelId>, now: number): WantedCases {
  const left: KeptCase[] = [];
  const resolved: KeptCase[] = [];
  let hasOpen = false;
  const messages: { readonly at: number; readonly id: string }[] = [];
  for (const kept of cases) {
    if (!channelIds.has(kept.channelId)) continue;
    for (const { author, at, messageId } of kept.messages)
      if (author === 'asking') messages.push({ at, id: messageId });
    if (kept.overAt !== null) continue;
    const isResolved = statusOf(kept)?.status === 'resolved';
    if (!isResolved) hasOpen = true;
    if (kept.caseId === null) continue;
    const sinceMs = Math.abs(now - kept.askedForAt);
    if (kept.hasLeft || (kept.isSuperseded && sinceMs >= askSupersededMs)) left.push(kept);
    else if (isResolved && sinceMs >= askAgainMs) resolved.push(kept);
  }
  resolved.sort((one, other) => one.askedForAt - other.askedForAt);
  messages.sort((one, other) => one.at - other.at);
  return {
    caseIds: [...left, ...resolved].slice(0, mostCases).flatMap(({ caseId }) => caseId ?? []),
    messageIds: messages.slice(0, mostMessages).map(({ id }) => id),
    hasOpen,
  };
}

/** Nothing will be heard of it any more. */
export function isForgotten(kept: KeptCase, now: number): boolean {
  if (kept.overAt !== null) return false;
  const isKnown = kept.asked && kept.caseId !== null;
  const isResolved = statusOf(kept)?.status === 'resolved';
  const heardAt = isKnown && !isResolved ? Math.max(kept.changedAt, kept.knownUntil ?? 0) : kept.changedAt;
  return now - heardAt >= (isKnown ? forgottenMs.known : forgottenMs.unknown);
}
