import { useRef, type KeyboardEvent } from 'react';
import type { SlaRow } from '#shared/domain/sla.ts';
import type { SlaMetric } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useVirtualRows } from '#renderer/ui/use-virtual-rows.ts';
import grid from './BoardGrid.module.css';
import styles from './BoardList.module.css';
import { BoardRow } from './BoardRow.tsx';
import { useHeldRows } from './use-held-rows.ts';

interface BoardListProps {
  readonly rows: readonly SlaRow[];
  readonly metric: SlaMetric | null;
}

const columns = ['state', 'left', 'customer', 'channel', 'status', 'agent', 'others'] as const;

/** Pixels; every row is as high as any other, so positions are exact. */
const rowHeights = { comfortable: 58, compact: 48 } as const;

/** Conversations by urgency. Only the rows in view exist; while somebody points at them, nothing changes its place. */
export function BoardList({ rows: fresh, metric }: BoardListProps) {
  const { t } = useTexts();
  const rowHeight = rowHeights[useConsole((state) => state.settings?.density ?? 'comfortable')];
  const { rows, gone, newCount, orderWaits, hold, release } = useHeldRows(fresh);
  const scrollRef = useRef<HTMLDivElement>(null);

  const { visible, totalHeight, scrollToIndex } = useVirtualRows({
    scrollRef,
    count: rows.length,
    rowHeight,
    overscan: 5,
    keyOf: (index) => rows[index]?.id ?? index,
  });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const from = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-index]') : null;
    if (from === null) return;
    event.preventDefault();
    hold();
    const index = Number(from.dataset['index']) + (event.key === 'ArrowDown' ? 1 : -1);
    if (index < 0 || index >= rows.length) return;
    const list = event.currentTarget;
    scrollToIndex(index);
    // The row may only come into being with the scroll.
    requestAnimationFrame(() =>
      list.querySelector<HTMLElement>(`[data-index="${index}"] a[data-case]`)?.focus({ preventScroll: true }),
    );
  };

  return (
    <div className={styles.panel}>
      <div
        ref={scrollRef}
        role="table"
        aria-label={t('slaBoard.list')}
        aria-rowcount={rows.length + 1}
        className={styles.scroll}
        onPointerMove={hold}
        onPointerLeave={release}
        onFocus={hold}
        onBlur={release}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={`${grid.row} ${styles.titles}`}>
            {columns.map((column) => (
              <span key={column} role="columnheader" data-column={column}>
                {t(`slaBoard.column.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: totalHeight }}>
          {visible.map(({ index, offset }) => {
            const row = rows[index];
            return (
              row !== undefined && (
                <BoardRow
                  key={row.id}
                  row={row}
                  metric={metric}
                  index={index}
                  offset={offset}
                  height={rowHeight}
                  isGone={gone.has(row.id)}
                />
              )
            );
          })}
        </div>
      </div>
      {(newCount > 0 || orderWaits) && (
        <button type="button" className={styles.waiting} onPointerEnter={hold} onClick={release}>
          {newCount > 0 ? t('slaBoard.newWait', { count: newCount }) : t('slaBoard.orderWaits')}
        </button>
      )}
    </div>
  );
}
