import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { judgeTick, type ClockReading } from './sleep-rules.ts';

const everyMs = 2_000;

export interface SleepWatchDeps {
  readonly clock: Clock;
  /** Milliseconds since the computer was started, time asleep included. */
  readonly uptimeMs: () => number;
  /** True on Linux: the clock's monotonic time does not go on while the computer sleeps. */
  readonly steadyStopsInSleep: boolean;
  readonly log: Logger;
  /** The computer slept from then until then (wall clock). */
  readonly onSlept: (from: number, until: number) => void;
  /** The computer ran, and this process did not. */
  readonly onHeldUp: (from: number, until: number) => void;
}

/** Notices, within two seconds of waking, that the computer slept: a timer came much too late. */
export class SleepWatch {
  readonly #deps: SleepWatchDeps;
  #last: ClockReading;
  #cancel: () => void = () => undefined;

  constructor(deps: SleepWatchDeps) {
    this.#deps = deps;
    this.#last = this.#read();
  }

  start(): void {
    this.#last = this.#read();
    this.#plan();
  }

  stop(): void {
    this.#cancel();
  }

  #plan(): void {
    this.#cancel = this.#deps.clock.after(everyMs, () => {
      this.#look();
      this.#plan();
    });
  }

  #look(): void {
    const { log, onSlept, onHeldUp, steadyStopsInSleep } = this.#deps;
    const now = this.#read();
    const verdict = judgeTick(this.#last, now, { everyMs, steadyStopsInSleep });
    this.#last = now;
    if (verdict.kind === 'clock_set') log.warn('clock.set', { byMs: Math.round(verdict.byMs) });
    if (verdict.kind !== 'slept' && verdict.kind !== 'held_up') return;
    const { kind, from, until } = verdict;
    log.warn(kind === 'slept' ? 'computer.slept' : 'relay.held_up', { durationMs: Math.round(until - from) });
    if (kind === 'slept') onSlept(from, until);
    else onHeldUp(from, until);
  }

  #read(): ClockReading {
    const { clock, uptimeMs } = this.#deps;
    return { wall: clock.now(), steady: clock.monotonic(), up: uptimeMs() };
  }
}
