/** Rounds of key derivation one reading may cost, about a second. What real programs write needs a few hundred thousand. */
const maxRounds = 3_000_000;

/** Bounds the work that a file can ask of us: the number of rounds stands in the file. */
export class WorkBudget {
  #left = maxRounds;

  /** Whether there is still room for that much. */
  spend(rounds: number): boolean {
    if (rounds > this.#left) return false;
    this.#left -= rounds;
    return true;
  }
}
