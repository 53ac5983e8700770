import type { SlaSummary } from '#shared/domain/sla.ts';
import type { Clock } from '#shared/lib/clock.ts';

/** No more often than this. */
const everyMs = 1_000;

/** Tells whoever listens that clocks changed, at most once a second, and makes no figures when nobody does. */
export class ChangeNotice {
  readonly #deps: {
    readonly clock: Clock;
    readonly isListening: () => boolean;
    readonly summary: () => SlaSummary;
    readonly send: (summary: SlaSummary) => void;
  };
  #sentAt = -Infinity;
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: {
    readonly clock: Clock;
    readonly isListening: () => boolean;
    readonly summary: () => SlaSummary;
    readonly send: (summary: SlaSummary) => void;
  }) {
    this.#deps = deps;
  }

  note(): void {
    if (this.#cancel !== null || this.#isStopped) return;
    const { clock } = this.#deps;
    const delayMs = Math.max(0, this.#sentAt + everyMs - clock.monotonic());
    this.#cancel = clock.after(delayMs, () => {
      this.#cancel = null;
      if (!this.#deps.isListening()) return;
      this.#sentAt = clock.monotonic();
      this.#deps.send(this.#deps.summary());
    });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }
}
