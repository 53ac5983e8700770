import type { Clock } from '#shared/lib/clock.ts';

/** Tokens being asked about at one time. */
const mostAtOnce = 8;
/** Administrators open these pages a few times a day. */
const mostPerMinute = 120;
/** Of one caller, so that who invents tokens does not use up what is left for administrators. */
const mostPerCaller = 30;
const minuteMs = 60_000;

/** Anybody can open a page with an invented token, and each costs a call to CXone: so there are only so many. */
export class ExchangeGate {
  readonly #clock: Clock;
  #underWay = 0;
  #counted = 0;
  /** By caller, in this minute: never more of them than calls are let through. */
  readonly #byCaller = new Map<string, number>();
  #since = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Runs it, or gives null at once when there are too many. `caller`: null for one behind whom many may stand. */
  async pass<T>(caller: string | null, run: () => Promise<T>): Promise<T | null> {
    const now = this.#clock.monotonic();
    if (now - this.#since >= minuteMs) {
      [this.#since, this.#counted] = [now, 0];
      this.#byCaller.clear();
    }
    const before = caller === null ? 0 : (this.#byCaller.get(caller) ?? 0);
    if (before >= mostPerCaller) return null;
    if (this.#underWay >= mostAtOnce || this.#counted >= mostPerMinute) return null;
    this.#counted += 1;
    if (caller !== null) this.#byCaller.set(caller, before + 1);
    this.#underWay += 1;
    try {
      return await run();
    } finally {
      this.#underWay -= 1;
    }
  }
}
