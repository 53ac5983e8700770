import { useEffect, useRef } from 'react';
import { goTo, wholeTraffic } from '#renderer/lib/router.ts';
import { wholeBoard } from '#renderer/lib/sla-routes.ts';

/** How long after "g" the second key counts, milliseconds. */
const chordMs = 1_200;

const lastSearch = { page: 'messages', text: null, contactNo: null, messageId: null } as const;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button', 'range'].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** "g o", "g t", "g m", "g l", "g c", "g i", "g h", "g u", "g s" change the page and "?" shows the keys; never while someone types or with a modifier held. */
export function useShortcuts(showHelp: () => void): void {
  const latestShowHelp = useRef(showHelp);
  useEffect(() => {
    latestShowHelp.current = showHelp;
  });
  useEffect(() => {
    let goPressedAt = -Infinity;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isChord = event.timeStamp - goPressedAt < chordMs;
      goPressedAt = -Infinity;
      if (isChord && event.key === 'o') goTo({ page: 'overview' });
      else if (isChord && event.key === 't') goTo({ page: 'traffic', query: wholeTraffic, messageId: null });
      else if ((isChord && event.key === 'm') || (event.key === '/' && !event.defaultPrevented)) goTo(lastSearch);
      else if (isChord && event.key === 'l') goTo({ page: 'sla', tab: 'board', filter: wholeBoard });
      else if (isChord && event.key === 'c') goTo({ page: 'certificates', tab: 'places' });
      else if (isChord && event.key === 'i') goTo({ page: 'incidents', incidentId: null });
      else if (isChord && event.key === 'h') goTo({ page: 'handOver' });
      else if (isChord && event.key === 'u') goTo({ page: 'setup', tab: 'overview' });
      else if (isChord && event.key === 's') goTo({ page: 'settings' });
      else if (event.key === 'g') goPressedAt = event.timeStamp;
      else if (event.key === '?') latestShowHelp.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
