/**
 * Whose turn it is among questions that are answered in short steps: those a person waits for go on, the others stand still
 * until there is none.
 */
export class Turns {
  readonly #nextTurn: () => Promise<void>;
  readonly #standing = new Set<() => void>();
  #first = 0;

  constructor(nextTurn: () => Promise<void>) {
    this.#nextTurn = nextTurn;
  }

  /** True while a person waits. */
  get isPersonWaiting(): boolean {
    return this.#first > 0;
  }

  begin(goesFirst: boolean): void {
    if (goesFirst) this.#first += 1;
  }

  end(goesFirst: boolean): void {
    if (!goesFirst) return;
    this.#first -= 1;
    if (this.#first === 0) this.wake();
  }

  /** Whoever stands still looks whether it is wanted at all. */
  wake(): void {
    const standing = [...this.#standing];
    this.#standing.clear();
    for (const goOn of standing) goOn();
  }

  /** Between two steps. Comes back as soon as it is this question's turn, or it is not wanted any more. */
  async pause(goesFirst: boolean, isWanted: () => boolean): Promise<void> {
    await this.#nextTurn();
    while (!goesFirst && this.isPersonWaiting && isWanted()) {
      await new Promise<void>((resolve) => {
        this.#standing.add(resolve);
      });
    }
  }
}
