import type { Clock } from '#shared/lib/clock.ts';

/** One moment on both clocks: `wall` is what people read (epoch ms), `steady` only ever grows and measures durations (ms). */
export interface Moment {
  readonly wall: number;
  readonly steady: number;
}

export function momentOf(clock: Pick<Clock, 'now' | 'monotonic'>): Moment {
  return { wall: clock.now(), steady: clock.monotonic() };
}
