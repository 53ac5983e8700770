import type { Clock } from '#shared/lib/clock.ts';
import { limitedSignal } from '../core/limited-signal.ts';

/** Whoever waited is not waited for any more: the run was cancelled, or the relay stops. */
export class Abandoned extends Error {}

/** Waiting that ends with the run. */
export class Patience {
  readonly #clock: Clock;
  readonly #abort = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  end(): void {
    this.#abort.abort();
  }

  /** Throws Abandoned when the run is over. */
  goesOn(): void {
    if (this.#abort.signal.aborted) throw new Abandoned();
  }

  /** Rejects with Abandoned when the run ends meanwhile. */
  async pause(ms: number): Promise<void> {
    const { signal } = this.#abort;
    await new Promise<void>((resolve) => {
      const cancel = this.#clock.after(ms, done);
      function done(): void {
        cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done, { once: true });
    });
    this.goesOn();
  }

  /** Waits for the work, but no longer than that; the work is told by its signal. Rejects with Abandoned like `pause`. */
  async within(limitMs: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const limit = limitedSignal(this.#abort.signal, limitMs, this.#clock);
    try {
      const givenUp = new Promise<void>((resolve) => {
        limit.signal.addEventListener('abort', () => resolve(), { once: true });
      });
      const doing = work(limit.signal);
      doing.catch(() => undefined);
      await Promise.race([doing, givenUp]);
    } finally {
      limit.end();
    }
    this.goesOn();
  }
}
