/**
 * Calls back when a signal aborts. Many calls share one signal; it is given one listener for all of them, so that
 * leaving costs the same however many there are and Node sees no leak.
 */
export function onAbort(signal: AbortSignal, run: () => void): () => void {
  let watchers = watched.get(signal);
  if (watchers === undefined) {
    const all = new Set<() => void>();
    signal.addEventListener(
      'abort',
      () => {
        for (const watcher of [...all]) watcher();
      },
      { once: true },
    );
    watched.set(signal, all);
    watchers = all;
  }
  const mine = watchers;
  mine.add(run);
  return () => {
    mine.delete(run);
  };
}

const watched = new WeakMap<AbortSignal, Set<() => void>>();
