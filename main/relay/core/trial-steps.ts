import type { Trial, TrialStep } from '#shared/domain/setup/trial.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { Clock } from '#shared/lib/clock.ts';

/** What one step found. `value`: for the screen; never a secret. */
export type StepEnd<T> =
  | { readonly outcome: 'ok'; readonly value: string | null; readonly result: T }
  | {
      readonly outcome: 'failed' | 'not_tried' | 'not_available';
      readonly code: ErrorCode | null;
      readonly platformCode: string | null;
      readonly value: string | null;
    };

const longestValue = 300;
const longestPlatformCode = 60;

export function passedStep<T>(result: T, value: string | null = null): StepEnd<T> {
  return { outcome: 'ok', value, result };
}

export function endedStep(
  outcome: 'failed' | 'not_tried' | 'not_available',
  code: ErrorCode | null,
  more: { readonly platformCode?: string | null; readonly value?: string | null } = {},
): StepEnd<never> {
  return { outcome, code, platformCode: more.platformCode ?? null, value: more.value ?? null };
}

/** Tries one thing after the other and keeps what came of each. */
export class TrialSteps {
  readonly #clock: Clock;
  readonly #at: number;
  readonly #steps: TrialStep[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#at = clock.now();
  }

  /** The step's result, or null when it did not pass. */
  async run<T>(step: string, work: () => StepEnd<T> | Promise<StepEnd<T>>): Promise<T | null> {
    const from = this.#clock.monotonic();
    const end = await work();
    const durationMs = Math.max(0, Math.round(this.#clock.monotonic() - from));
    const isPassed = end.outcome === 'ok';
    this.#steps.push({
      step,
      outcome: end.outcome,
      code: isPassed ? null : end.code,
      platformCode: isPassed ? null : cut(end.platformCode, longestPlatformCode),
      value: cut(end.value, longestValue),
      durationMs,
    });
    return isPassed ? end.result : null;
  }

  /** The trial. Steps of `expected` that were not come to are listed as not tried, behind the others. */
  trial(expected: readonly string[] = []): Trial {
    const missing = expected.filter((name) => this.#steps.every(({ step }) => step !== name));
    return { at: this.#at, steps: [...this.#steps, ...missing.map(notTried)] };
  }
}

function notTried(step: string): TrialStep {
  return { step, outcome: 'not_tried', code: null, platformCode: null, value: null, durationMs: 0 };
}

function cut(text: string | null, longest: number): string | null {
  return text === null || text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}
