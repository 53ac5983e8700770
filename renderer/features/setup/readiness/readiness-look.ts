import type { ReadinessLine, ReadinessState } from '#shared/domain/setup/readiness.ts';
import { isSettled } from '#shared/setup/readiness.ts';
import type { Sign, Tone } from '#renderer/lib/tone.ts';

/** How each state is drawn: green only for what is proved. */
export const readinessLook: Readonly<Record<ReadinessState, { readonly tone: Tone; readonly sign: Sign }>> = {
  done: { tone: 'ok', sign: 'check' },
  wrong: { tone: 'bad', sign: 'triangle' },
  missing: { tone: 'warn', sign: 'half' },
  waiting: { tone: 'unsure', sign: 'question' },
  not_needed: { tone: 'idle', sign: 'ring' },
};

export interface ReadinessCount {
  readonly done: number;
  readonly count: number;
  /** The first line that is not done, in the order of the set-up. */
  readonly first: ReadinessLine | null;
}

/** How much of it is settled. */
export const countReadiness = (lines: readonly ReadinessLine[]): ReadinessCount => ({
  done: lines.filter(isSettled).length,
  count: lines.length,
  first: lines.find((line) => !isSettled(line)) ?? null,
});
