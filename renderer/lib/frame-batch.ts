/** How long to wait when no frame is drawn (a hidden window draws none), milliseconds. */
const hiddenWindowMs = 250;

export interface FrameSchedule {
  /** Runs once at the next frame, or soon when none is drawn. Returns a function that cancels it. */
  next(run: () => void): () => void;
}

export const browserFrames: FrameSchedule = {
  next(run) {
    let done = false;
    const once = (): void => {
      if (done) return;
      done = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      run();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, hiddenWindowMs);
    return () => {
      done = true;
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  },
};

export interface FrameBatch<T> {
  readonly add: (item: T) => void;
  /** Forgets what was not handed over yet. */
  readonly stop: () => void;
}

/** Collects items and hands them over together, at most once a frame, in the order they came. */
export function createFrameBatch<T>(schedule: FrameSchedule, deliver: (items: readonly T[]) => void): FrameBatch<T> {
  let items: T[] = [];
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    const batch = items;
    items = [];
    cancel = null;
    deliver(batch);
  };
  return {
    add(item) {
      items.push(item);
      cancel ??= schedule.next(flush);
    },
    stop() {
      cancel?.();
      cancel = null;
      items = [];
    },
  };
}
