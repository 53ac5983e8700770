import { useState, type FocusEvent, type KeyboardEvent } from 'react';

/** Attributes of one box of the grid: `row` is unique in the grid, `column` a number from 0. */
export interface GridCell {
  readonly 'data-row': string;
  readonly 'data-column': number;
  readonly tabIndex: 0 | -1;
}

interface GridKeys {
  /** To be put on the table. */
  readonly table: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void;
  };
  readonly cell: (row: string, column: number) => GridCell;
}

type Box = HTMLInputElement;

const boxesOf = (root: Element, selector: string): readonly Box[] => [...root.querySelectorAll<Box>(selector)];

/** The box a key leads to from `box`; undefined when the key means nothing here or there is none that way. */
function target(grid: HTMLElement, box: Box, key: string, isWhole: boolean): Box | undefined {
  const column = boxesOf(grid, `input[data-column="${box.dataset['column'] ?? ''}"]`);
  const row = boxesOf(box.closest('tr') ?? grid, 'input[data-column]');
  const all = boxesOf(grid, 'input[data-column]');
  switch (key) {
    case 'ArrowDown':
      return column[column.indexOf(box) + 1];
    case 'ArrowUp':
      return column[column.indexOf(box) - 1];
    case 'ArrowRight':
      return row[row.indexOf(box) + 1];
    case 'ArrowLeft':
      return row[row.indexOf(box) - 1];
    case 'Home':
      return isWhole ? all[0] : row[0];
    case 'End':
      return isWhole ? all.at(-1) : row.at(-1);
    default:
      return undefined;
  }
}

/**
 * Moves between the boxes of a table with the arrow keys, Home and End (with Ctrl: of the whole table). One box at a time
 * can be reached by Tab, so that a large table is one stop on the way through the page.
 */
export function useGridKeys(rows: readonly string[]): GridKeys {
  const [active, setActive] = useState<{ readonly row: string; readonly column: number } | null>(null);
  const isThere = active !== null && rows.includes(active.row);
  const row = isThere ? active.row : rows[0];
  const column = isThere ? active.column : 0;
  return {
    table: {
      onKeyDown: (event) => {
        const box = event.target;
        if (!(box instanceof HTMLInputElement) || box.dataset['column'] === undefined) return;
        const next = target(event.currentTarget, box, event.key, event.ctrlKey || event.metaKey);
        if (next === undefined) return;
        event.preventDefault();
        next.focus();
      },
      onFocus: (event) => {
        const { row: to, column: at } = event.target.dataset;
        if (to !== undefined && at !== undefined) setActive({ row: to, column: Number(at) });
      },
    },
    cell: (cellRow, cellColumn) => ({
      'data-row': cellRow,
      'data-column': cellColumn,
      tabIndex: cellRow === row && cellColumn === column ? 0 : -1,
    }),
  };
}
