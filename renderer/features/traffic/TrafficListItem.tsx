import type { MessageId } from '#shared/domain/ids.ts';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { browseCap } from '#renderer/store/traffic-slice.ts';
import { Button } from '#renderer/ui/Button.tsx';
import grid from './TrafficGrid.module.css';
import type { ListEnd, TrafficItem } from './traffic-items.ts';
import styles from './TrafficListItem.module.css';
import { TrafficRowLine } from './TrafficRowLine.tsx';

interface TrafficListItemProps {
  readonly item: TrafficItem;
  readonly offset: number;
  readonly rowIndex: number;
  readonly query: TrafficQuery;
  readonly selectedId: MessageId | null;
  /** Loads older rows. */
  readonly onLookFurther: () => void;
}

function GapLine({ count }: { readonly count: number }) {
  const { t } = useTexts();
  const restarted = useConsole((state) => state.trafficRestarted);
  return (
    <div role="cell" className={styles.gap}>
      <span>{t('traffic.gap', { count })}</span>
      <Button size="small" onClick={restarted}>
        {t('traffic.loadGap')}
      </Button>
    </div>
  );
}

function EndLine({ reason, onLookFurther }: { readonly reason: ListEnd; readonly onLookFurther: () => void }) {
  const { t, format } = useTexts();
  const lookedThrough = useConsole((state) => state.lookedThrough);
  const { lookFurther } = useConsole.getState();
  return (
    <div role="cell" className={styles.end}>
      {reason === 'oldest' && t('traffic.end')}
      {reason === 'full' && t('traffic.full', { number: format.number(browseCap) })}
      {reason === 'loading' && t('traffic.loadingOlder')}
      {reason === 'stopped' && (
        <>
          <span>{t('trafficFilter.stopped', { number: format.number(lookedThrough) })}</span>
          <Button
            size="small"
            onClick={() => {
              lookFurther();
              onLookFurther();
            }}
          >
            {t('trafficFilter.further')}
          </Button>
        </>
      )}
    </div>
  );
}

/** One line of the list at its place. */
export function TrafficListItem({ item, offset, rowIndex, query, selectedId, onLookFurther }: TrafficListItemProps) {
  const selected = item.kind === 'row' && item.row.id === selectedId;
  return (
    <div
      role="row"
      aria-rowindex={rowIndex}
      aria-current={selected || undefined}
      className={item.kind === 'row' ? `${grid.row} ${styles.line}` : styles.line}
      data-kind={item.kind}
      style={{ transform: `translateY(${offset}px)` }}
    >
      {item.kind === 'row' && <TrafficRowLine row={item.row} query={query} />}
      {item.kind === 'gap' && <GapLine count={item.gap.count} />}
      {item.kind === 'end' && <EndLine reason={item.reason} onLookFurther={onLookFurther} />}
    </div>
  );
}
