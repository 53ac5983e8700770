import { useMemo, useRef } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import { isChosen, isEmptyChoice } from '#renderer/lib/message-choice.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { searchCap, type SearchResults } from '#renderer/store/message-search-slice.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { ChooseAll, ChooseRow } from './ChooseBoxes.tsx';
import grid from './ResultGrid.module.css';
import { ResultLine } from './ResultLine.tsx';
import styles from './ResultList.module.css';
import { EndLine } from './EndLine.tsx';
import { useChoosing } from './use-choosing.ts';
import { useResultKeys } from './use-result-keys.ts';
import { useResultList } from './use-result-list.ts';

interface ResultListProps {
  readonly results: SearchResults;
  readonly messageId: MessageId | null;
  /** These are not the present question's results. */
  readonly isOld: boolean;
  readonly onNearEnd: () => void;
}

const columns = ['time', 'channel', 'direction', 'customer', 'message', 'state'] as const;

/** The messages found, newest first. Only the rows in view exist; newer ones wait above until they are asked for. */
export function ResultList({ results, messageId, isOld, onNearEnd }: ResultListProps) {
  const { t, format } = useTexts();
  const { question, rows, next, at } = results;
  const newer = useConsole((state) => state.searchNewer);
  const again = useConsole((state) => state.searchAgain);
  const choice = useConsole((state) => state.searchChoice);
  const density = useConsole((state) => state.settings?.density ?? 'comfortable');
  const scrollRef = useRef<HTMLDivElement>(null);
  const seqs = useMemo(() => rows.map(({ seq }) => seq), [rows]);
  const rowHeight = density === 'compact' ? 34 : 46;
  const list = useResultList({ scrollRef, at, seqs, rowHeight, onNearEnd });
  const hrefOfRow = (id: MessageId): string => hrefOf({ page: 'messages', ...question, messageId: id });
  const choosing = useChoosing(rows);
  const onKeyDown = useResultKeys({
    rows,
    choosing,
    hrefOfRow,
    drawerOpen: messageId !== null,
    scrollToIndex: list.scrollToIndex,
  });
  const end = next === null ? 'oldest' : rows.length >= searchCap ? 'full' : 'more';

  return (
    <div className={styles.panel} data-old={isOld || undefined}>
      <div
        ref={scrollRef}
        role="table"
        aria-label={t('search.list')}
        aria-rowcount={next === null ? rows.length + 2 : -1}
        className={styles.scroll}
        onScroll={list.onScroll}
        onKeyDown={onKeyDown}
        onClickCapture={choosing.onClick}
        data-choosing={!isEmptyChoice(choice) || undefined}
      >
        <div role="rowgroup" className={styles.head}>
          <div role="row" aria-rowindex={1} className={`${grid.row} ${styles.titles}`}>
            <ChooseAll rows={rows} onThese={choosing.chooseThese} />
            {columns.map((column) => (
              <span key={column} role="columnheader" data-column={column}>
                {t(`traffic.column.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.body} style={{ height: list.totalHeight }}>
          {list.visible.map(({ index, offset }) => {
            const row = rows[index];
            return (
              <div
                key={row?.seq ?? 'end'}
                role="row"
                aria-rowindex={index + 2}
                aria-current={(row !== undefined && row.id === messageId) || undefined}
                className={row === undefined ? styles.line : `${grid.row} ${styles.line}`}
                data-kind={row === undefined ? 'end' : 'row'}
                data-chosen={(row !== undefined && isChosen(choice, row.id)) || undefined}
                style={{ transform: `translateY(${offset}px)` }}
              >
                {row === undefined ? (
                  <EndLine end={end} onRetry={onNearEnd} />
                ) : (
                  <>
                    <ChooseRow row={row} onChoose={choosing.choose} />
                    <ResultLine row={row} href={hrefOfRow(row.id)} now={at} />
                  </>
                )}
              </div>
            );
          })}
        </div>
      </div>
      {newer.count > 0 && !isOld && (
        <div className={styles.newer} role="status">
          <Button look="primary" size="small" onClick={again}>
            <Icon name="arrowUp" size={14} />
            {newer.isMore
              ? t('search.newerMore', { number: format.number(newer.count) })
              : t('search.newer', { count: newer.count })}
            <span className="visually-hidden">{t('search.showNewer')}</span>
          </Button>
        </div>
      )}
      {newer.count === 0 && list.isAway && (
        <div className={styles.newer}>
          <Button size="small" onClick={list.toTop}>
            <Icon name="arrowUp" size={14} />
            {t('traffic.newest')}
          </Button>
        </div>
      )}
    </div>
  );
}
