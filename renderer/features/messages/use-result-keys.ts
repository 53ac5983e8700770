import type { KeyboardEvent } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { SearchRow } from '#shared/domain/message-search.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import type { Choosing } from './use-choosing.ts';

interface ResultKeysInput {
  readonly rows: readonly SearchRow[];
  readonly hrefOfRow: (id: MessageId) => string;
  readonly drawerOpen: boolean;
  readonly scrollToIndex: (index: number) => void;
  readonly choosing: Choosing;
}

/**
 * Arrow keys, Home and End go from message to message; with the story open they turn its pages, with Shift they choose what
 * they pass. Space chooses one, Control+A all that are told so far. Enter is the link's own.
 */
export function useResultKeys({ rows, hrefOfRow, drawerOpen, scrollToIndex, choosing }: ResultKeysInput) {
  return (event: KeyboardEvent<HTMLElement>): void => {
    const target = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-seq]') : null;
    if (target === null || event.altKey) return;
    const seq = Number(target.dataset['seq']);
    const present = rows.findIndex((row) => row.seq === seq);
    const presentRow = rows[present];
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault();
      choosing.chooseThese();
      return;
    }
    // In the box itself Space is the box's own.
    if (event.key === ' ' && target instanceof HTMLAnchorElement && presentRow !== undefined) {
      event.preventDefault();
      choosing.choose(presentRow, event.shiftKey);
      return;
    }
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
    if (event.shiftKey && presentRow !== undefined) {
      const { searchChoice, searchChoiceFrom, searchChosen } = useConsole.getState();
      searchChosen(searchChoice, searchChoiceFrom ?? presentRow.seq);
      choosing.choose(row, true);
    }
    const list = event.currentTarget;
    scrollToIndex(index);
    // The row may only come into being with the scroll.
    requestAnimationFrame(() => {
      list.querySelector<HTMLElement>(`a[data-seq="${row.seq}"]`)?.focus({ preventScroll: true });
      // In place: going back leads to where one came from, not through every message passed.
      if (drawerOpen) window.location.replace(hrefOfRow(row.id));
    });
  };
}
