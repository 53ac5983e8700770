import type { Clock } from '#shared/lib/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that moves only when wound. Wall and monotonic time can be moved apart, as when a clock is set. */
export class HandClock implements Clock {
  #wall: number;
  #monotonic = 0;
  #timers: Timer[] = [];

  constructor(wallMs = 1_767_225_600_000) {
    this.#wall = wallMs;
  }

  now(): number {
    return this.#wall;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { at: this.#monotonic + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets `ms` pass: both clocks move, timers that fall due run in order. */
  wind(ms: number): void {
    const end = this.#monotonic + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((first, second) => first.at - second.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#wall += next.at - this.#monotonic;
      this.#monotonic = next.at;
      next.run();
    }
    this.#wall += end - this.#monotonic;
    this.#monotonic = end;
  }

  /** Winds in steps, letting promises settle in between. */
  async windSlowly(ms: number, stepMs = 100): Promise<void> {
    for (let wound = 0; wound < ms; wound += stepMs) {
      this.wind(Math.min(stepMs, ms - wound));
      await settled();
    }
  }

  /** Somebody sets the wall clock; no time passes. */
  setWall(wallMs: number): void {
    this.#wall = wallMs;
  }

  get pendingTimers(): number {
    return this.#timers.length;
  }
}

/** Resolves after everything that is ready to run, disk callbacks of this turn included, has run. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      setImmediate(resolve);
    });
  });
}
