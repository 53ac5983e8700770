import type { MessageId } from '#shared/domain/ids.ts';
import type { TrafficQuery } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { isNarrowed } from '#renderer/lib/traffic-rows.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import styles from './TrafficBody.module.css';
import { TrafficList } from './TrafficList.tsx';

interface TrafficBodyProps {
  readonly query: TrafficQuery;
  readonly messageId: MessageId | null;
  readonly onNearEnd: () => void;
}

/** Nothing fits so far, and there is more to look through. */
function LookStopped({ onNearEnd }: { readonly onNearEnd: () => void }) {
  const { t, format } = useTexts();
  const lookedThrough = useConsole((state) => state.lookedThrough);
  const isLooking = useConsole((state) => state.loadingOlder);
  const { lookFurther } = useConsole.getState();
  return (
    <div className={styles.stopped}>
      <Empty
        title={t('trafficFilter.stoppedEmpty', { number: format.number(lookedThrough) })}
        help={t('trafficFilter.stoppedHelp')}
      />
      <Button
        busy={isLooking}
        onClick={() => {
          lookFurther();
          onNearEnd();
        }}
      >
        {t('trafficFilter.further')}
      </Button>
    </div>
  );
}

/** The list, or what stands in its place while there is nothing to list. */
export function TrafficBody({ query, messageId, onNearEnd }: TrafficBodyProps) {
  const { t } = useTexts();
  const load = useConsole((state) => state.trafficLoad);
  const isEmpty = useConsole((state) => state.rows.length === 0);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const restarted = useConsole((state) => state.trafficRestarted);
  const lookStopped = useConsole((state) => state.lookStopped || state.loadingOlder);
  if (!isEmpty) return <TrafficList query={query} messageId={messageId} onNearEnd={onNearEnd} />;

  const narrowed = isNarrowed(query);
  return (
    <div className={styles.panel}>
      {load.kind === 'failed' ? (
        <div className={styles.failed}>
          <ErrorNote error={load.error} />
          <Button onClick={restarted}>{t('action.retry')}</Button>
        </div>
      ) : load.kind === 'ready' && lookStopped ? (
        <LookStopped onNearEnd={onNearEnd} />
      ) : load.kind === 'ready' ? (
        <Empty
          title={narrowed ? t('traffic.emptyFilter') : t('traffic.empty')}
          help={narrowed ? t('traffic.emptyFilterHelp') : t('traffic.emptyHelp')}
        />
      ) : (
        <Empty busy={relayRuns} title={relayRuns ? t('traffic.loading') : t('relay.stoppedTitle')} />
      )}
    </div>
  );
}
