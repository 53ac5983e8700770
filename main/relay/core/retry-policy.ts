import type { Chance } from '#shared/lib/clock.ts';
import type { Direction } from '#shared/domain/message.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** Nothing is tried for longer than this after it was accepted, milliseconds. Also WeChat's longest reply window. */
export const longestWaitMs = 48 * hour;

/** How often a reply that WeChat's window holds back is tried again without a sign of the end user. */
export const windowRecheckMs = hour;

/** Retry-After is obeyed up to this; what asks for more is treated as no answer at all. */
export const longestRetryAfterMs = hour;

/**
 * Waits after the first, second … failed attempt; the last one repeats. Published for operators in
 * docs/relay-configuration.md: the two must stay the same (a test compares them).
 */
export const retrySchedulesMs: Readonly<Record<Direction, readonly number[]>> = {
  inbound: [2 * second, 10 * second, 30 * second, 2 * minute, 5 * minute, 15 * minute, 30 * minute, hour],
  outbound: [second, 2 * second, 4 * second, 8 * second, minute, 2 * minute, 5 * minute, 10 * minute],
};

export type NextTry = { readonly kind: 'retry'; readonly dueAt: number } | { readonly kind: 'exhausted' };

/** When to try again after `failedAttempts` failures (at least 1), jittered by a fifth either way. */
export function nextTry(input: {
  readonly direction: Direction;
  readonly failedAttempts: number;
  readonly acceptedAt: number;
  readonly now: number;
  readonly retryAfterMs: number | null;
  readonly chance: Chance;
}): NextTry {
  if (input.now - input.acceptedAt >= longestWaitMs) return { kind: 'exhausted' };
  const schedule = retrySchedulesMs[input.direction];
  const baseMs = schedule[Math.min(input.failedAttempts, schedule.length) - 1] ?? second;
  const jitteredMs = baseMs * (0.8 + 0.4 * input.chance());
  const asked = input.retryAfterMs;
  const askedMs = asked !== null && asked > 0 && asked <= longestRetryAfterMs ? asked : 0;
  return { kind: 'retry', dueAt: input.now + Math.round(Math.max(jitteredMs, askedMs)) };
}
