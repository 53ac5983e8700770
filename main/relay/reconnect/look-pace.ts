/** All runs together ask the store for their backlogs this often a second, or not much more often. */
const looksASecond = 40;
/** Every half second, with timers that may come a little early. */
const leastMs = 400;

/** How often a run looks what became of its backlog: the more of them look, the less often each. */
export class LookPace {
  #looking = 0;

  get everyMs(): number {
    return Math.max(leastMs, (this.#looking * 1_000) / looksASecond);
  }

  /** Returns the end of it. */
  begin(): () => void {
    this.#looking += 1;
    let goesOn = true;
    return () => {
      if (goesOn) this.#looking -= 1;
      goesOn = false;
    };
  }
}
