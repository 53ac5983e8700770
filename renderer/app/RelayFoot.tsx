import { useConsole } from '#renderer/store/console-store.ts';
import { relayLook } from '#renderer/lib/describe/describe-relay.ts';
import { trafficHref } from '#renderer/lib/router.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './RelayFoot.module.css';

/** The relay as a process, and the two counts that must never grow unseen. */
export function RelayFoot() {
  const { t, format } = useTexts();
  const now = useNow();
  const relay = useConsole((state) => state.relay);
  const overview = useConsole((state) => state.overview);
  const tunnel = useConsole((state) => state.tunnel);
  if (relay === null) return null;
  const unconfirmed = overview?.counts.unconfirmed ?? 0;
  return (
    <section aria-label={t('relay.status')} className={styles.foot}>
      <StateBadge {...relayLook(relay.kind)}>{t(`relay.${relay.kind}`)}</StateBadge>
      <p>
        <span>{t('relay.thisComputer')}</span>
        <span>{t('time.since', { time: format.moment(relay.since, now) })}</span>
      </p>
      {tunnel?.kind === 'gave_up' && (
        <p>
          <a href={setupHref('outside')} data-tone="bad">
            {t('outside.tunnel.foot')}
          </a>
        </p>
      )}
      {relay.restarts > 0 && <p>{t('relay.restarts', { count: relay.restarts })}</p>}
      {overview !== null && (
        <p>
          <span data-tone={overview.missingRecords > 0 ? 'bad' : undefined}>
            {t('relay.lost', { count: overview.missingRecords })}
          </span>
          {unconfirmed > 0 ? (
            <a href={trafficHref({ states: ['unconfirmed'] })}>{t('relay.unconfirmed', { count: unconfirmed })}</a>
          ) : (
            <span>{t('relay.unconfirmed', { count: 0 })}</span>
          )}
        </p>
      )}
    </section>
  );
}
