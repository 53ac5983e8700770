import type { SlaSummary } from '#shared/domain/sla.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** From the beginning of one round to the beginning of the next. */
export const roundEveryMs = 15_000;
/** The same while there is no open case. */
export const quietEveryMs = 60_000;
/** Without permission, or where there is no such call. */
export const refusedEveryMs = 15 * 60_000;
const longestBackoffMs = 5 * 60_000;
/** Between two rounds at least, however urgent. */
const shortestGapMs = 2_000;
/** A pause before the next round also when the last one took longer than it should. */
const breathMs = 500;

/** How a round ended. */
export type RoundEnd =
  | { readonly kind: 'done'; readonly isQuiet: boolean }
  | { readonly kind: 'failed'; readonly failures: number; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused' };

/** From the end of a round that took `tookMs` to the beginning of the next. `chance`: 0 to 1. */
export function waitAfter(end: RoundEnd, tookMs: number, chance: number): number {
  const spread = 0.9 + 0.2 * chance;
  switch (end.kind) {
    case 'done':
      return Math.max(breathMs, (end.isQuiet ? quietEveryMs : roundEveryMs) * spread - tookMs);
    case 'failed': {
      const growingMs = Math.min(longestBackoffMs, roundEveryMs * 2 ** Math.min(10, end.failures - 1));
      // Never sooner than CXone asked for.
      return Math.max(growingMs * spread, (end.retryAfterMs ?? 0) * (1 + 0.1 * chance));
    }
    case 'refused':
      return refusedEveryMs * spread;
  }
}

/** How soon after its beginning the last round may be followed by one that somebody asked for. */
export function soonestAfter(end: RoundEnd | null): number {
  if (end === null || end.kind === 'done') return shortestGapMs;
  return end.kind === 'failed' ? 2 * shortestGapMs : quietEveryMs;
}

/** What has become of the last rounds, for the window. */
export interface PollFacts {
  /** When the question of the last whole round was put, wall clock; null before the first. */
  readonly lastAt: number | null;
  /** How long ago that is by monotonic time. */
  readonly sinceMs: number;
  /** How long the last whole round took. */
  readonly tookMs: number;
  readonly isQuiet: boolean;
  readonly end: RoundEnd | null;
  readonly code: ErrorCode | null;
}

/** 'late': nothing failed, and yet the last word is older than two rounds. */
export function pollState(facts: PollFacts): Pick<SlaSummary['polls'][number], 'lastAt' | 'state' | 'code'> {
  const { lastAt, end, code } = facts;
  if (end?.kind === 'refused') return { lastAt, state: 'not_possible', code };
  if (end?.kind === 'failed') return { lastAt, state: 'failing', code };
  const everyMs = Math.max(facts.isQuiet ? quietEveryMs : roundEveryMs, facts.tookMs);
  const isFresh = lastAt !== null && facts.sinceMs <= 2 * everyMs + roundEveryMs;
  return { lastAt, state: isFresh ? 'fresh' : 'late', code: null };
}
