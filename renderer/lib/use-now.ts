import { useSyncExternalStore } from 'react';

/** One clock for all ages on screen, so that they tick together and one timer serves them all. */
const tickMs = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let present = Date.now();

function tick(): void {
  present = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    present = Date.now();
    timer = setInterval(tick, tickMs);
    // Timers are slowed down in a hidden window; ages are right again the moment it is shown.
    document.addEventListener('visibilitychange', tick);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    document.removeEventListener('visibilitychange', tick);
  };
}

/** Wall clock in epoch milliseconds, renewed once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => present);
}

/** Whether a moment has come; redraws only when it does. Null never comes. */
export function useHasCome(at: number | null): boolean {
  return useSyncExternalStore(subscribe, () => at !== null && present >= at);
}
