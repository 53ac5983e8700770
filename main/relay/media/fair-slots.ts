/**
 * Gives out a limited number of places. Each group has at most its share of them, and waiting groups take turns, so
 * that the slow work of one group keeps no other waiting.
 */
export class FairSlots {
  readonly #places: number;
  readonly #share: number;
  readonly #taken = new Map<string, number>();
  /** In the order of their turns. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #used = 0;

  constructor(places: number, share: number) {
    this.#places = places;
    this.#share = share;
  }

  /** Runs `work` when there is a place for it. */
  async run<T>(group: string, work: () => Promise<T>): Promise<T> {
    if (!this.#mayStart(group)) await this.#turn(group);
    else this.#take(group);
    try {
      return await work();
    } finally {
      this.#leave(group);
    }
  }

  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, queue) => sum + queue.length, 0);
  }

  #mayStart(group: string): boolean {
    return this.#used < this.#places && (this.#taken.get(group) ?? 0) < this.#share;
  }

  /** The place is taken for the waiting one before it runs on, so that nobody slips in between. */
  #turn(group: string): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.#waiting.get(group) ?? [];
      queue.push(resolve);
      this.#waiting.set(group, queue);
    });
  }

  #take(group: string): void {
    this.#used += 1;
    this.#taken.set(group, (this.#taken.get(group) ?? 0) + 1);
  }

  #leave(group: string): void {
    this.#used -= 1;
    const left = (this.#taken.get(group) ?? 1) - 1;
    if (left === 0) this.#taken.delete(group);
    else this.#taken.set(group, left);
    this.#startNext();
  }

  #startNext(): void {
    for (const [group, queue] of this.#waiting) {
      if (!this.#mayStart(group)) continue;
      const next = queue.shift();
      // Behind the others: its next turn comes after theirs.
      this.#waiting.delete(group);
      if (queue.length > 0) this.#waiting.set(group, queue);
      this.#take(group);
      next?.();
      return;
    }
  }
}
