import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';

/** A change of the wall clock against the monotonic one that is no slow correction. */
const clockJumpMs = 5_000;

/** A wall clock that was set while we ran explains odd times in a log, so it stands there. */
export class ClockJumps {
  readonly #clock: Clock;
  readonly #log: Logger;
  #skewMs: number | null = null;

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** To be called every second or so. */
  look(): void {
    const skewMs = this.#clock.now() - this.#clock.monotonic();
    const byMs = skewMs - (this.#skewMs ?? skewMs);
    this.#skewMs = skewMs;
    if (Math.abs(byMs) >= clockJumpMs) this.#log.warn('clock.jumped', { byMs: Math.round(byMs) });
  }
}
