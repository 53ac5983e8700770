import { useEffect, useMemo, useRef, useState } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageTask, TaskResult } from '#shared/domain/message-task.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { useVirtualRows } from '#renderer/ui/use-virtual-rows.ts';
import { doneOf, taskName } from './describe-task.ts';
import { TaskResultLine } from './TaskResultLine.tsx';
import styles from './TaskResults.module.css';
import { useTaskResults } from './use-task-results.ts';

/** More is asked for when this few are left below the view. */
const nearEndRows = 40;
const rowHeights = { comfortable: 42, compact: 34 } as const;
const columns = ['time', 'customer', 'message', 'outcome', 'state'] as const;

type Filter = TaskResult['outcome'] | 'all';

interface TaskResultsProps {
  readonly task: MessageTask;
  readonly messageId: MessageId | null;
}

/** What became of each message of one task; each leads to its story. */
export function TaskResults({ task, messageId }: TaskResultsProps) {
  const { t } = useTexts();
  const { results, isWhole, asking, error, loadMore, retry } = useTaskResults(task.id, `${doneOf(task)}/${task.state}`);
  const [filter, setFilter] = useState<Filter>('all');
  const rowHeight = rowHeights[useConsole((state) => state.settings?.density ?? 'comfortable')];
  const rows = useMemo(
    () => (filter === 'all' ? results : results.filter(({ outcome }) => outcome === filter)),
    [results, filter],
  );
  const scrollRef = useRef<HTMLDivElement>(null);
  const list = useVirtualRows({
    scrollRef,
    count: rows.length,
    rowHeight,
    overscan: 8,
    keyOf: (index) => rows[index]?.id ?? index,
  });
  const lastIndex = list.visible.at(-1)?.index ?? 0;
  useEffect(() => {
    // What a filter leaves out was loaded too: more is asked for until the view is full.
    if (lastIndex >= rows.length - nearEndRows) loadMore();
  }, [lastIndex, rows.length, results.length, loadMore]);
  const hrefOfRow = (id: MessageId): string =>
    hrefOf({ page: 'messages', tab: 'tasks', taskId: task.id, messageId: id });
  const isEmpty = rows.length === 0;

  return (
    <section className={styles.panel} aria-label={t('task.resultsOf', { name: taskName(t, task) })}>
      <header className={styles.head}>
        <h2>{taskName(t, task)}</h2>
        <Segmented<Filter>
          size="small"
          label={t('task.filter')}
          value={filter}
          options={[
            { value: 'all', label: t('task.all') },
            { value: 'failed', label: t('task.onlyFailed') },
            { value: 'skipped', label: t('task.onlySkipped') },
            { value: 'waiting', label: t('task.onlyWaiting') },
          ]}
          onChange={setFilter}
        />
      </header>
      {error !== null && <LoadFailed error={error} busy={asking} onRetry={retry} />}
      {isEmpty && error === null && (
        <Empty busy={!isWhole} title={isWhole ? t('task.resultsEmpty') : t('task.moreResults')} />
      )}
      <div ref={scrollRef} className={styles.scroll} hidden={isEmpty}>
        <div role="table" aria-label={t('task.results')} aria-rowcount={isWhole ? rows.length + 1 : -1}>
          <div role="rowgroup" className={styles.titles}>
            <div role="row" aria-rowindex={1} className={styles.row}>
              {columns.map((column) => (
                <span key={column} role="columnheader" data-column={column}>
                  {t(`task.column.${column}`)}
                </span>
              ))}
            </div>
          </div>
          <div role="rowgroup" className={styles.body} style={{ height: list.totalHeight }}>
            {list.visible.map(({ index, offset }) => {
              const result = rows[index];
              return (
                result !== undefined && (
                  <div
                    key={result.id}
                    role="row"
                    aria-rowindex={index + 2}
                    aria-current={result.id === messageId || undefined}
                    className={`${styles.row} ${styles.line}`}
                    style={{ transform: `translateY(${offset}px)`, height: rowHeight }}
                  >
                    <TaskResultLine result={result} href={hrefOfRow(result.id)} />
                  </div>
                )
              );
            })}
          </div>
        </div>
        <p className={styles.end}>{isWhole ? t('task.endResults') : t('task.moreResults')}</p>
      </div>
    </section>
  );
}
