import { useEffect, useState } from 'react';

/**
 * When what is drawn leaves the page, the focus goes back to where it came from; to the page's content when that has gone,
 * or can no longer be pressed. For dialogs that are taken out rather than closed.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      // Somebody else has taken it already.
      if (document.activeElement !== null && document.activeElement !== document.body) return;
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      if (document.activeElement === null || document.activeElement === document.body) {
        document.getElementById('content')?.focus({ preventScroll: true });
      }
    },
    [before],
  );
}
