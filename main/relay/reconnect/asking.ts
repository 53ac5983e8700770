import type { Clock } from '#shared/lib/clock.ts';
import { Abandoned, type Patience } from './patience.ts';

const askLimitMs = 24 * 3_600_000;

/** A question that is open until somebody answers it, or what it asks about is over. */
export class Asking {
  readonly #clock: Clock;
  readonly #patience: Patience;
  #goOn: (() => void) | null = null;

  constructor(clock: Clock, patience: Patience) {
    this.#clock = clock;
    this.#patience = patience;
  }

  get isOpen(): boolean {
    return this.#goOn !== null;
  }

  /** Nothing happens where nothing is asked. */
  goOn(): void {
    this.#goOn?.();
  }

  /** True when nobody went on within a day. Rejects with Abandoned when the run ends meanwhile. */
  async open(): Promise<'answered' | 'late'> {
    const { signal } = this.#patience;
    try {
      return await new Promise((resolve, reject) => {
        const cancelLimit = this.#clock.after(askLimitMs, () => {
          resolve('late');
        });
        const stop = (): void => {
          cancelLimit();
          reject(new Abandoned());
        };
        signal.addEventListener('abort', stop, { once: true });
        this.#goOn = () => {
          this.#goOn = null;
          cancelLimit();
          signal.removeEventListener('abort', stop);
          resolve('answered');
        };
      });
    } finally {
      this.#goOn = null;
    }
  }
}
