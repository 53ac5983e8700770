import type { Clock } from '#shared/lib/clock.ts';

/** Smaller differences between the clocks are drift, and clocks being drawn right. */
const stepMs = 1_000;
/** Time that passed without anybody looking is time the computer slept, whatever its clocks say. */
const longestUnwatchedMs = 60_000;

/** A stretch of time that passed as one expects, or a step of the wall clock, or sleep. */
export type Elapsed =
  | { readonly kind: 'ran'; readonly from: number; readonly until: number }
  | { readonly kind: 'stepped'; readonly from: number; readonly until: number };

/** Tells time that passed from time that was set. */
export class WallSteps {
  readonly #clock: Clock;
  #wall: number;
  #monotonic: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#wall = clock.now();
    this.#monotonic = clock.monotonic();
  }

  /** Did the wall clock go its own way since it was last looked at? */
  hasStepped(now: number): boolean {
    return Math.abs(now - this.#wall - (this.#clock.monotonic() - this.#monotonic)) > stepMs;
  }

  /** What passed since the last call, by the wall clock. */
  look(): Elapsed {
    const now = this.#clock.now();
    const from = this.#wall;
    const stepped = this.hasStepped(now) || this.#clock.monotonic() - this.#monotonic > longestUnwatchedMs;
    this.#wall = now;
    this.#monotonic = this.#clock.monotonic();
    return { kind: stepped ? 'stepped' : 'ran', from, until: now };
  }
}
