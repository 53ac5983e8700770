import type { ChannelId } from '#shared/domain/ids.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { IncidentLine } from './IncidentLine.tsx';
import styles from './IncidentList.module.css';
import { useIncidentList } from './use-incident-list.ts';

interface IncidentListProps {
  readonly state: 'open' | 'closed';
  readonly channelId: ChannelId | null;
}

/** Incidents of one kind, page by page. */
export function IncidentList({ state, channelId }: IncidentListProps) {
  const { t } = useTexts();
  const list = useIncidentList(state, channelId);
  const nothing = list.incidents.length === 0;
  return (
    <Panel title={state === 'open' ? t('incidents.open') : t('incidents.closed')} flush>
      {list.error !== null && (
        <div className={styles.failed}>
          <LoadFailed error={list.error} busy={false} onRetry={list.ask} />
        </div>
      )}
      {nothing && list.loading && <Empty busy title={t('incidents.loading')} />}
      {nothing && !list.loading && list.error === null && (
        <Empty
          title={state === 'open' ? t('incidents.none') : t('incidents.noneClosed')}
          help={state === 'open' ? t('incidents.noneHelp') : t('incidents.noneClosedHelp')}
        />
      )}
      {!nothing && (
        <ul aria-label={t('incidents.list')}>
          {list.incidents.map((incident) => (
            <IncidentLine key={incident.id} incident={incident} />
          ))}
        </ul>
      )}
      {!nothing && !list.isWhole && !list.loading && (
        <div className={styles.more}>
          <Button size="small" busy={list.loadingOlder} onClick={list.older}>
            {list.loadingOlder ? t('incidents.loadingOlder') : t('incidents.older')}
          </Button>
        </div>
      )}
    </Panel>
  );
}
