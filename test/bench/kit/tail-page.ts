/** What is put into the window's page: it notes how long the page takes, and what it was told. Runs in Chromium. */
export interface TailNotes {
  /** From each click or key until the next picture was drawn, milliseconds. */
  readonly delays: readonly number[];
  /** The browser's own Event Timing: only those of 16 ms and more are told. */
  readonly events: readonly number[];
  /** From each click that goes on until the list began with a row it had not shown, milliseconds. */
  readonly caughtUp: readonly number[];
  /** Tasks of more than 50 ms, in all. */
  readonly longTaskMs: number;
  /** Different messages the page was told of, and how many it was told were left out. */
  readonly told: number;
  readonly dropped: number;
  /** Marks of left-out messages in that part of the list that is in view now. */
  readonly marks: number;
}

interface Noting {
  delays: number[];
  events: number[];
  caughtUp: number[];
  longTaskMs: number;
  seqs: Set<number>;
  dropped: number;
}

interface Bridge {
  on(name: string, listener: (payload: unknown) => void): unknown;
}

type NotingWindow = Window & { tailNotes?: Noting; veerpont?: Bridge };

/** Begins to note; whatever was noted before is forgotten. */
export function beginNoting(): void {
  const page = window as NotingWindow;
  const isFirst = page.tailNotes === undefined;
  page.tailNotes = { delays: [], events: [], caughtUp: [], longTaskMs: 0, seqs: new Set(), dropped: 0 };
  if (!isFirst) return;
  const notes = (): Noting => page.tailNotes as Noting;
  for (const kind of ['pointerdown', 'keydown']) {
    window.addEventListener(
      kind,
      (event) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          // After the picture of this frame.
          port1.onmessage = () => notes().delays.push(performance.now() - event.timeStamp);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
  }
  const newest = (): string | null => document.querySelector('[data-seq]')?.getAttribute('data-seq') ?? null;
  let clicks = 0;
  window.addEventListener(
    'click',
    ({ timeStamp }) => {
      clicks += 1;
      // The first one pauses, the second goes on.
      if (clicks % 2 === 1) return;
      const before = newest();
      const ofClick = clicks;
      const look = (): void => {
        if (newest() !== before) notes().caughtUp.push(performance.now() - timeStamp);
        else if (clicks === ofClick) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes().events.push(duration);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes().longTaskMs += duration;
  }).observe({ type: 'longtask' });
  page.veerpont?.on('traffic.changed', (payload) => {
    const { rows, dropped } = payload as {
      readonly rows: readonly { readonly seq: number }[];
      readonly dropped: number;
    };
    for (const { seq } of rows) notes().seqs.add(seq);
    notes().dropped += dropped;
  });
}

export function readNotes(): TailNotes {
  const { delays, events, caughtUp, longTaskMs, seqs, dropped } = (window as NotingWindow).tailNotes as Noting;
  const marks = document.querySelectorAll('[role="row"][data-kind="gap"]').length;
  return { delays, events, caughtUp, longTaskMs, told: seqs.size, dropped, marks };
}
