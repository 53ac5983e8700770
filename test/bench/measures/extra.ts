import type { SystemParts } from '../kit/systems.ts';
import type { Goal } from '../report/goals.ts';
import type { Bench } from './bench-run.ts';

/** What a measure of the relay alone found, beside the comparison. */
export interface Extra {
  readonly name: string;
  readonly head: readonly string[];
  /** What each row is about; left out where there is one. */
  readonly labels?: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly goals: readonly Goal[];
  /** Tables that belong to it. */
  readonly further?: readonly Extra[];
}

export interface ExtraDeps {
  readonly bench: Bench;
  readonly parts: SystemParts;
  /** Small numbers: shows that the measure works. */
  readonly quick: boolean;
  readonly seconds: number;
  /** In the store that is searched. */
  readonly messages: number;
  /** The app as tests drive it; null: there is no window. */
  readonly window: string | null;
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
