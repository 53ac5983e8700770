/**
 * The sandbox's time. Three kinds are kept apart on purpose:
 *
 * - platform time (`now`, `after`) drives windows, token lives, quotas and retries and can be advanced at will;
 * - stamp time (`stampNow`) is what is written into messages. It stays with the machine's clock, so that a relay
 *   which refuses stale signatures keeps accepting pushes after platform time was advanced by two days;
 * - transport time (`transportAfter`) is what a socket feels: advancing the platform does not cut open requests.
 *
 * A hand clock (tests) has only one time, moved by `advance`.
 */
export interface SandboxClock {
  /** Platform time, epoch ms. */
  now(): number;
  /** Time written on the wire, epoch ms: machine time plus the skew set by `setSkew`. */
  stampNow(): number;
  /** Runs once when platform time has moved by `delayMs`. Returns the cancel function. */
  after(delayMs: number, run: () => void): () => void;
  /** Runs once after `delayMs` of transport time. Returns the cancel function. */
  transportAfter(delayMs: number, run: () => void): () => void;
  /** Moves platform time forward and runs what has come due, in order. */
  advance(deltaMs: number): void;
  /** Shifts stamp time against the machine's clock: the fault "clock wrong". */
  setSkew(skewMs: number): void;
  skewMs(): number;
  /** Drops every timer. */
  stop(): void;
}

interface Timer {
  dueAt: number;
  run: () => void;
}

// Node fires a longer timer at once, with a warning.
const longestNodeTimerMs = 2_147_000_000;

class TimerList {
  private readonly timers: Timer[] = [];

  get nextDueAt(): number | undefined {
    return this.timers[0]?.dueAt;
  }

  add(timer: Timer): void {
    let low = 0;
    let high = this.timers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.timers[middle]?.dueAt ?? Infinity) <= timer.dueAt) low = middle + 1;
      else high = middle;
    }
    this.timers.splice(low, 0, timer);
  }

  remove(timer: Timer): void {
    const index = this.timers.indexOf(timer);
    if (index >= 0) this.timers.splice(index, 1);
  }

  takeDue(now: number): Timer | undefined {
    const first = this.timers[0];
    if (!first || first.dueAt > now) return undefined;
    return this.timers.shift();
  }

  clear(): void {
    this.timers.length = 0;
  }
}

/** A clock that runs with the machine and can be advanced on top of it. */
export function createTickingClock(): SandboxClock {
  const timers = new TimerList();
  const transport = new Set<NodeJS.Timeout>();
  let offsetMs = 0;
  let skew = 0;
  let armed: NodeJS.Timeout | undefined;

  const now = (): number => Date.now() + offsetMs;

  const arm = (): void => {
    if (armed) clearTimeout(armed);
    armed = undefined;
    const dueAt = timers.nextDueAt;
    if (dueAt === undefined) return;
    armed = setTimeout(runDue, Math.min(Math.max(0, dueAt - now()), longestNodeTimerMs));
  };

  const runDue = (): void => {
    for (let timer = timers.takeDue(now()); timer; timer = timers.takeDue(now())) timer.run();
    arm();
  };

  return {
    now,
    stampNow: () => Date.now() + skew,
    after(delayMs, run) {
      const timer = { dueAt: now() + Math.max(0, delayMs), run };
      timers.add(timer);
      if (timers.nextDueAt === timer.dueAt) arm();
      return () => timers.remove(timer);
    },
    transportAfter(delayMs, run) {
      const handle = setTimeout(
        () => {
          transport.delete(handle);
          run();
        },
        Math.min(Math.max(0, delayMs), longestNodeTimerMs),
      );
      transport.add(handle);
      return () => {
        clearTimeout(handle);
        transport.delete(handle);
      };
    },
    advance(deltaMs) {
      offsetMs += Math.max(0, deltaMs);
      runDue();
    },
    setSkew: (skewMs) => void (skew = skewMs),
    skewMs: () => skew,
    stop() {
      if (armed) clearTimeout(armed);
      timers.clear();
      for (const handle of transport) clearTimeout(handle);
      transport.clear();
    },
  };
}

/** A clock that stands still until a test moves it. */
export function createHandClock(startAt = 1_767_225_600_000): SandboxClock {
  const timers = new TimerList();
  let time = startAt;
  let skew = 0;

  const after = (delayMs: number, run: () => void): (() => void) => {
    const timer = { dueAt: time + Math.max(0, delayMs), run };
    timers.add(timer);
    return () => timers.remove(timer);
  };

  return {
    now: () => time,
    stampNow: () => time + skew,
    after,
    transportAfter: after,
    advance(deltaMs) {
      const target = time + Math.max(0, deltaMs);
      // Each timer sees the moment it was set for, and timers it sets are honoured within the same move.
      for (let timer = timers.takeDue(target); timer; timer = timers.takeDue(target)) {
        time = Math.max(time, timer.dueAt);
        timer.run();
      }
      time = target;
    },
    setSkew: (skewMs) => void (skew = skewMs),
    skewMs: () => skew,
    stop: () => timers.clear(),
  };
}
