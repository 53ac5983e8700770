import type { Clock } from '#shared/lib/clock.ts';

/** Both clocks drift a little apart by themselves. */
const jumpFromMs = 5_000;

/**
 * The time by which clocks of cases are judged. Normally the wall clock's. After the wall clock was set, or the computer slept,
 * it goes on by the steady clock from where it was, until CXone was heard again: so that nothing counts as missed because
 * of a clock, or before what happened meanwhile is known.
 */
export class WallWatch {
  readonly #clock: Pick<Clock, 'now' | 'monotonic'>;
  readonly #sureNow: () => number;
  #wall: number;
  #steady: number;
  /** Since when, by the steady clock, something has to be heard of CXone first. */
  #jumpedAt: number | null = null;

  constructor(deps: {
    readonly clock: Pick<Clock, 'now' | 'monotonic'>;
    /** Never later than it surely is, by what other sides say (epoch ms). */
    readonly sureNow: () => number;
  }) {
    this.#clock = deps.clock;
    this.#sureNow = deps.sureNow;
    this.#wall = deps.clock.now();
    this.#steady = deps.clock.monotonic();
  }

  /** Looks at both clocks. By how much the wall clock moved on by itself, ms; 0 when it did not. */
  look(): number {
    const expected = this.#steadyWall();
    const now = this.#clock.now();
    const byMs = now - expected;
    if (Math.abs(byMs) < jumpFromMs) {
      if (this.#jumpedAt === null) this.#anchor(now);
      return 0;
    }
    if (this.#jumpedAt !== null) return 0;
    this.#jumpedAt = this.#clock.monotonic();
    return byMs;
  }

  get isSettling(): boolean {
    return this.#jumpedAt !== null;
  }

  /** How long it has been settling, steady ms. */
  get settlingMs(): number {
    return this.#jumpedAt === null ? 0 : this.#clock.monotonic() - this.#jumpedAt;
  }

  /** CXone was heard, or cannot be: from here on the wall clock counts again. */
  settle(): void {
    this.#jumpedAt = null;
    this.#anchor(this.#clock.now());
  }

  /** Epoch ms. */
  now(): number {
    const now = Math.min(this.#clock.now(), this.#sureNow());
    return this.#jumpedAt === null ? now : Math.min(now, this.#steadyWall());
  }

  #steadyWall(): number {
    return this.#wall + (this.#clock.monotonic() - this.#steady);
  }

  #anchor(now: number): void {
    this.#wall = now;
    this.#steady = this.#clock.monotonic();
  }
}
