import { useCallback, type MouseEvent } from 'react';
import type { SearchRow } from '#shared/domain/message-search.ts';
import { choiceOf, withRange, withToggled } from '#renderer/lib/message-choice.ts';
import { useConsole } from '#renderer/store/console-store.ts';

export interface Choosing {
  /** One row, or with `isRange` every row from the one chosen last to this one. */
  readonly choose: (row: SearchRow, isRange: boolean) => void;
  /** Every row told so far. */
  readonly chooseThese: () => void;
  /** A press on a row: with Shift or Control it chooses, and opens nothing. */
  readonly onClick: (event: MouseEvent<HTMLElement>) => void;
}

/** How rows are chosen, by key, by box and by a press. What is chosen is kept in the store. */
export function useChoosing(rows: readonly SearchRow[]): Choosing {
  const choose = useCallback(
    (row: SearchRow, isRange: boolean): void => {
      const { searchChoice, searchChoiceFrom, searchChosen } = useConsole.getState();
      if (isRange) {
        const from = searchChoiceFrom ?? row.seq;
        searchChosen(withRange(searchChoice, rows, from, row.seq), from);
      } else {
        searchChosen(withToggled(searchChoice, row, rows), row.seq);
      }
    },
    [rows],
  );
  const chooseThese = useCallback((): void => useConsole.getState().searchChosen(choiceOf(rows), null), [rows]);
  const onClick = (event: MouseEvent<HTMLElement>): void => {
    if (!event.shiftKey && !event.ctrlKey && !event.metaKey) return;
    const link = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('a[data-seq]') : null;
    const row = link === null ? undefined : rows.find(({ seq }) => seq === Number(link.dataset['seq']));
    if (row === undefined) return;
    event.preventDefault();
    choose(row, event.shiftKey);
  };
  return { choose, chooseThese, onClick };
}
