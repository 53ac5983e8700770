import type { KeyboardEvent } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { SearchRow } from '#shared/domain/message-search.ts';

interface ResultKeysInput {
  readonly rows: readonly SearchRow[];
  readonly hrefOfRow: (id: MessageId) => string;
  readonly drawerOpen: boolean;
  readonly scrollToIndex: (index: number) => void;
}

/** Arrow keys, Home and End go from message to message; with the story open they turn its pages. Enter is the link's own. */
export function useResultKeys({ rows, hrefOfRow, drawerOpen, scrollToIndex }: ResultKeysInput) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-seq]') : null;
    if (link === null) return;
    const seq = Number(link.dataset['seq']);
    const present = rows.findIndex((row) => row.seq === seq);
    const places: Readonly<Record<string, number>> = {
      ArrowDown: present + 1,
      ArrowUp: present - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const index = places[event.key];
    if (index === undefined) return;
    event.preventDefault();
    const row = rows[index];
    if (row === undefined) return;
    const list = event.currentTarget;
    scrollToIndex(index);
    // The row may only come into being with the scroll.
    requestAnimationFrame(() => {
      list.querySelector<HTMLElement>(`[data-seq="${row.seq}"]`)?.focus({ preventScroll: true });
      // In place: going back leads to where one came from, not through every message passed.
      if (drawerOpen) window.location.replace(hrefOfRow(row.id));
    });
  };
}
