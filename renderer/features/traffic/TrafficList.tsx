import { useMemo, useRef, useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { browseCap } from '#renderer/store/traffic-slice.ts';
import { Icon } from '#renderer/ui/Icon.tsx';
import grid from './TrafficGrid.module.css';
import { RowSlots } from './row-slots.ts';
import { itemKey, trafficItems } from './traffic-items.ts';
import styles from './TrafficList.module.css';
import { TrafficListItem } from './TrafficListItem.tsx';
import { useAnchoredList } from './use-anchored-list.ts';
import { useRowKeys } from './use-row-keys.ts';

interface TrafficListProps {
  readonly query: TrafficQuery;
  readonly messageId: MessageId | null;
  readonly onNearEnd: () => void;
}

const columns = ['time', 'channel', 'direction', 'customer', 'message', 'progress', 'state', 'tries'] as const;

/** Messages, newest first. Only the rows in view exist; what the eye rests on does not move when others arrive. */
export function TrafficList({ query, messageId, onNearEnd }: TrafficListProps) {
  const { t } = useTexts();
  const rows = useConsole((state) => state.rows);
  const gaps = useConsole((state) => state.gaps);
  const whole = useConsole((state) => state.rowsAreWhole);
  const density = useConsole((state) => state.settings?.density ?? 'comfortable');
  const scrollRef = useRef<HTMLDivElement>(null);
  const lookStopped = useConsole((state) => state.lookStopped);
  const end = whole ? 'oldest' : rows.length >= browseCap ? 'full' : lookStopped ? 'stopped' : 'loading';
  const items = useMemo(() => trafficItems({ rows, gaps, end }), [rows, gaps, end]);
  const list = useAnchoredList({ scrollRef, items, rowHeight: density === 'compact' ? 34 : 46, onNearEnd });
  const [slots] = useState(() => new RowSlots());
  const slotOf = slots.of(list.visible.map(({ item }) => itemKey(item)));
  const onKeyDown = useRowKeys({ items, query, drawerOpen: messageId !== null, scrollToIndex: list.scrollToIndex });

  return (
    <div className={styles.panel}>
      <div
        ref={scrollRef}
        role="table"
        aria-label={t('traffic.list')}
        aria-rowcount={whole ? items.length : -1}
        className={styles.scroll}
        onScroll={list.onScroll}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={`${grid.row} ${styles.titles}`}>
            {columns.map((column) => (
              <span key={column} role="columnheader" data-column={column}>
                {t(`traffic.column.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: list.totalHeight }}>
          {list.visible.map(({ index, offset, item }, place) => (
            <TrafficListItem
              key={slotOf[place]}
              item={item}
              offset={offset}
              rowIndex={index + 2}
              query={query}
              selectedId={messageId}
              onLookFurther={onNearEnd}
            />
          ))}
        </div>
      </div>
      {list.newAbove > 0 && (
        <button type="button" className={styles.newest} onClick={list.jumpToNewest}>
          <Icon name="arrowUp" size={14} />
          {t('traffic.newAbove', { count: list.newAbove })}
          <span className="visually-hidden">{t('traffic.newest')}</span>
        </button>
      )}
      {list.newAbove === 0 && list.isAway && (
        <button type="button" className={styles.newest} data-quiet="" onClick={list.jumpToNewest}>
          <Icon name="arrowUp" size={14} />
          {t('traffic.newest')}
        </button>
      )}
    </div>
  );
}
