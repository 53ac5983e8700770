import type { ErrorCode } from '#shared/errors/catalogue.ts';

export interface RestartPolicy {
  /** Crashes older than this no longer count. */
  readonly windowMs: number;
  /** More crashes than this within the window, and nobody tries any more. */
  readonly maxCrashes: number;
  /** Wait before the restart after the first, second … crash in the window; the last one repeats. */
  readonly delaysMs: readonly number[];
  /**
   * What the child ends with while something outside must pass first, and the wait before it looks again. That is no
   * crash: it is never counted, and never given up.
   */
  readonly waitsMs: Partial<Readonly<Record<ErrorCode, number>>>;
}

export const defaultRestartPolicy: RestartPolicy = {
  windowMs: 60_000,
  maxCrashes: 5,
  delaysMs: [1_000, 2_000, 4_000, 8_000],
  // As often as a relay that runs alone tries the port again.
  waitsMs: { PORT_TAKEN: 5_000 },
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
