export interface RestartPolicy {
  /** Crashes older than this no longer count. */
  readonly windowMs: number;
  /** More crashes than this within the window, and nobody tries any more. */
  readonly maxCrashes: number;
  /** Wait before the restart after the first, second … crash in the window; the last one repeats. */
  readonly delaysMs: readonly number[];
}

export const defaultRestartPolicy: RestartPolicy = {
  windowMs: 60_000,
  maxCrashes: 5,
  delaysMs: [1_000, 2_000, 4_000, 8_000],
};

export type RestartDecision =
  | { readonly kind: 'restart'; readonly delayMs: number; readonly crashesInWindow: number }
  | { readonly kind: 'give_up'; readonly crashesInWindow: number };

/** `crashedAtMs` holds the moment of every crash so far, this one included; all on the clock of `nowMs`. */
export function decideRestart(policy: RestartPolicy, crashedAtMs: readonly number[], nowMs: number): RestartDecision {
  const crashesInWindow = crashedAtMs.filter((at) => nowMs - at < policy.windowMs).length;
  if (crashesInWindow > policy.maxCrashes) return { kind: 'give_up', crashesInWindow };
  const delayMs = policy.delaysMs[crashesInWindow - 1] ?? policy.delaysMs.at(-1) ?? 0;
  return { kind: 'restart', delayMs, crashesInWindow };
}
