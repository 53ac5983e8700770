import { useEffect } from 'react';
import { slaBreachedHref, type SlaBreachFilter } from '#renderer/lib/sla-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { BreachLine } from './BreachLine.tsx';
import { BreachToolbar } from './BreachToolbar.tsx';
import styles from './SlaBreachesPage.module.css';
import { useBreaches } from './use-breaches.ts';

const columns = ['at', 'clock', 'customer', 'agent', 'target', 'late', 'cause'] as const;

/** Every missed target once, newest first, with who or what it was missed by. */
export function SlaBreachesPage({ filter }: { readonly filter: SlaBreachFilter }) {
  const { t } = useTexts();
  const { breaches, isWhole, asking, error, ask, older } = useBreaches(filter);
  const listShown = useConsole((state) => state.slaListShown);
  const href = slaBreachedHref(filter);
  useEffect(() => listShown(href), [href, listShown]);
  return (
    <>
      <BreachToolbar filter={filter} />
      <Panel title={t('slaBreaches.title')} flush>
        {error !== null && (
          <div className={styles.failed}>
            <LoadFailed error={error} busy={false} onRetry={ask} />
          </div>
        )}
        {breaches === null && error === null && <Empty busy title={t('slaBreaches.loading')} />}
        {breaches?.length === 0 && <Empty title={t('slaBreaches.none')} help={t('slaBreaches.noneHelp')} />}
        {breaches !== null && breaches.length > 0 && (
          <div className={styles.scroll}>
            <table className={styles.table} aria-label={t('slaBreaches.list')}>
              <thead>
                <tr>
                  {columns.map((column) => (
                    <th key={column} scope="col" data-column={column}>
                      {t(`slaBreaches.column.${column}`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {breaches.map((breach) => (
                  <BreachLine key={breach.id} breach={breach} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {breaches !== null && breaches.length > 0 && !isWhole && (
          <div className={styles.more}>
            <Button size="small" busy={asking} onClick={older}>
              {asking ? t('slaBreaches.loadingOlder') : t('slaBreaches.older')}
            </Button>
          </div>
        )}
      </Panel>
    </>
  );
}
