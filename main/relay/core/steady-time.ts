import type { Clock } from '#shared/lib/clock.ts';
import type { PendingMessage } from '../ports/relay-store.ts';

/** Below this a difference is the slow correction every clock gets, not a clock that was set. */
const jumpMs = 1_000;

/**
 * Time for waiting: the wall clock as it stood at the start, moved on by the monotonic one. Setting the wall clock neither
 * shortens nor lengthens a wait, and makes no message too old. What is on disk is wall time; it is taken over when a
 * message enters memory, and given back when it is written.
 */
export class SteadyTime {
  readonly #clock: Clock;
  readonly #skewMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#skewMs = clock.now() - clock.monotonic();
  }

  now(): number {
    return this.#clock.monotonic() + this.#skewMs;
  }

  /** A message from disk, its times as steady time. */
  entered(message: PendingMessage): PendingMessage {
    const shiftMs = this.now() - this.#clock.now();
    if (Math.abs(shiftMs) < jumpMs) return message;
    return { ...message, dueAt: message.dueAt + shiftMs, tryingSince: message.receivedAt + shiftMs };
  }

  /** A steady time as the wall clock will show it. */
  toWall(at: number): number {
    const shiftMs = this.now() - this.#clock.now();
    return Math.abs(shiftMs) < jumpMs ? at : at - shiftMs;
  }
}
