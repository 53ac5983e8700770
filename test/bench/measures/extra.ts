import type { SystemParts } from '../kit/systems.ts';
import type { Goal } from '../report/goals.ts';
import type { Bench } from './bench-run.ts';

/** What a measure of the relay alone found, beside the comparison. */
export interface Extra {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly goals: readonly Goal[];
}

export interface ExtraDeps {
  readonly bench: Bench;
  readonly parts: SystemParts;
  /** Small numbers: shows that the measure works. */
  readonly quick: boolean;
  readonly seconds: number;
  /** In the store that is searched. */
  readonly messages: number;
  readonly say: (text: string) => void;
}

export function atMost(name: string, value: number, must: number, aim: number | null = null): Goal {
  return { name, value, must, aim, better: 'lower' };
}

/** Nothing may be lost, sent twice or out of order. */
export function flawless(
  name: string,
  { lost, repeated, outOfOrder }: { readonly lost: number; readonly repeated: number; readonly outOfOrder: number },
): Goal {
  return atMost(`${name}: lost, repeated or out of order`, lost + repeated + outOfOrder, 0);
}
