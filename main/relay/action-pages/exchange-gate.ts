import type { Clock } from '#shared/lib/clock.ts';

/** Tokens being asked about at one time. */
const mostAtOnce = 8;
/** Administrators open these pages a few times a day. */
const mostPerMinute = 120;
const minuteMs = 60_000;

/** Anybody can open a page with an invented token, and each costs a call to CXone: so there are only so many. */
export class ExchangeGate {
  readonly #clock: Clock;
  #underWay = 0;
  #counted = 0;
  #since = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs it, or gives null at once when there are too many. */
  async pass<T>(run: () => Promise<T>): Promise<T | null> {
    const now = this.#clock.monotonic();
    if (now - this.#since >= minuteMs) [this.#since, this.#counted] = [now, 0];
    if (this.#underWay >= mostAtOnce || this.#counted >= mostPerMinute) return null;
    this.#counted += 1;
    this.#underWay += 1;
    try {
      return await run();
    } finally {
      this.#underWay -= 1;
    }
  }
}
