/** So many at a time; the others wait in the order they came. */
export class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#free = places;
  }

  async take(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }
}

/** One run's turn: taken while it works on its channel, given back while it only waits. */
export class Turn {
  readonly #turns: Turns;
  #isHeld = false;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  async take(): Promise<void> {
    if (this.#isHeld) return;
    await this.#turns.take();
    this.#isHeld = true;
  }

  giveBack(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    this.#turns.giveBack();
  }
}
