import type { ChannelStateKind } from '#shared/domain/channel.ts';

/** So many changes within this time, milliseconds, are one unrest and not so many faults. */
export const flapChanges = 4;
export const flapWindowMs = 10 * 60_000;

/** Enough to tell; older ones in the window add nothing. */
const mostKept = 16;

const failing: ReadonlySet<ChannelStateKind> = new Set(['degraded', 'retrying', 'action_required', 'down']);

/** From connected to failing. */
export function isFall(from: ChannelStateKind, to: ChannelStateKind): boolean {
  return from === 'connected' && failing.has(to);
}

/**
 * Whether a change is a fall, or the rise from one. What lies between (verifying that finds the next thing in the way)
 * belongs to the same fault; what operators do, the first rise after a start, and a fault that only grows older, is no
 * unrest.
 */
export function countsAsFlap(from: ChannelStateKind, to: ChannelStateKind, hasFallen: boolean): boolean {
  return isFall(from, to) || (hasFallen && to === 'connected' && (from === 'verifying' || failing.has(from)));
}

/** `changes`: steady times of changes that count, oldest first. */
export function withChange(changes: readonly number[], at: number): readonly number[] {
  return [...recent(changes, at), at].slice(-mostKept);
}

/** Those that still count at `now`; the same array when all do. */
export function recent(changes: readonly number[], now: number): readonly number[] {
  const first = changes.findIndex((at) => now - at < flapWindowMs);
  if (first === 0) return changes;
  return first === -1 ? [] : changes.slice(first);
}

export function isFlapping(changes: readonly number[], now: number): boolean {
  return recent(changes, now).length >= flapChanges;
}
