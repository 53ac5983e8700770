import type { KeyboardEvent } from 'react';
import { hrefOf, type TrafficQuery } from '#renderer/lib/router.ts';
import { indexOfSeq, type TrafficItem } from './traffic-items.ts';

interface RowKeysInput {
  readonly items: readonly TrafficItem[];
  readonly query: TrafficQuery;
  readonly drawerOpen: boolean;
  readonly scrollToIndex: (index: number) => void;
}

function nextRow(items: readonly TrafficItem[], from: number, step: 1 | -1): number | null {
  for (let index = from + step; index >= 0 && index < items.length; index += step) {
    if (items[index]?.kind === 'row') return index;
  }
  return null;
}

/** Arrow keys go from message to message; with the drawer open they turn its pages. */
export function useRowKeys({ items, query, drawerOpen, scrollToIndex }: RowKeysInput) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-seq]') : null;
    if (link === null) return;
    event.preventDefault();
    const present = indexOfSeq(items, Number(link.dataset['seq']));
    const index = nextRow(items, present, event.key === 'ArrowDown' ? 1 : -1);
    const item = index === null ? undefined : items[index];
    if (index === null || item?.kind !== 'row') return;
    const { row } = item;
    const list = event.currentTarget;
    scrollToIndex(index);
    // The row may only come into being with the scroll.
    requestAnimationFrame(() => {
      list.querySelector<HTMLElement>(`[data-seq="${row.seq}"]`)?.focus({ preventScroll: true });
      // In place: going back leads to where one came from, not through every message passed.
      if (drawerOpen) window.location.replace(hrefOf({ page: 'traffic', query, messageId: row.id }));
    });
  };
}
