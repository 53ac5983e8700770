import { useEffect } from 'react';
import type { SlaBoardQuery } from '#shared/contract/sla-contract.ts';
import { slaBoardHref, type SlaBoardFilter } from '#renderer/lib/sla-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { useBoard } from '#renderer/store/use-sla-board.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { BoardList } from './BoardList.tsx';
import { BoardFootNotes, BoardNotes } from './BoardNotes.tsx';
import { BoardToolbar } from './BoardToolbar.tsx';
import styles from './SlaBoardPage.module.css';

/** Rows asked for; the most urgent of more are shown. */
const limit = 1_000;

/** Every open conversation, the most urgent first, with its clocks counting down in office time. */
export function SlaBoardPage({ filter }: { readonly filter: SlaBoardFilter }) {
  const { t } = useTexts();
  const { show, channelId, metric } = filter;
  const query: SlaBoardQuery = { channelIds: channelId === null ? [] : [channelId], show, metric, limit };
  const { board, error, ask } = useBoard(query);
  const relayVisible = useRelayVisible();
  const listShown = useConsole((state) => state.slaListShown);
  const href = slaBoardHref(filter);
  useEffect(() => listShown(href), [href, listShown]);
  const narrowed = href !== slaBoardHref();
  return (
    <>
      <BoardToolbar filter={filter} />
      <BoardNotes />
      {error !== null && (
        <div className={styles.failed}>
          <LoadFailed error={error} busy={false} onRetry={ask} />
        </div>
      )}
      {board === null ? (
        error === null && (
          <div className={styles.panel}>
            <Empty busy={relayVisible} title={relayVisible ? t('slaBoard.loading') : t('relay.stoppedTitle')} />
          </div>
        )
      ) : board.rows.length === 0 ? (
        <div className={styles.panel}>
          <Empty
            title={narrowed ? t('slaBoard.emptyFilter') : t('slaBoard.empty')}
            help={narrowed ? t('slaBoard.emptyFilterHelp') : t('slaBoard.emptyHelp')}
          />
        </div>
      ) : (
        <BoardList key={href} rows={board.rows} metric={metric} />
      )}
      <BoardFootNotes board={board} />
    </>
  );
}
