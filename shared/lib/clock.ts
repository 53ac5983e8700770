/** The only source of time in relay and supervisor code. Production passes the system clock, tests a hand-wound one. */
export interface Clock {
  /** Wall clock, epoch milliseconds. May jump when the machine's clock is set. For stamps, never for durations. */
  now(): number;
  /** Milliseconds that only ever grow, unaffected by clock changes. For durations and time-outs. */
  monotonic(): number;
  /** Runs once after `delayMs` of monotonic time. Returns a function that cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

/** Source of chance: a number from 0 (included) to 1 (excluded). */
export type Chance = () => number;
