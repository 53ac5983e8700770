import { useSyncExternalStore } from 'react';

const listen = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

/** Where on the page one is: the parts of the address behind `#/`. */
export function usePlace(): readonly string[] {
  const hash = useSyncExternalStore(listen, () => location.hash);
  return hash
    .replace(/^#\/?/u, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
}

export const hrefTo = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

export function goTo(...parts: readonly string[]): void {
  location.hash = hrefTo(...parts);
}
