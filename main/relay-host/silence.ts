export interface HeartbeatRule {
  readonly everyMs: number;
  /** Beats missed before the operator is told. */
  readonly missedForNotice: number;
  /** Beats missed before the process is replaced. */
  readonly missedForReplacement: number;
}

export const relayHeartbeat: HeartbeatRule = { everyMs: 1_000, missedForNotice: 3, missedForReplacement: 10 };

export interface Silence {
  /** When the last beat counts as heard. */
  readonly beatAt: number;
  readonly verdict: 'fine' | 'unresponsive' | 'replace';
}

/**
 * Judges a child by the beats it missed. When the watcher itself was held up (the machine slept, or our own event loop
 * stood still), beats may lie unread in the queue, so the count starts anew. All in monotonic milliseconds.
 */
export function silenceOf(rule: HeartbeatRule, seen: { beatAt: number; checkedAt: number; now: number }): Silence {
  const watcherWasHeldUp = seen.now - seen.checkedAt > rule.everyMs * rule.missedForNotice;
  if (watcherWasHeldUp) return { beatAt: seen.now, verdict: 'fine' };
  const missed = Math.floor((seen.now - seen.beatAt) / rule.everyMs);
  if (missed >= rule.missedForReplacement) return { beatAt: seen.beatAt, verdict: 'replace' };
  return { beatAt: seen.beatAt, verdict: missed >= rule.missedForNotice ? 'unresponsive' : 'fine' };
}
