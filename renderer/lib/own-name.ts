import { useSyncExternalStore } from 'react';

/**
 * The name this window acts under. Main adds it to every act, so the first answer to an act of our own tells it; before
 * that it is not known here.
 */
let known: string | null = null;
const listeners = new Set<() => void>();

export function rememberOwnName(name: string | null): void {
  if (name === null || name === known) return;
  known = name;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOwnName(): string | null {
  return useSyncExternalStore(subscribe, () => known);
}
