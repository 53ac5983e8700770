const shortestGapMs = 60_000;
const perHour = 10;
const hourMs = 3_600_000;

/** How often reconnecting may ask for new tokens of one channel: once a minute and ten times an hour. */
export class TokenRation {
  #taken: readonly number[] = [];

  /** `now`: monotonic, milliseconds. False when it is too early. */
  take(now: number): boolean {
    this.#taken = this.#taken.filter((at) => now - at < hourMs);
    const last = this.#taken.at(-1);
    if (this.#taken.length >= perHour || (last !== undefined && now - last < shortestGapMs)) return false;
    this.#taken = [...this.#taken, now];
    return true;
  }
}
