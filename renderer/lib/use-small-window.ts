import { useSyncExternalStore } from 'react';

/** As the style sheets have it: the story lies over the list, or there is little height for both. */
const smallWindow = '(max-width: 1519px), (max-height: 899px)';

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(smallWindow);
  media.addEventListener('change', listener);
  return () => media.removeEventListener('change', listener);
}

/** Whether what stands above a list must make room for what stands beside it. */
export function useIsSmallWindow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(smallWindow).matches);
}
