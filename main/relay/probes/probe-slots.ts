interface Waiting {
  readonly rank: number;
  readonly start: (gotIt: boolean) => void;
}

/** So many at a time over all channels. Who waits with the lower rank comes first; among equals, who came first. */
export class ProbeSlots {
  #free: number;
  #waiting: Waiting[] = [];

  constructor(slots: number) {
    this.#free = slots;
  }

  /** Resolves to true when there is room, and to false when `signal` ends the wait. */
  take(rank: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const leave = (): void => {
        this.#waiting = this.#waiting.filter((other) => other !== entry);
        resolve(false);
      };
      const entry: Waiting = {
        rank,
        start: (gotIt) => {
          signal.removeEventListener('abort', leave);
          resolve(gotIt);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      const at = this.#waiting.findIndex((other) => other.rank > rank);
      this.#waiting.splice(at < 0 ? this.#waiting.length : at, 0, entry);
    });
  }

  giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next.start(true);
  }
}
