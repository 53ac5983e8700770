import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#shared/lib/clock.ts';

const sliceMs = 4;
/** Also without a clock that moves: promises that are answered at once give nobody else a turn. */
const stepsPerSlice = 20;

/** Cuts long work into slices, between which everything else has its turn. */
export class Slices {
  readonly #clock: Clock;
  #began: number;
  #steps = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.monotonic();
  }

  /** After each step: rests when the slice is used up. */
  async rest(): Promise<void> {
    this.#steps += 1;
    if (this.#steps < stepsPerSlice && this.#clock.monotonic() - this.#began < sliceMs) return;
    await nextTurn();
    this.#steps = 0;
    this.#began = this.#clock.monotonic();
  }
}
