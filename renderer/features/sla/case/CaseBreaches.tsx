import type { SlaBreach } from '#shared/domain/sla.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { officeTime } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { CauseBadge } from '../CauseBadge.tsx';
import styles from './CaseBreaches.module.css';

function Breach({ breach }: { readonly breach: SlaBreach }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { outage, lateMs } = breach;
  const listed = new Intl.ListFormat(undefined, { type: 'unit', style: 'short' });
  return (
    <li className={styles.breach}>
      <header>
        <strong>
          {t('slaCase.missedLine', {
            metric: t(`sla.metric.${breach.metric}`),
            time: format.moment(breach.breachedAt, now),
          })}
        </strong>
        <CauseBadge cause={breach.cause} />
      </header>
      <p>
        {lateMs === null ? t('slaCase.missedStill') : t('slaCase.missedBy', { time: officeTime(lateMs, t, format) })}{' '}
        {breach.cause === 'people' && t('slaCase.people')}
      </p>
      {outage !== null && (
        <p>
          {t('slaCase.outage.lost', { time: officeTime(outage.lostMs, t, format) })}{' '}
          {outage.heldMs > 0 && `${t('slaCase.outage.held', { time: officeTime(outage.heldMs, t, format) })} `}
          {outage.legs.length > 0 &&
            `${t('slaCase.outage.legs', { legs: listed.format(outage.legs.map((leg) => t(`leg.${leg}`))) })} `}
          {outage.maintenance && t('slaCase.outage.maintenance')}
        </p>
      )}
      {outage !== null && outage.incidentIds.length > 0 && (
        <p className={styles.links}>
          {outage.incidentIds.map((incidentId) => (
            <a key={incidentId} href={hrefOf({ page: 'incidents', incidentId })}>
              {t('slaBreaches.incident', { number: incidentId.slice(-6) })}
            </a>
          ))}
        </p>
      )}
    </li>
  );
}

/** What was missed in this conversation, and by whom or what. */
export function CaseBreaches({ breaches }: { readonly breaches: readonly SlaBreach[] }) {
  const { t } = useTexts();
  return (
    <Panel title={t('slaCase.missed')}>
      {breaches.length === 0 ? (
        <p className={styles.none}>{t('slaCase.noneMissed')}</p>
      ) : (
        <ul>
          {breaches.map((breach) => (
            <Breach key={breach.id} breach={breach} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
