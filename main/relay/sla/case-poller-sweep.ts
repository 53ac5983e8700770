import type { CaseFailure, CaseSource, SeenCase } from '../ports/case-source.ts';

/** In one question: the address must not grow without end. */
const channelsPerQuestion = 40;
/** Beyond it the list is taken for endless, or the tenant for one that cannot be watched whole. */
const longestPages = 1_200;
const longestSweepMs = 10 * 60_000;

/** One walk through the list of open cases. */
export interface Sweep {
  readonly open: ReadonlyMap<string, SeenCase>;
  /** Every page of every channel was read. */
  readonly isWhole: boolean;
  readonly pages: number;
  /** Said to be there and not seen: on pages not asked for, or not readable. */
  readonly skipped: number;
  /** Why it ended early; null when it did not, or was cut by our own limits. */
  readonly failure: CaseFailure | null;
}

export interface SweepDeps {
  readonly source: CaseSource;
  readonly cxoneChannelIds: readonly string[];
  /** Resolves when one more request may be made; false: stop. */
  readonly mayAsk: () => Promise<boolean>;
  /** Monotonic. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Whether somebody still works on it: what the list is asked for, should CXone send others as well. */
export function isOpen({ status }: SeenCase): boolean {
  return status !== 'resolved' && status !== 'closed' && status !== 'trashed';
}

/** Never rejects. */
export async function sweepCases(deps: SweepDeps): Promise<Sweep> {
  const { source, cxoneChannelIds, mayAsk, now, signal } = deps;
  const ours = new Set(cxoneChannelIds);
  const open = new Map<string, SeenCase>();
  const startedAt = now();
  let pages = 0;
  let skipped = 0;
  const ended = (isWhole: boolean, failure: CaseFailure | null = null): Sweep => ({
    open,
    isWhole,
    pages,
    skipped,
    failure,
  });

  for (let at = 0; at < cxoneChannelIds.length; at += channelsPerQuestion) {
    const channels = cxoneChannelIds.slice(at, at + channelsPerQuestion);
    const tokens = new Set<string>();
    let token: string | null = null;
    let hits = 0;
    let found = 0;
    do {
      const isTooLong = pages >= longestPages || now() - startedAt > longestSweepMs;
      if (isTooLong || !(await mayAsk())) {
        skipped += Math.max(0, hits - found);
        return ended(false);
      }
      const page = await source.listOpen(channels, token, signal);
      pages += 1;
      if (!page.ok) return ended(false, page.failure);
      const { cases, next, unreadable } = page.value;
      const before = open.size;
      for (const seen of cases) if (ours.has(seen.cxoneChannelId) && isOpen(seen)) open.set(seen.caseId, seen);
      hits = page.value.hits ?? 0;
      found += cases.length + unreadable;
      skipped += unreadable;
      // A token that comes again, or leads to nothing new, would lead round in circles.
      const isOver: boolean =
        next === null || cases.length === 0 || tokens.has(next) || (token !== null && open.size === before);
      if (next !== null) tokens.add(next);
      token = isOver ? null : next;
    } while (token !== null);
  }
  return ended(true);
}
