import { useSyncExternalStore } from 'react';

/** Kept from message to message, until the window closes. */
let isWide = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function toggle(): void {
  isWide = !isWide;
  for (const listener of listeners) listener();
}

/** Whether the story takes all the room there is. */
export function useDrawerWidth(): { readonly isWide: boolean; readonly toggle: () => void } {
  return { isWide: useSyncExternalStore(subscribe, () => isWide), toggle };
}
