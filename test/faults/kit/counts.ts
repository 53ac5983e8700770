import type { FaultCounts } from '#test/faults/plan/scenario.ts';
import type { Judgement } from './judge.ts';

/** The part of a judgement that stands in the table. */
export function countsOf(judgement: Judgement & { readonly injections: number }): FaultCounts {
  const { pending: _pending, deadLetters: _deadLetters, problems: _problems, ...counts } = judgement;
  return counts;
}
