import { wrongClockMs } from '#shared/domain/overview.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ClockOffset } from '../core/clock-offset.ts';

/** Writes down when this computer's clock turns out to be wrong, and when it is right again. Once each. */
export class ClockWatch {
  readonly #offset: Pick<ClockOffset, 'offsetMs'>;
  readonly #log: Logger;
  #isWrong = false;

  constructor(deps: { readonly offset: Pick<ClockOffset, 'offsetMs'>; readonly log: Logger }) {
    this.#offset = deps.offset;
    this.#log = deps.log;
  }

  /** To be called after each observation. */
  look(): void {
    const offsetMs = this.#offset.offsetMs();
    const isWrong = Math.abs(offsetMs) >= wrongClockMs;
    if (isWrong === this.#isWrong) return;
    this.#isWrong = isWrong;
    if (isWrong) this.#log.warn('clock.wrong', { code: 'CLOCK_WRONG', offsetMs });
    else this.#log.info('clock.right', { offsetMs });
  }
}
