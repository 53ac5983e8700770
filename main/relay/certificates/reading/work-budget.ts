import { atOnce, type Derivation, type Deriver } from './deriver.ts';

/** Rounds of PBKDF2 one reading may cost, about a second. What real programs write needs up to 1.6 million (Java 11). */
const maxRounds = 3_000_000;

/** Bounds the work that a file can ask of us: the number of rounds stands in the file. */
export class WorkBudget {
  readonly #deriver: Deriver;
  #left = maxRounds;

  constructor(deriver: Deriver = atOnce) {
    this.#deriver = deriver;
  }

  /** Whether there is still room for that much. */
  spend(rounds: number): boolean {
    if (rounds > this.#left) return false;
    this.#left -= rounds;
    return true;
  }

  /** Null: there is no room for it. */
  derive(derivation: Derivation): Uint8Array | null {
    return this.spend(derivation.rounds) ? this.#deriver.derive(derivation) : null;
  }
}
