import type { Clock } from '#shared/lib/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';

/** Time that passes `speed` times as fast as it does, the same for the relay and for both platforms. */
export interface FastClock {
  readonly speed: number;
  readonly relay: Clock;
  readonly sandbox: SandboxClock;
  /** Resolves after so much of the fast time. */
  pause(ms: number): Promise<void>;
}

export function createFastClock(speed: number): FastClock {
  const startedAt = Date.now();
  const startedMonotonic = performance.now();
  const monotonic = (): number => (performance.now() - startedMonotonic) * speed;
  const timers = new Set<NodeJS.Timeout>();
  let advancedMs = 0;
  let skew = 0;
  const now = (): number => startedAt + monotonic();
  const after = (delayMs: number, run: () => void): (() => void) => {
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        run();
      },
      Math.max(0, delayMs / speed),
    );
    timers.add(timer);
    return () => {
      timers.delete(timer);
      clearTimeout(timer);
    };
  };
  return {
    speed,
    relay: { now: () => Math.round(now()), monotonic, after },
    sandbox: {
      now: () => now() + advancedMs,
      stampNow: () => Math.round(now() + skew),
      after,
      transportAfter: after,
      advance: (deltaMs) => void (advancedMs += deltaMs),
      setSkew: (skewMs) => void (skew = skewMs),
      skewMs: () => skew,
      stop: () => {
        for (const timer of timers) clearTimeout(timer);
        timers.clear();
      },
    },
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed)),
  };
}
