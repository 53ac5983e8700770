/** Lateness from which on it counts. WeChat gives a message up after about 15 seconds (WeChat: message push, three tries). */
export const noticedFromMs = 15_000;

/** What the clocks of this computer say at one moment, milliseconds. */
export interface ClockReading {
  /** Wall clock, epoch ms. */
  readonly wall: number;
  /** Only grows. Stands still while the computer sleeps on Linux, and not everywhere. */
  readonly steady: number;
  /** Time since the computer was started, time asleep included. */
  readonly up: number;
}

export type SleepVerdict =
  | { readonly kind: 'awake' }
  /** Somebody set the clock: no time passed. */
  | { readonly kind: 'clock_set'; readonly byMs: number }
  /** The computer slept. `from` and `until` by the wall clock as it stands now. */
  | { readonly kind: 'slept'; readonly from: number; readonly until: number }
  /** The computer ran, and this process did not. */
  | { readonly kind: 'held_up'; readonly from: number; readonly until: number };

/**
 * Judges what passed between two ticks of a timer. A wall clock that moved on by more than the steady one was either set, or
 * the computer slept while the steady one stood still: the time since its start tells which.
 */
export function judgeTick(
  last: ClockReading,
  now: ClockReading,
  options: { readonly everyMs: number; readonly steadyStopsInSleep: boolean },
): SleepVerdict {
  const steadyMs = now.steady - last.steady;
  const upMs = now.up - last.up;
  if (upMs - steadyMs >= noticedFromMs) return { kind: 'slept', from: now.wall - upMs, until: now.wall };
  if (steadyMs - options.everyMs >= noticedFromMs) {
    const kind = options.steadyStopsInSleep ? 'held_up' : 'slept';
    return { kind, from: now.wall - steadyMs, until: now.wall };
  }
  const byMs = now.wall - last.wall - steadyMs;
  return Math.abs(byMs) >= noticedFromMs ? { kind: 'clock_set', byMs } : { kind: 'awake' };
}
