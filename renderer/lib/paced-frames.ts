import type { FrameSchedule } from './frame-batch.ts';

/** After each batch the page rests this many times as long as drawing it took, so that it is free for who uses it. */
const restPerWork = 16;
/** However slow the page is, it catches up this often, milliseconds. */
const longestRestMs = 400;
/** What was pressed is answered and drawn first; for that a batch steps aside so long, milliseconds. */
const stepAsideMs = 60;
/** Somebody who types without a break still sees what comes, milliseconds. */
const longestAsideMs = 400;

/** What the pace is measured by and kept with; all times are milliseconds of one clock. */
export interface PageClock extends FrameSchedule {
  now(): number;
  after(delayMs: number, run: () => void): () => void;
  /** Runs once what was just changed is on screen. */
  drawn(run: () => void): void;
  /** When a key or button was last pressed; -Infinity before the first. */
  pressedAt(): number;
}

/**
 * Frames at the page's own pace: at once while little comes, and the rarer the longer drawing takes, so that rows that
 * come without end never take the page from who clicks and types. One batch waits at a time.
 */
export function createPacedFrames(clock: PageClock): FrameSchedule {
  let restUntil = -Infinity;
  return {
    next(run) {
      const askedAt = clock.now();
      let isCancelled = false;
      const atFrame = (): void => {
        const startedAt = clock.now();
        const asideMs = clock.pressedAt() + stepAsideMs - startedAt;
        if (asideMs > 0 && startedAt - askedAt < longestAsideMs) {
          cancel = clock.after(asideMs, toFrame);
          return;
        }
        run();
        clock.drawn(() => {
          const drawnAt = clock.now();
          restUntil = drawnAt + Math.min(longestRestMs, (drawnAt - startedAt) * restPerWork);
        });
      };
      const toFrame = (): void => {
        if (!isCancelled) cancel = clock.next(atFrame);
      };
      let cancel: () => void = () => undefined;
      const restMs = restUntil - askedAt;
      if (restMs > 0) cancel = clock.after(restMs, toFrame);
      else toFrame();
      return () => {
        isCancelled = true;
        cancel();
      };
    },
  };
}

/** The clock of this window. */
export function windowClock(frames: FrameSchedule): PageClock {
  let pressedAt = -Infinity;
  for (const kind of ['pointerdown', 'pointerup', 'keydown']) {
    window.addEventListener(kind, () => (pressedAt = performance.now()), { capture: true, passive: true });
  }
  return {
    next: (run) => frames.next(run),
    now: () => performance.now(),
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    drawn: (run) => {
      // A message sent in a frame's callback is told after that frame was laid out and painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        run();
      };
      port2.postMessage(null);
    },
    pressedAt: () => pressedAt,
  };
}
